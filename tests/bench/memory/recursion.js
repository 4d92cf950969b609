// Async functions, each awaiting the next; the pause keeps the stack flat.
async function down(n) {
    if (n === 0) return 0;
    await null;
    return 1 + await down(n - 1);
}
down(Number(process.argv[2])).then((x) => console.log(x));
