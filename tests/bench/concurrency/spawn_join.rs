// Starting a thread and waiting for its end.
use std::thread;

fn main() {
    let n: i64 = std::env::args().nth(1).unwrap().parse().unwrap();
    let mut done = 0;
    for i in 0..n {
        thread::spawn(move || std::hint::black_box(i * 2)).join().unwrap();
        done += i % 7;
    }
    println!("{}", done);
}
