function sieve(n) {
    const prime = new Array(n + 1).fill(true);
    let count = 0;
    for (let i = 2; i <= n; i++) {
        if (prime[i]) {
            count++;
            for (let j = i * i; j <= n; j += i) prime[j] = false;
        }
    }
    return count;
}

console.log(sieve(Number(process.argv[2])));
