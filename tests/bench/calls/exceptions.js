function checked(x) {
    if (x % 5 === 0) throw new Error("a multiple of five");
    return (x * 7) % 1000;
}

function halved(x) {
    return Math.trunc(checked(x) / 2);
}

const n = Number(process.argv[2]);
let sum = 0;
let failed = 0;
for (let i = 0; i < n; i++) {
    try {
        sum += halved(i);
    } catch (e) {
        failed += e.message.length;
    }
}
console.log(sum, failed);
