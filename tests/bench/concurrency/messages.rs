// One sender, one receiver, one channel.
use std::sync::mpsc;
use std::thread;

fn main() {
    let n: i64 = std::env::args().nth(1).unwrap().parse().unwrap();
    let (sender, receiver) = mpsc::channel();
    let t = thread::spawn(move || {
        for i in 0..n {
            sender.send(i).unwrap();
        }
    });
    let mut sum = 0;
    for x in receiver {
        sum += x % 7;
    }
    t.join().unwrap();
    println!("{}", sum);
}
