//! Asking for one page over many connections at once.

use super::http::Client;
use anyhow::{Context, Result, bail};
use std::{
    thread,
    time::{Duration, Instant},
};

/// What came of it.
#[derive(Debug, Default)]
pub struct Load {
    /// Answers.
    pub requests: usize,
    /// How long it took in all.
    pub time: Duration,
    /// How long each took, in order.
    latencies: Vec<Duration>,
}

impl Load {
    /// Answers in a second.
    pub fn rate(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "millions at most")]
        let requests = self.requests as f64;
        requests / self.time.as_secs_f64()
    }

    /// The time within which `percent` of a hundred were answered.
    pub fn percentile(&self, percent: usize) -> Duration {
        let at = (self.latencies.len() * percent / 100).min(self.latencies.len().saturating_sub(1));
        self.latencies.get(at).copied().unwrap_or_default()
    }
}

/// Asks for `path`, compressed in one of the ways of `encodings`, over `connections` connections during `time`. Each connection is a
/// thread that waits for its answer before it asks again; none of them computes, so that the machine's cores are the server's.
///
/// # Errors
/// The first answer that is not 200.
pub fn run(port: u16, path: &str, encodings: &'static str, connections: usize, time: Duration) -> Result<Load> {
    let began = Instant::now();
    let until = began + time;
    let workers: Vec<Result<Vec<Duration>>> = thread::scope(|scope| {
        let started: Vec<_> = (0..connections).map(|_| scope.spawn(move || one(Client::accepting(port, encodings), path, until))).collect();
        started.into_iter().map(|worker| worker.join().unwrap_or_else(|_| bail!("a connection panicked"))).collect()
    });
    let time = began.elapsed();
    let mut latencies: Vec<Duration> = workers.into_iter().collect::<Result<Vec<_>>>()?.into_iter().flatten().collect();
    latencies.sort_unstable();
    if latencies.is_empty() {
        bail!("{path}: no answer in {time:?}");
    }
    Ok(Load { requests: latencies.len(), time, latencies })
}

fn one(mut client: Client, path: &str, until: Instant) -> Result<Vec<Duration>> {
    let mut latencies = Vec::new();
    loop {
        let asked = Instant::now();
        if asked >= until {
            return Ok(latencies);
        }
        let answer = client.get(path).with_context(|| path.to_owned())?;
        if answer.status != 200 {
            bail!("{path} answers {}", answer.status);
        }
        latencies.push(asked.elapsed());
    }
}

#[cfg(test)]
mod tests {
    use super::{super::http::AS_A_BROWSER, *};
    use std::{
        io::{Read, Write},
        net::TcpListener,
    };

    fn serve(answer: &'static [u8]) -> u16 {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                thread::spawn(move || {
                    let mut request = [0; 1024];
                    while stream.read(&mut request).is_ok_and(|read| read > 0) && stream.write_all(answer).is_ok() {}
                });
            }
        });
        port
    }

    #[test]
    fn every_answer_is_counted_and_timed() {
        let port = serve(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        let load = run(port, "/", AS_A_BROWSER, 3, Duration::from_millis(50)).unwrap();
        assert!(load.requests >= 3 && load.latencies.len() == load.requests && load.rate() > 0.0);
        assert!(load.percentile(50) <= load.percentile(99) && load.percentile(99) <= load.percentile(100));
    }

    #[test]
    fn a_refusal_is_not_a_fast_answer() {
        let port = serve(b"HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\n\r\n");
        let error = run(port, "/recherche", AS_A_BROWSER, 2, Duration::from_millis(50)).unwrap_err();
        assert!(error.to_string().contains("429"), "{error}");
    }
}
