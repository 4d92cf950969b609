function build(n) {
    let text = "";
    let seed = 7;
    for (let i = 0; i < n; i++) {
        seed = (seed * 48271) % 2147483647;
        text += "abcdefghij"[seed % 10];
    }
    return text;
}

const text = build(Number(process.argv[2]));
let count = 0;
for (const c of text) {
    if (c === "c") count++;
}
console.log(text.length, count);
