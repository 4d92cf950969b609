function make(n, seed) {
    const m = [];
    for (let i = 0; i < n; i++) {
        const row = [];
        for (let j = 0; j < n; j++) row.push(((i * 31 + j * 17 + seed) % 100) * 0.5);
        m.push(row);
    }
    return m;
}

function multiply(a, b, n) {
    const c = [];
    for (let i = 0; i < n; i++) {
        const row = [];
        for (let j = 0; j < n; j++) {
            let sum = 0;
            for (let k = 0; k < n; k++) sum += a[i][k] * b[k][j];
            row.push(sum);
        }
        c.push(row);
    }
    return c;
}

const n = Number(process.argv[2]);
const c = multiply(make(n, 1), make(n, 2), n);
let trace = 0;
for (let i = 0; i < n; i++) trace += c[i][i];
console.log(trace * 4);
