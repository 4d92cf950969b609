async function nextOf(x) {
    return (x * 3 + 1) % 1009;
}

async function work(n) {
    let x = 0;
    for (let i = 0; i < n; i++) x = await nextOf(x);
    return x;
}

work(Number(process.argv[2])).then((x) => console.log(x));
