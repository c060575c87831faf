//! What runs beside requests: the index, letters, the records for harvesters and open pages follow the outbox, the clock publishes what is
//! due, documents are read, kept searches tell what they found, the old is swept, and what has been kept long enough is forgotten.
//!
//! **Invariants.** A job never dies of an error: it logs it, waits, and tries again. All stop when they are told to, between two
//! pieces of work, and what they had not finished is found again at the next start.

use services::{
    cx::{Cx, Portal},
    discussions,
    error::Result,
    harvest, identity, live, moderation, notifications, privacy, projects, search, training,
};
use std::{future::Future, sync::Arc, time::Duration};
use tokio::{sync::watch, task::JoinSet};

/// How often the clock is looked at: a publication is at most this late.
const TICK: Duration = Duration::from_secs(2);
/// How often views, and what is searched for, are written down.
const COUNT: Duration = Duration::from_secs(60);
/// How often it is looked up whom to remind: a reminder is for a day, not for a minute.
const REMIND: Duration = Duration::from_secs(60);
/// How often documents that nobody has read yet are looked for.
const READ: Duration = Duration::from_secs(10);
const SWEEP: Duration = Duration::from_secs(600);
/// How often it is looked up what the searches that members keep have found.
const ALERT: Duration = Duration::from_secs(600);
/// How often it is looked up what has been kept long enough: periods are months.
const PURGE: Duration = Duration::from_secs(3_600);
const FOLLOW: Duration = Duration::from_secs(2);
/// Changes that come together are indexed together.
const GATHER: Duration = Duration::from_millis(150);
const AFTER_ERROR: Duration = Duration::from_secs(5);

/// Jobs under way.
#[derive(Debug)]
pub struct Jobs {
    stop: watch::Sender<bool>,
    running: JoinSet<()>,
}

impl Jobs {
    /// Starts them all.
    pub fn start(portal: &Arc<Portal>) -> Self {
        let (stop, stopped) = watch::channel(false);
        let mut running = JoinSet::new();
        running.spawn(search::run(portal.clone(), until(stopped.clone())));
        running.spawn(live::run(portal.clone(), until(stopped.clone())));
        let follower = portal.clone();
        running.spawn(follow(stopped.clone(), portal.clone(), "letters", move || notifications::catch_up(follower.clone())));
        let follower = portal.clone();
        running.spawn(follow(stopped.clone(), portal.clone(), "harvest", move || harvest::catch_up(follower.clone())));
        let cx = Cx::system(portal.clone(), "the clock");
        running.spawn(every(stopped.clone(), TICK, "publication", move || publish(cx.clone())));
        let cx = Cx::system(portal.clone(), "the count");
        running.spawn(every(stopped.clone(), COUNT, "views", move || count(cx.clone())));
        let cx = Cx::system(portal.clone(), "reminders");
        running.spawn(every(stopped.clone(), REMIND, "reminders", move || remind(cx.clone())));
        let cx = Cx::system(portal.clone(), "kept searches");
        running.spawn(every(stopped.clone(), ALERT, "kept searches", move || alert(cx.clone())));
        let cx = Cx::system(portal.clone(), "documents");
        running.spawn(every(stopped.clone(), READ, "documents", move || read(cx.clone())));
        let cx = Cx::system(portal.clone(), "the sweep");
        running.spawn(every(stopped.clone(), SWEEP, "sweep", move || sweep(cx.clone())));
        let cx = Cx::system(portal.clone(), "retention");
        running.spawn(every(stopped, PURGE, "retention", move || purge(cx.clone())));
        Self { stop, running }
    }

    /// Has them finish what they are at, and waits for it.
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        while let Some(ended) = self.running.join_next().await {
            if let Err(error) = ended {
                tracing::error!("a job ended badly: {error}");
            }
        }
    }
}

async fn until(mut stopped: watch::Receiver<bool>) {
    // An error says that `Jobs` is gone: that is a stop too.
    stopped.wait_for(|stop| *stop).await.ok();
}

/// What happens at its minute: publications, the ends of families' authorisations, the days on which projects open and close, seats that
/// were offered and not confirmed, sessions that everyone sees, topics that open.
async fn publish(cx: Cx) -> Result<usize> {
    let ended = projects::hide_ended(&cx).await?;
    let turned = projects::follow_openings(&cx).await?;
    let seats = training::follow_seats(&cx).await? + training::announce(&cx).await?;
    let topics = discussions::open_due(&cx).await?;
    Ok(ended + turned + seats + topics + projects::publish_due(&cx).await?)
}

async fn remind(cx: Cx) -> Result<usize> {
    training::remind(&cx).await
}

async fn alert(cx: Cx) -> Result<usize> {
    search::alert(&cx).await
}

async fn count(cx: Cx) -> Result<usize> {
    Ok(projects::write_views(&cx).await? + search::write_heard(&cx).await?)
}

async fn read(cx: Cx) -> Result<usize> {
    projects::read_documents(&cx).await
}

async fn sweep(cx: Cx) -> Result<usize> {
    let swept = identity::sweep(&cx).await?;
    let forgotten = moderation::forget_answered(&cx).await? + notifications::sweep_notices(&cx).await?;
    // Before the media are swept: what goes for good takes its pictures with it.
    let forgotten = forgotten + moderation::purge(&cx).await?;
    let forgotten = forgotten + discussions::sweep_pictures(&cx).await?;
    let pictures =
        forgotten + projects::sweep_media(&cx).await? + projects::sweep_files(&cx).await? + projects::warn_of_endings(&cx).await?;
    Ok(usize::try_from(swept.sessions + swept.attempts).unwrap_or(usize::MAX).saturating_add(pictures))
}

/// What has been kept long enough, and what erasures left to be cleaned.
async fn purge(cx: Cx) -> Result<usize> {
    Ok(privacy::purge(&cx).await? + privacy::settle(&cx).await?)
}

/// Runs `work` whenever something was told in the outbox, and every few seconds anyway (another server may have told it).
async fn follow<W, F>(mut stopped: watch::Receiver<bool>, portal: Arc<Portal>, name: &'static str, work: W)
where
    W: Fn() -> F,
    F: Future<Output = Result<usize>>,
{
    loop {
        let pause = once(name, work().await, Duration::ZERO);
        let next = async {
            tokio::time::sleep(pause).await;
            portal.told(FOLLOW).await;
            tokio::time::sleep(GATHER).await;
        };
        tokio::select! {
            _ = stopped.wait_for(|stop| *stop) => return,
            () = next => {}
        }
    }
}

async fn every<W, F>(mut stopped: watch::Receiver<bool>, period: Duration, name: &'static str, work: W)
where
    W: Fn() -> F,
    F: Future<Output = Result<usize>>,
{
    loop {
        let pause = once(name, work().await, period);
        tokio::select! {
            _ = stopped.wait_for(|stop| *stop) => return,
            () = tokio::time::sleep(pause) => {}
        }
    }
}

/// Logs what a round did; says how long to wait before the next.
fn once(name: &'static str, done: Result<usize>, pause: Duration) -> Duration {
    match done {
        Ok(0) => pause,
        Ok(done) => {
            tracing::debug!(job = name, done, "done");
            pause
        }
        Err(error) => {
            tracing::error!(job = name, "{error:#}; tried again in {} s", AFTER_ERROR.as_secs());
            pause.max(AFTER_ERROR)
        }
    }
}
