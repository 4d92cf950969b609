class Body {
    constructor(x, y, z, vx, vy, vz, mass) {
        this.x = x;
        this.y = y;
        this.z = z;
        this.vx = vx;
        this.vy = vy;
        this.vz = vz;
        this.mass = mass;
    }
}

function advance(bodies, dt) {
    for (let i = 0; i < bodies.length; i++) {
        const a = bodies[i];
        for (let j = i + 1; j < bodies.length; j++) {
            const b = bodies[j];
            const dx = a.x - b.x;
            const dy = a.y - b.y;
            const dz = a.z - b.z;
            const distance = dx * dx + dy * dy + dz * dz;
            const pull = dt / (distance * Math.sqrt(distance));
            a.vx -= dx * b.mass * pull;
            a.vy -= dy * b.mass * pull;
            a.vz -= dz * b.mass * pull;
            b.vx += dx * a.mass * pull;
            b.vy += dy * a.mass * pull;
            b.vz += dz * a.mass * pull;
        }
    }
    for (const b of bodies) {
        b.x += dt * b.vx;
        b.y += dt * b.vy;
        b.z += dt * b.vz;
    }
}

function energy(bodies) {
    let sum = 0;
    for (let i = 0; i < bodies.length; i++) {
        const a = bodies[i];
        sum += 0.5 * a.mass * (a.vx * a.vx + a.vy * a.vy + a.vz * a.vz);
        for (let j = i + 1; j < bodies.length; j++) {
            const dx = a.x - bodies[j].x;
            const dy = a.y - bodies[j].y;
            const dz = a.z - bodies[j].z;
            sum -= (a.mass * bodies[j].mass) / Math.sqrt(dx * dx + dy * dy + dz * dz);
        }
    }
    return sum;
}

const n = Number(process.argv[2]);
const bodies = [
    new Body(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 40.0),
    new Body(5.0, -1.0, -0.1, 0.6, 2.8, -0.02, 0.04),
    new Body(8.0, 4.0, -0.4, -1.0, 1.8, 0.008, 0.01),
    new Body(13.0, -15.0, -0.2, 1.1, 0.9, -0.01, 0.002),
    new Body(15.0, -26.0, 0.2, 1.0, 0.6, -0.03, 0.002),
];
for (let i = 0; i < n; i++) advance(bodies, 0.001);
console.log(Math.trunc(energy(bodies) * 1000000000));
