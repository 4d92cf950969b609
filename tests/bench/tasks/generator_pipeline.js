function* upto(n) {
    for (let i = 0; i < n; i++) yield i;
}

function* odd(numbers) {
    for (const x of numbers) {
        if (x % 2 === 1) yield x;
    }
}

function* squares(numbers) {
    for (const x of numbers) yield (x * x) % 1000;
}

let sum = 0;
for (const x of squares(odd(upto(Number(process.argv[2]))))) sum += x;
console.log(sum);
