function ackermann(m, n) {
    if (m === 0) return n + 1;
    if (n === 0) return ackermann(m - 1, 1);
    return ackermann(m - 1, ackermann(m, n - 1));
}

const n = Number(process.argv[2]);
let sum = 0;
for (let i = 0; i < n; i++) sum += ackermann(3, i % 8);
console.log(sum);
