// Four workers take jobs from one channel and send the results back through another.
use std::sync::{mpsc, Arc, Mutex};
use std::thread;

fn steps(mut n: i64) -> i64 {
    let mut count = 0;
    while n > 1 {
        n = if n % 2 == 0 { n / 2 } else { 3 * n + 1 };
        count += 1;
    }
    count
}

fn main() {
    let n: i64 = std::env::args().nth(1).unwrap().parse().unwrap();
    let (jobs, todo) = mpsc::sync_channel(256);
    let (done, results) = mpsc::channel();
    let todo = Arc::new(Mutex::new(todo));
    for _ in 0..4 {
        let (todo, done) = (Arc::clone(&todo), done.clone());
        thread::spawn(move || loop {
            let job = todo.lock().unwrap().recv();
            match job {
                Ok(job) => done.send(steps(job)).unwrap(),
                Err(_) => break,
            }
        });
    }
    thread::spawn(move || {
        for i in 0..n {
            jobs.send(i + 1).unwrap();
        }
    });
    let mut sum = 0;
    for _ in 0..n {
        sum += results.recv().unwrap();
    }
    println!("{}", sum);
}
