class Ball {
    constructor(x, y, vx, vy) {
        this.x = x;
        this.y = y;
        this.vx = vx;
        this.vy = vy;
        this.bounces = 0;
    }

    step(dt) {
        this.x += this.vx * dt;
        this.y += this.vy * dt;
        if (this.x < 0.0 || this.x > 1.0) {
            this.vx = -this.vx;
            this.bounces++;
        }
        if (this.y < 0.0 || this.y > 1.0) {
            this.vy = -this.vy;
            this.bounces++;
        }
    }

    energy() {
        return this.vx * this.vx + this.vy * this.vy;
    }
}

const n = Number(process.argv[2]);
const ball = new Ball(0.5, 0.25, 0.3, 0.7);
let energy = 0;
for (let i = 0; i < n; i++) {
    ball.step(0.01);
    energy += ball.energy();
}
console.log(ball.bounces, Math.trunc(energy));
