// Two async functions send a message there and back.
class Channel {
    values = [];
    waiting = [];
    send(v) {
        const w = this.waiting.shift();
        if (w) w(v); else this.values.push(v);
    }
    receive() {
        return this.values.length ? Promise.resolve(this.values.shift()) : new Promise((done) => this.waiting.push(done));
    }
}

const n = Number(process.argv[2]), there = new Channel(), back = new Channel();

async function echo() {
    for (;;) {
        const x = await there.receive();
        if (x === null) return;
        back.send(x + 1);
    }
}

async function play() {
    let x = 0;
    for (let i = 0; i < n; i++) {
        there.send(x);
        x = await back.receive();
    }
    there.send(null);
    return x;
}

echo();
play().then((x) => console.log(x));
