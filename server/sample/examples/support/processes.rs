//! Several processes that do the same at once, part by part: the parent says when each part begins, and takes the time.

use anyhow::{Context, ensure};
use domain::ids::AccountId;
use services::db::{Db, Tx};
use std::{
    io::{BufRead, BufReader, Lines, StdinLock, Write},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    time::{Duration, Instant},
};

/// How many processes there are.
const PROCESSES: usize = 2;

/// A process that the parent has started.
pub struct Process {
    child: Child,
    told: ChildStdin,
    said: BufReader<ChildStdout>,
}

impl Process {
    /// Starts this very program as often as it takes, with these words and each a share of the accounts.
    pub fn start_all(words: &[String], accounts: &[AccountId]) -> anyhow::Result<Vec<Self>> {
        (0..PROCESSES).map(|part| Self::start(words, accounts.iter().skip(part).step_by(PROCESSES))).collect()
    }

    fn start<'a>(words: &[String], accounts: impl Iterator<Item = &'a AccountId>) -> anyhow::Result<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        command.args(words).args(accounts.map(ToString::to_string));
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let (told, said) = (child.stdin.take().context("a pipe")?, child.stdout.take().context("a pipe")?);
        Ok(Self { child, told, said: BufReader::new(said) })
    }

    /// Until it says that it is ready, or done.
    fn wait(&mut self) -> anyhow::Result<()> {
        let mut line = String::new();
        ensure!(self.said.read_line(&mut line)? > 0, "a process has ended");
        Ok(())
    }

    fn go(&mut self) -> anyhow::Result<()> {
        Ok(writeln!(self.told, "go")?)
    }

    /// Until it ends, as it should.
    pub fn end(mut self) -> anyhow::Result<()> {
        drop(self.told);
        ensure!(self.child.wait()?.success(), "a process went wrong");
        Ok(())
    }
}

/// Has every process do its next part, and waits for all; how long they took.
pub fn at_once(processes: &mut [Process]) -> anyhow::Result<Duration> {
    for process in processes.iter_mut() {
        process.wait()?;
    }
    let began = now();
    for process in processes.iter_mut() {
        process.go()?;
    }
    for process in processes.iter_mut() {
        process.wait()?;
    }
    Ok(began.elapsed())
}

/// What time is taken from.
#[expect(clippy::disallowed_methods, reason = "what is measured is time")]
pub fn now() -> Instant {
    Instant::now()
}

/// In a process that was started: does a part when it is told to.
pub async fn part(told: &mut Lines<StdinLock<'_>>, work: impl Future<Output = anyhow::Result<()>>) -> anyhow::Result<()> {
    println!("ready");
    told.next().context("told nothing")??;
    work.await?;
    println!("done");
    Ok(())
}

/// Does `work` for each account, so many `at_most` at once.
pub async fn spread<F: Future<Output = anyhow::Result<()>> + Send + 'static>(
    accounts: &[AccountId],
    at_most: usize,
    work: impl Fn(AccountId) -> F,
) -> anyhow::Result<()> {
    let mut running = tokio::task::JoinSet::new();
    for account in accounts {
        while running.len() >= at_most {
            running.join_next().await.context("none runs")???;
        }
        running.spawn(work(*account));
    }
    while let Some(ended) = running.join_next().await {
        ended??;
    }
    Ok(())
}

/// The accounts that a process was given.
pub fn accounts(words: &[&str]) -> anyhow::Result<Vec<AccountId>> {
    Ok(words.iter().map(|account| account.parse::<AccountId>()).collect::<Result<Vec<_>, _>>()?)
}

/// The least that a change at one row costs: `sql` changes one.
pub async fn bare(db: &Db, sql: &'static str) -> anyhow::Result<()> {
    let mut tx = db.write().await?;
    let changed = match &mut tx {
        Tx::Sqlite(tx) => sqlx::query(sql).execute(&mut **tx).await?.rows_affected(),
        Tx::Postgres(tx) => sqlx::query(sql).execute(&mut **tx).await?.rows_affected(),
    };
    ensure!(changed == 1, "the row is not there");
    Ok(tx.commit().await?)
}
