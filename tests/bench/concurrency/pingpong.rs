// Two threads send a message there and back.
use std::sync::mpsc;
use std::thread;

fn main() {
    let n: i64 = std::env::args().nth(1).unwrap().parse().unwrap();
    let (there, asked) = mpsc::channel();
    let (answer, back) = mpsc::channel();
    let t = thread::spawn(move || {
        for x in asked {
            answer.send(x + 1).unwrap();
        }
    });
    let mut x: i64 = 0;
    for _ in 0..n {
        there.send(x).unwrap();
        x = back.recv().unwrap();
    }
    drop(there);
    t.join().unwrap();
    println!("{}", x);
}
