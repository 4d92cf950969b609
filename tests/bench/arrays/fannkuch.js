function flips(order, pile) {
    for (let i = 0; i < order.length; i++) pile[i] = order[i];
    let count = 0;
    while (pile[0] !== 0) {
        for (let i = 0, j = pile[0]; i < j; i++, j--) {
            const kept = pile[i];
            pile[i] = pile[j];
            pile[j] = kept;
        }
        count++;
    }
    return count;
}

function work(n) {
    const order = Array.from({ length: n }, (_, i) => i);
    const pile = new Array(n).fill(0);
    const turned = new Array(n).fill(0);
    let most = 0;
    let check = 0;
    let sign = 1;
    let k = 0;
    while (k < n) {
        const count = flips(order, pile);
        if (count > most) most = count;
        check += sign * count;
        sign = -sign;
        for (k = 1; k < n; k++) {
            const first = order[0];
            for (let i = 0; i < k; i++) order[i] = order[i + 1];
            order[k] = first;
            if (++turned[k] <= k) break;
            turned[k] = 0;
        }
    }
    return `${most} ${check}`;
}

console.log(work(Number(process.argv[2])));
