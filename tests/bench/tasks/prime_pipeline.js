async function* stage(source, prime) {
    for await (const x of source) {
        if (x % prime !== 0) yield x;
    }
}

async function* numbers(n) {
    for (let x = 2; x < n; x++) yield x;
}

async function work(n) {
    let source = numbers(n);
    let sum = 0;
    for (;;) {
        const { value: prime, done } = await source.next();
        if (done) return sum;
        sum += prime;
        source = stage(source, prime);
    }
}

work(Number(process.argv[2])).then((sum) => console.log(sum));
