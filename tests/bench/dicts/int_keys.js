const n = Number(process.argv[2]);
const counts = new Map();
let seed = 7;
for (let i = 0; i < n; i++) {
    seed = (seed * 48271) % 2147483647;
    const key = (seed % 100003) * 9973;
    counts.set(key, (counts.get(key) ?? 0) + 1);
}
let sum = 0;
for (let i = 0; i < 100003; i++) {
    const key = i * 9973;
    if (counts.has(key)) sum = (sum * 31 + counts.get(key)) % 1000000007;
}
console.log(counts.size, sum);
