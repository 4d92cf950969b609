function step(ps) {
    for (const p of ps) {
        p.x += p.vx;
        p.y += p.vy;
        if (p.x < 0 || p.x >= 1000) {
            p.vx = -p.vx;
            p.hits++;
        }
        if (p.y < 0 || p.y >= 1000) {
            p.vy = -p.vy;
            p.hits++;
        }
    }
}

const n = Number(process.argv[2]);
const ps = [];
for (let i = 0; i < 1000; i++) {
    ps.push({ x: (i * 7) % 1000, y: (i * 13) % 1000, vx: (i % 11) - 5, vy: (i % 7) - 3, weight: i * 0.25, hits: 0 });
}
for (let round = 0; round < n; round++) step(ps);
let sum = 0;
for (const p of ps) sum += (p.x + p.y * 3 + p.hits * 5) * p.weight;
console.log(Math.trunc(sum));
