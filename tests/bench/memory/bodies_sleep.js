// Async functions, all of which sleep.
let begun = 0;
async function nap(i) {
    begun++;
    await new Promise((done) => setTimeout(done, 600000 + i % 1000));
    return i;
}
const naps = [];
for (let i = 0; i < Number(process.argv[2]); i++) naps.push(nap(i));
console.log(begun);
process.exit(0);
