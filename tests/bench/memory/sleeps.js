// Promises of a timer, all pending.
const naps = [];
for (let i = 0; i < Number(process.argv[2]); i++) naps.push(new Promise((done) => setTimeout(done, 600000 + i % 1000)));
console.log(naps.length);
process.exit(0);
