// Channels with one message each.
use std::sync::mpsc;

fn main() {
    let n: i64 = std::env::args().nth(1).unwrap().parse().unwrap();
    let all: Vec<_> = (0..n)
        .map(|i| {
            let (sender, receiver) = mpsc::channel();
            sender.send(i % 7).unwrap();
            (sender, receiver)
        })
        .collect();
    let sum: i64 = all.iter().map(|(_, receiver)| receiver.recv().unwrap()).sum();
    println!("{}", sum);
}
