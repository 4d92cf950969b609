// Four senders, one receiver, one channel.
use std::sync::mpsc;
use std::thread;

fn main() {
    let n: i64 = std::env::args().nth(1).unwrap().parse().unwrap();
    let (sender, receiver) = mpsc::channel();
    for _ in 0..4 {
        let sender = sender.clone();
        thread::spawn(move || {
            for i in 0..n / 4 {
                sender.send(i).unwrap();
            }
        });
    }
    let mut sum = 0;
    for _ in 0..n {
        sum += receiver.recv().unwrap() % 7;
    }
    println!("{}", sum);
}
