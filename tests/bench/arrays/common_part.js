function random(n, seed) {
    const xs = [];
    for (let i = 0; i < n; i++) {
        seed = (seed * 48271) % 2147483647;
        xs.push(seed % 8);
    }
    return xs;
}

function longest(a, b) {
    const table = Array.from({ length: a.length + 1 }, () => new Array(b.length + 1).fill(0));
    for (let i = 0; i < a.length; i++) {
        for (let j = 0; j < b.length; j++) {
            if (a[i] === b[j]) table[i + 1][j + 1] = table[i][j] + 1;
            else if (table[i][j + 1] > table[i + 1][j]) table[i + 1][j + 1] = table[i][j + 1];
            else table[i + 1][j + 1] = table[i + 1][j];
        }
    }
    return table[a.length][b.length];
}

const n = Number(process.argv[2]);
console.log(longest(random(n, 7), random(n, 11)));
