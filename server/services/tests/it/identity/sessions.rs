//! Sessions: new at each sign-in, ended for good, and never longer than a school day.

use super::{count, ensure, member, person};
use crate::harness::{TestPortal, both, member as viewer};
use domain::{
    access::{Role, Viewer},
    ids::AccountId,
};
use services::{
    error::Error,
    identity::{self, ABSOLUTE_LIMIT_MS, IDLE_LIMIT_MS, SessionKey, Swept},
    outside::Secret,
};
use std::time::Duration;

const MINUTE: i64 = 60_000;

async fn open(portal: &TestPortal, account: AccountId, previous: Option<&Secret>) -> Secret {
    let cx = portal.cx(Viewer::Nobody);
    let mut change = cx.begin().await.expect("a change");
    let session = identity::open_session(&cx, &mut change, account, "demo", None, previous).await.expect("a session");
    change.commit().await.expect("a commit");
    session
}

fn later(portal: &TestPortal, ms: i64) {
    portal.portal.clock.advance_ms(ms);
}

both! {
    async fn a_session_stands_for_its_person_until_it_is_closed(portal: TestPortal) {
        let account = ensure(&portal, &person("une", &[Role::Teacher])).await;
        let session = open(&portal, account, None).await;
        assert!(session.reveal().len() >= 43, "256 bits");
        assert_eq!(member(&portal, &session).await.map(|member| (member.id, member.roles)), Some((account, vec![Role::Teacher])));
        assert_eq!(member(&portal, &Secret::new().expect("chance")).await, None, "a session that nobody opened");
        assert_eq!(member(&portal, &Secret::from_outside(&session.hash())).await, None, "what the database holds opens nothing");

        let cx = portal.cx(Viewer::Nobody);
        assert_eq!(identity::close_session(&cx, &session).await.expect("closed"), None, "the demo has nowhere to sign out at");
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM session").await, 0, "the row is gone, not only the cookie");
        assert_eq!(member(&portal, &session).await, None);
        assert_eq!(identity::close_session(&cx, &session).await.expect("closed already"), None);
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM audit WHERE action = 'sign-out'").await, 1);
    }

    async fn signing_in_gives_a_new_session_and_ends_the_one_before(portal: TestPortal) {
        let (one, other) = (ensure(&portal, &person("une", &[])).await, ensure(&portal, &person("deux", &[])).await);
        let first = open(&portal, one, None).await;
        let second = open(&portal, other, Some(&first)).await;
        assert_ne!(first, second);
        assert_eq!(member(&portal, &first).await, None);
        assert_eq!(member(&portal, &second).await.map(|member| member.id), Some(other));
    }

    async fn a_session_unused_for_eight_hours_has_ended(portal: TestPortal) {
        let account = ensure(&portal, &person("une", &[])).await;
        let (used, unused) = (open(&portal, account, None).await, open(&portal, account, None).await);
        later(&portal, IDLE_LIMIT_MS / 2);
        assert!(member(&portal, &used).await.is_some());
        later(&portal, IDLE_LIMIT_MS / 2 - 1);
        assert!(member(&portal, &used).await.is_some());
        later(&portal, 1);
        assert!(member(&portal, &used).await.is_some());
        assert_eq!(member(&portal, &unused).await, None);
    }

    async fn a_session_used_all_the_time_ends_after_twelve_hours(portal: TestPortal) {
        let account = ensure(&portal, &person("une", &[])).await;
        let session = open(&portal, account, None).await;
        for _ in 0..11 {
            later(&portal, ABSOLUTE_LIMIT_MS / 12);
            assert!(member(&portal, &session).await.is_some());
        }
        later(&portal, ABSOLUTE_LIMIT_MS / 12 - 1);
        assert!(member(&portal, &session).await.is_some());
        later(&portal, 1);
        assert_eq!(member(&portal, &session).await, None);
    }

    async fn its_use_is_noted_once_a_minute(portal: TestPortal) {
        let account = ensure(&portal, &person("une", &[])).await;
        let session = open(&portal, account, None).await;
        let opened = portal.portal.clock.now().ms();
        let mut noted = Vec::new();
        for _ in 0..4 {
            later(&portal, MINUTE / 2);
            assert!(member(&portal, &session).await.is_some());
            noted.push(count(&portal, "SELECT seen_ms FROM session").await - opened);
        }
        assert_eq!(noted, [0, MINUTE, MINUTE, 2 * MINUTE]);
    }

    async fn a_page_that_is_left_open_does_not_keep_its_session_alive(portal: TestPortal) {
        let account = ensure(&portal, &person("une", &[Role::Teacher])).await;
        let session = open(&portal, account, None).await;
        later(&portal, IDLE_LIMIT_MS - 1);
        let viewer = identity::viewer_of_open_page(&portal.portal, &session).await.expect("an answer");
        assert_eq!(viewer.member().map(|member| member.id), Some(account));
        later(&portal, 1);
        let viewer = identity::viewer_of_open_page(&portal.portal, &session).await.expect("an answer");
        assert_eq!(viewer, Viewer::Nobody);
    }

    async fn a_page_does_not_wait_for_a_busy_database_to_note_it(portal: TestPortal) {
        let account = ensure(&portal, &person("une", &[])).await;
        let session = open(&portal, account, None).await;
        later(&portal, MINUTE);
        let cx = portal.system();
        let mut change = cx.begin().await.expect("a change");
        identity::open_session(&cx, &mut change, account, "demo", None, Some(&session)).await.expect("under way");
        let answer = tokio::time::timeout(Duration::from_secs(3), member(&portal, &session)).await;
        assert!(answer.expect("long before the database's patience ends").is_some(), "what is not committed has not happened");
        drop(change);
        assert!(member(&portal, &session).await.is_some());
    }

    async fn what_no_longer_counts_is_swept_away(portal: TestPortal) {
        let account = ensure(&portal, &person("une", &[])).await;
        open(&portal, account, None).await;
        later(&portal, IDLE_LIMIT_MS);
        let fresh = open(&portal, account, None).await;
        assert_eq!(identity::sweep(&portal.system()).await.expect("swept"), Swept { sessions: 1, attempts: 0 });
        assert!(member(&portal, &fresh).await.is_some());
        later(&portal, ABSOLUTE_LIMIT_MS);
        assert_eq!(identity::sweep(&portal.system()).await.expect("swept"), Swept { sessions: 1, attempts: 0 });
        assert_eq!(identity::sweep(&portal.system()).await.expect("swept"), Swept { sessions: 0, attempts: 0 });
    }

    async fn one_sees_ones_own_sessions_and_ends_them_one_by_one(portal: TestPortal) {
        let (mine, theirs) = (ensure(&portal, &person("une", &[])).await, ensure(&portal, &person("deux", &[])).await);
        let old = open(&portal, mine, None).await;
        later(&portal, IDLE_LIMIT_MS / 2);
        let (one, here, other) = (open(&portal, mine, None).await, open(&portal, mine, None).await, open(&portal, theirs, None).await);
        let me = portal.cx(viewer(mine.get(), &[Role::Teacher], &[]));
        let current = SessionKey::of(&here);
        let seen = identity::own_sessions(&me, Some(&current)).await.expect("a list");
        assert_eq!(seen.len(), 3);
        assert_eq!(seen.iter().filter(|session| session.current).map(|session| session.key.clone()).collect::<Vec<_>>(), std::slice::from_ref(&current));
        assert_eq!(seen.last().map(|session| session.key.clone()), Some(SessionKey::of(&old)), "the last used first");
        assert!(matches!(identity::end_session(&me, &SessionKey::of(&other)).await, Err(Error::NotFound)), "somebody else's");
        assert!(matches!(identity::own_sessions(&portal.cx(Viewer::Nobody), None).await, Err(Error::SignIn)));
        identity::end_session(&me, &SessionKey::of(&one)).await.expect("ended");
        assert_eq!(member(&portal, &one).await, None);
        assert_eq!(identity::end_other_sessions(&me, &current).await.expect("ended"), 1);
        assert_eq!(member(&portal, &old).await, None);
        assert!(member(&portal, &here).await.is_some() && member(&portal, &other).await.is_some());
        later(&portal, IDLE_LIMIT_MS);
        assert!(identity::own_sessions(&me, None).await.expect("a list").is_empty(), "what has ended by itself is not shown");
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM audit WHERE action = 'session-end'").await, 2);
    }

    async fn one_closes_all_of_ones_own_sessions_and_nobody_elses(portal: TestPortal) {
        let (mine, theirs) = (ensure(&portal, &person("une", &[])).await, ensure(&portal, &person("deux", &[])).await);
        let sessions = [open(&portal, mine, None).await, open(&portal, mine, None).await];
        let other = open(&portal, theirs, None).await;
        let me = portal.cx(viewer(mine.get(), &[Role::Teacher], &[]));
        assert!(matches!(identity::close_all(&me, theirs).await, Err(Error::Denied(_))));
        assert!(matches!(identity::close_all(&portal.cx(Viewer::Nobody), theirs).await, Err(Error::SignIn)));
        assert_eq!(identity::close_all(&me, mine).await.expect("closed"), 2);
        for session in &sessions {
            assert_eq!(member(&portal, session).await, None);
        }
        assert!(member(&portal, &other).await.is_some());
        let admin = portal.cx(viewer(9, &[Role::Admin], &[]));
        assert_eq!(identity::close_all(&admin, theirs).await.expect("closed"), 1);
    }
}
