//! Putting a question to the index.

use super::blocking;
use crate::{
    cx::Cx,
    error::{Error, Result},
    index::Index,
    measured::{Asked, Work},
};

/// Puts `question` to the index, and counts it. When the index cannot answer, whoever asked is told to come back, and whoever follows the
/// database has it looked at; the next question may well be answered.
pub(super) async fn ask<T: Send + 'static>(
    cx: &Cx,
    asked: Asked,
    question: impl FnOnce(&Index) -> anyhow::Result<T> + Send + 'static,
) -> Result<T> {
    let (portal, index) = (&cx.portal, cx.portal.index.clone());
    let begun = portal.clock.begin();
    match blocking(move || question(&index)).await {
        Ok(answer) => {
            portal.measured.searched(asked, begun.took());
            Ok(answer)
        }
        Err(error) => {
            portal.measured.failed(Work::Answer);
            portal.index.suspect();
            Err(Error::unavailable(format!("the search index: {error}")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        cx::{Portal, Settings},
        db::Db,
        files::Files,
        identity::Providers,
        mail::Mailer,
        outside::{Clock, Ids},
    };
    use domain::time::{Quiet, SchoolZone, Timestamp};
    use std::sync::Arc;

    /// A portal whose database nobody asks anything.
    async fn portal() -> Arc<Portal> {
        Arc::new(Portal {
            db: Db::connect("sqlite::memory:").await.expect("a database"),
            index: Index::in_memory().expect("an index"),
            remembered: Default::default(),
            live: Default::default(),
            measured: Default::default(),
            files: Files::in_memory(),
            reader: Default::default(),
            mailer: Mailer::memory(),
            providers: Providers::new(Vec::new()).expect("no providers"),
            clock: Clock::fixed(Timestamp::from_ms(0)),
            ids: Ids::counted(1),
            settings: Settings {
                public_url: "https://preau.example.fr/".parse().expect("an address"),
                name: String::new(),
                territory: String::new(),
                sender: String::new(),
                sender_name: String::new(),
                quiet: Quiet::of(SchoolZone::A),
                retention: Default::default(),
                demo: false,
            },
            wake: tokio::sync::Notify::new(),
        })
    }

    #[tokio::test]
    async fn an_index_that_cannot_answer_is_suspected_and_whoever_asked_may_come_back() {
        let portal = portal().await;
        let cx = Cx::system(portal.clone(), "a test");
        let answer = ask(&cx, Asked::Find, |index| Ok(index.documents())).await.expect("an answer");
        assert_eq!((answer, portal.index.is_suspect()), (0, false));
        let torn = ask::<u64>(&cx, Asked::Find, |_| anyhow::bail!("a torn page")).await;
        let broken = ask::<u64>(&cx, Asked::Suggest, |_| std::panic::panic_any("as the library does on some damage")).await;
        for refused in [torn, broken] {
            assert!(matches!(&refused, Err(Error::Unavailable { retry, .. }) if !retry.is_zero()), "{refused:?}");
        }
        assert!(portal.index.is_suspect());
        // Whoever follows was woken, although nobody waited at that moment.
        tokio::time::timeout(std::time::Duration::from_secs(5), portal.index.suspected()).await.expect("rung");
        ask(&cx, Asked::Suggest, |index| Ok(index.documents())).await.expect("the next is answered");
        let measured = &portal.measured;
        assert_eq!(Asked::ALL.map(|asked| measured.searches(asked).count), [1, 1], "answers alone");
        assert_eq!(measured.failures(Work::Answer), 2);
        portal.index.trust();
        assert!(!portal.index.is_suspect());
    }
}
