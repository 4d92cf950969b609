const n = Number(process.argv[2]);
const parent = Array.from({ length: n }, (_, i) => i);
const size = new Array(n).fill(1);

function find(x) {
    while (parent[x] !== x) {
        parent[x] = parent[parent[x]];
        x = parent[x];
    }
    return x;
}

function joinSets(a, b) {
    if (size[a] < size[b]) return joinSets(b, a);
    parent[b] = a;
    size[a] += size[b];
    return size[a];
}

let seed = 7;
let sets = n;
let most = 1;
for (let i = 0; i < n; i++) {
    seed = (seed * 48271) % 2147483647;
    const a = find(seed % n);
    seed = (seed * 48271) % 2147483647;
    const b = find(seed % n);
    if (a !== b) {
        most = Math.max(most, joinSets(a, b));
        sets--;
    }
}
console.log(sets, most);
