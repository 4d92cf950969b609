// Async calls that all wait before they go on: a thousand at a time.
const waiting = [];
const receive = () => new Promise((done) => waiting.push(done));

async function one(x) { return await receive() + x; }

async function main(n) {
    let sum = 0;
    for (let r = 0; r < n / 1000; r++) {
        const calls = [];
        for (let i = 0; i < 1000; i++) calls.push(one(i));
        for (const done of waiting.splice(0)) done(1);
        for (const v of await Promise.all(calls)) sum += v;
    }
    console.log(sum);
}

main(Number(process.argv[2]));
