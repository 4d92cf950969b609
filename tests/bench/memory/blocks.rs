// Threads, all alive: each waits for a message, then sends one.
use std::sync::{mpsc, Arc, Mutex};
use std::thread;

fn main() {
    let n: i64 = std::env::args().nth(1).unwrap().parse().unwrap();
    let (begin, begun) = mpsc::channel();
    let (open, gate) = mpsc::channel::<i64>();
    let (finish, done) = mpsc::channel();
    let gate = Arc::new(Mutex::new(gate));
    for i in 0..n {
        let (begin, gate, finish) = (begin.clone(), Arc::clone(&gate), finish.clone());
        thread::spawn(move || {
            begin.send(true).unwrap();
            let v = gate.lock().unwrap().recv().unwrap();
            finish.send(v + i).unwrap();
        });
    }
    for _ in 0..n {
        begun.recv().unwrap();
    }
    for _ in 0..n {
        open.send(1).unwrap();
    }
    let mut sum = 0;
    for _ in 0..n {
        sum += done.recv().unwrap();
    }
    println!("{}", sum);
}
