function sort(xs, low, high) {
    const pivot = xs[(low + high) >> 1];
    let i = low;
    let j = high;
    while (i <= j) {
        while (xs[i] < pivot) i++;
        while (xs[j] > pivot) j--;
        if (i <= j) {
            const kept = xs[i];
            xs[i++] = xs[j];
            xs[j--] = kept;
        }
    }
    if (low < j) sort(xs, low, j);
    if (i < high) sort(xs, i, high);
}

const n = Number(process.argv[2]);
const xs = [];
let seed = 7;
for (let i = 0; i < n; i++) {
    seed = (seed * 48271) % 2147483647;
    xs.push(seed);
}
sort(xs, 0, n - 1);
let check = 0;
for (const x of xs) check = (check * 31 + x) % 1000000007;
console.log(check);
