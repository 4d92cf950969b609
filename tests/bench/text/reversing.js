function reversed(s) {
    let out = "";
    for (const c of s) out = c + out;
    return out;
}

const n = Number(process.argv[2]);
let count = 0;
for (let i = 0; i < n; i++) {
    const digits = String(i);
    if (reversed(digits) === digits) count += digits.length;
}
console.log(count);
