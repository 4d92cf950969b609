function steps(x) {
    let count = 0;
    while (x !== 1) {
        x = x % 2 === 0 ? x / 2 : x * 3 + 1;
        count++;
    }
    return count;
}

const n = Number(process.argv[2]);
let longest = 0;
let best = 0;
for (let i = 1; i < n; i++) {
    const count = steps(i);
    if (count > longest) {
        longest = count;
        best = i;
    }
}
console.log(best, longest);
