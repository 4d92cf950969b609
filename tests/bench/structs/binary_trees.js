class Node {
    constructor(left, right) {
        this.left = left;
        this.right = right;
    }
}

function make(depth) {
    return depth === 0 ? new Node(null, null) : new Node(make(depth - 1), make(depth - 1));
}

function count(node) {
    return node.left === null ? 1 : 1 + count(node.left) + count(node.right);
}

const n = Number(process.argv[2]);
const kept = make(n);
let sum = 0;
for (let depth = 4; depth <= n; depth += 2) {
    for (let i = 0; i < 1 << (n - depth); i++) sum += count(make(depth));
}
console.log(sum + count(kept));
