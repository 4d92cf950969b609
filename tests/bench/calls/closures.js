const n = Number(process.argv[2]);
const numbers = Array.from({ length: 1000 }, (_, i) => i);
let sum = 0;
for (let round = 0; round < n; round++) {
    sum += numbers
        .map((x) => x * 3 + round)
        .filter((x) => x % 2 === 0)
        .reduce((a, x) => a + (x % 1000), 0);
}
console.log(sum);
