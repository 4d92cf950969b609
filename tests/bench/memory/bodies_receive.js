// Async functions, all of which wait for a message; then each gets one.
const gate = [];
const receive = () => new Promise((done) => gate.push(done));
async function one(i) { return await receive() + i; }

async function main(n) {
    const waiting = [];
    for (let i = 0; i < n; i++) waiting.push(one(i));
    for (const done of gate.splice(0)) done(1);
    let sum = 0;
    for (const p of waiting) sum += await p;
    console.log(sum);
}

main(Number(process.argv[2]));
