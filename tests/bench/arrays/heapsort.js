function sift(xs, root, stop) {
    const x = xs[root];
    for (;;) {
        let child = root * 2 + 1;
        if (child >= stop) break;
        if (child + 1 < stop && xs[child + 1] > xs[child]) child++;
        if (xs[child] <= x) break;
        xs[root] = xs[child];
        root = child;
    }
    xs[root] = x;
}

const n = Number(process.argv[2]);
const xs = [];
let seed = 7;
for (let i = 0; i < n; i++) {
    seed = (seed * 48271) % 2147483647;
    xs.push(seed);
}
for (let root = (n >> 1) - 1; root >= 0; root--) sift(xs, root, n);
for (let stop = n - 1; stop > 0; stop--) {
    const kept = xs[0];
    xs[0] = xs[stop];
    xs[stop] = kept;
    sift(xs, 0, stop);
}
let check = 0;
for (const x of xs) check = (check * 31 + x) % 1000000007;
console.log(check);
