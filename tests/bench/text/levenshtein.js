function textOf(n, seed) {
    let text = "";
    for (let i = 0; i < n; i++) {
        seed = (seed * 48271) % 2147483647;
        text += "abcdefgh"[seed % 8];
    }
    return text;
}

function distance(a, b) {
    let before = Array.from({ length: b.length + 1 }, (_, j) => j);
    for (let i = 0; i < a.length; i++) {
        const now = [i + 1];
        for (let j = 0; j < b.length; j++) {
            const cost = a[i] === b[j] ? 0 : 1;
            now.push(Math.min(now[j] + 1, before[j + 1] + 1, before[j] + cost));
        }
        before = now;
    }
    return before[b.length];
}

const n = Number(process.argv[2]);
console.log(distance(textOf(n, 7), textOf(n, 11)));
