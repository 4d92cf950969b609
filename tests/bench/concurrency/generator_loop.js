// A generator, pulled by a loop.
function* upto(n) {
    for (let i = 0; i < n; i++) yield i;
}

let sum = 0;
for (const x of upto(Number(process.argv[2]))) sum += x % 7;
console.log(sum);
