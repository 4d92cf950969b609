// Many async calls that sleep at the same time, each for 50 to 99 ms.
async function nap(i) {
    await new Promise((done) => setTimeout(done, 50 + i % 50));
    return i % 7;
}

async function main(n) {
    const naps = [];
    for (let i = 0; i < n; i++) naps.push(nap(i));
    let sum = 0;
    for (const v of await Promise.all(naps)) sum += v;
    console.log(sum);
}

main(Number(process.argv[2]));
