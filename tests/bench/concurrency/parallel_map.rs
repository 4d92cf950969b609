// A function over a range, on all cores.
use std::sync::atomic::{AtomicI64, Ordering};
use std::thread;

fn steps(mut n: i64) -> i64 {
    let mut count = 0;
    while n > 1 {
        n = if n % 2 == 0 { n / 2 } else { 3 * n + 1 };
        count += 1;
    }
    count
}

fn part(p: i64) -> i64 {
    (p * 1000..p * 1000 + 1000).map(|i| steps(i + 1)).sum()
}

fn main() {
    let n: i64 = std::env::args().nth(1).unwrap().parse().unwrap();
    let next = AtomicI64::new(0);
    let cores = thread::available_parallelism().unwrap().get();
    let sum: i64 = thread::scope(|s| {
        let threads: Vec<_> = (0..cores)
            .map(|_| {
                s.spawn(|| {
                    let mut sum = 0;
                    loop {
                        let p = next.fetch_add(1, Ordering::Relaxed);
                        if p >= n / 1000 {
                            return sum;
                        }
                        sum += part(p);
                    }
                })
            })
            .collect();
        threads.into_iter().map(|t| t.join().unwrap()).sum()
    });
    println!("{}", sum);
}
