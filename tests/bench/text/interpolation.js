const n = Number(process.argv[2]);
const names = ["Ada", "Grace", "Alan", "Edsger", "Barbara"];
let check = 0;
for (let i = 0; i < n; i++) {
    const line = `${names[i % 5]} has ${i} points, ${(i * 7) % 100} more than ${names[i % 3]}`;
    check = (check * 31 + line.length) % 1000003;
    if (line[line.length >> 1] === "i") check++;
}
console.log(check);
