// One sender, one receiver: a worker that posts to the main thread.
const { Worker, isMainThread, parentPort, workerData } = require("worker_threads");

if (isMainThread) {
    let sum = 0;
    const worker = new Worker(__filename, { workerData: Number(process.argv[2]) });
    worker.on("message", (x) => { sum += x % 7; });
    worker.on("exit", () => console.log(sum));
} else {
    for (let i = 0; i < workerData; i++) parentPort.postMessage(i);
}
