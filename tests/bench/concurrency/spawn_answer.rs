// Starting a thread and waiting for its answer.
use std::sync::mpsc;
use std::thread;

fn main() {
    let n: i64 = std::env::args().nth(1).unwrap().parse().unwrap();
    let (sender, receiver) = mpsc::channel();
    let mut sum = 0;
    for i in 0..n {
        let sender = sender.clone();
        thread::spawn(move || sender.send(i % 7).unwrap());
        sum += receiver.recv().unwrap();
    }
    println!("{}", sum);
}
