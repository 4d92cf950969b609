function textOf(n) {
    let text = "";
    let seed = 7;
    for (let i = 0; i < n; i++) {
        seed = (seed * 48271) % 2147483647;
        text += "acgt"[seed % 4];
    }
    return text;
}

function count(text, k) {
    const counts = new Map();
    for (let i = 0; i + k <= text.length; i++) {
        const piece = text.substring(i, i + k);
        counts.set(piece, (counts.get(piece) ?? 0) + 1);
    }
    let most = 0;
    let check = 0;
    for (const times of counts.values()) {
        if (times > most) most = times;
        check = (check + times * times) % 1000000007;
    }
    return check + most + counts.size;
}

const text = textOf(Number(process.argv[2]));
console.log(count(text, 2), count(text, 4), count(text, 6), count(text, 9));
