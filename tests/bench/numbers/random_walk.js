function work(n) {
    let seed = 7;
    let x = 0;
    let y = 0;
    let far = 0;
    for (let i = 0; i < n; i++) {
        seed = (seed * 48271) % 2147483647;
        const way = seed % 4;
        if (way === 0) x++;
        else if (way === 1) x--;
        else if (way === 2) y++;
        else y--;
        const distance = x * x + y * y;
        if (distance > far) far = distance;
    }
    return `${x} ${y} ${far}`;
}

console.log(work(Number(process.argv[2])));
