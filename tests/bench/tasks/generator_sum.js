function* randoms(n) {
    let seed = 7;
    for (let i = 0; i < n; i++) {
        seed = (seed * 48271) % 2147483647;
        yield seed % 1000;
    }
}

let sum = 0;
for (const x of randoms(Number(process.argv[2]))) sum += x;
console.log(sum);
