const syllables = ["ba", "ko", "ri", "tu", "me", "lan", "sor", "vik"];

function textOf(n) {
    let text = "";
    let seed = 7;
    for (let i = 0; i < n; i++) {
        seed = (seed * 48271) % 2147483647;
        text += syllables[seed % 8] + syllables[Math.floor(seed / 8) % 8];
        if (seed % 3 !== 0) text += syllables[Math.floor(seed / 64) % 8];
        if (seed % 5 !== 0) text += syllables[Math.floor(seed / 512) % 8];
        text += " ";
    }
    return text;
}

const counts = new Map();
for (const word of textOf(Number(process.argv[2])).trim().split(" ")) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
}
let most = 0;
let check = 0;
for (const [word, count] of counts) {
    if (count > most) most = count;
    check = (check + count * count * word.length) % 1000000007;
}
console.log(counts.size, most, check);
