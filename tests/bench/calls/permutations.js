const n = Number(process.argv[2]);
const order = Array.from({ length: n }, (_, i) => i);
let sum = 0;

function swap(a, b) {
    const kept = order[a];
    order[a] = order[b];
    order[b] = kept;
}

function permute(k) {
    if (k === n) {
        for (let i = 0; i < n; i++) sum = (sum * 3 + order[i]) % 1000003;
        return;
    }
    for (let i = k; i < n; i++) {
        swap(k, i);
        permute(k + 1);
        swap(k, i);
    }
}

permute(0);
console.log(sum);
