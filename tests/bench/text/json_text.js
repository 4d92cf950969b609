function quoted(s) {
    let out = '"';
    for (const c of s) {
        if (c === '"') out += '\\"';
        else if (c === "\\") out += "\\\\";
        else if (c === "\n") out += "\\n";
        else out += c;
    }
    return out + '"';
}

function jsonOf(r) {
    let out = `{"id":${r.id},"name":${quoted(r.name)},"note":${quoted(r.note)},"tags":[`;
    for (let i = 0; i < r.tags.length; i++) {
        if (i > 0) out += ",";
        out += quoted(r.tags[i]);
    }
    return out + `],"open":${r.open}}`;
}

function records() {
    const names = ["chair", "desk lamp", 'the "big" table', "C:\\shelf", "door"];
    const all = [];
    for (let i = 0; i < 100; i++) {
        const tags = ["furniture"];
        if (i % 2 === 0) tags.push("wood");
        if (i % 3 === 0) tags.push("old");
        const note = `first line\nsecond line, number ${i}`;
        all.push({ id: i * 37, name: names[i % 5], note, tags, open: i % 4 === 0 });
    }
    return all;
}

const n = Number(process.argv[2]);
const all = records();
let check = 0;
for (let round = 0; round < n; round++) {
    let out = "[";
    for (const r of all) {
        if (out.length > 1) out += ",";
        out += jsonOf(r);
    }
    out += "]";
    check = (check * 31 + out.length) % 1000003;
    if (out[(out.length >> 1) + (round % 9)] === "e") check++;
}
console.log(check);
