//! The audit trail: read by administrators, rewritten by nobody, forged by nobody (E14).

use super::{count, texts};
use crate::{
    cast::{animator, settle, teacher},
    harness::{TestPortal, both, member},
};
use domain::{
    access::{Denial, Role, Viewer},
    ids::AccountId,
    time::Day,
};
use services::{
    db::Db,
    error::Error,
    identity::{self, TrailQuery, Who},
    outside::Address,
};

const DAY_MS: i64 = 86_400_000;

async fn record(portal: &TestPortal, who: Viewer, action: &str, object: &str, outcome: &str) {
    let cx = portal.cx(who);
    let mut change = cx.begin().await.expect("a change");
    identity::record(&cx, &mut change, action, object, outcome).await.expect("written");
    change.commit().await.expect("a commit");
}

/// Whether the database runs `sql`.
async fn runs(portal: &TestPortal, sql: &'static str) -> bool {
    match &portal.portal.db {
        Db::Sqlite { write, .. } => sqlx::query(sql).execute(write).await.is_ok(),
        Db::Postgres { write, .. } => sqlx::query(sql).execute(write).await.is_ok(),
    }
}

async fn found(portal: &TestPortal, query: TrailQuery) -> Vec<String> {
    let trail = identity::trail(&portal.cx(member(2, &[Role::Admin], &[])), &query).await.expect("a page");
    trail.lines.into_iter().map(|line| format!("{} {}", line.action, line.object)).collect()
}

/// How many lines of more than so long ago are forgotten.
async fn forgotten(portal: &TestPortal, ago_ms: i64) -> u64 {
    let mut change = portal.system().begin().await.expect("a change");
    let many = identity::forget_trail(&mut change, portal.portal.clock.now().plus_ms(ago_ms)).await.expect("forgotten");
    change.commit().await.expect("kept");
    many
}

both! {
    async fn nobody_rewrites_the_trail(portal: TestPortal) {
        settle(&portal).await;
        record(&portal, teacher(), "test", "project:1", "ok").await;
        for sql in [
            "UPDATE audit SET actor = 'nobody'",
            "DELETE FROM audit",
            "DELETE FROM audit WHERE id IN (SELECT id FROM audit)",
        ] {
            assert!(!runs(&portal, sql).await, "{sql}");
        }
        assert_eq!(texts(&portal, "SELECT actor FROM audit").await, ["account:1"]);
        assert!(runs(&portal, "DELETE FROM account WHERE id = 4").await, "a person goes without a line being touched");
        // Opened again, it is kept as well.
        portal.portal.db.migrate().await.expect("nothing to do");
        assert!(!runs(&portal, "UPDATE audit SET outcome = ''").await);
    }

    async fn lines_go_when_they_are_old_enough_and_not_before(portal: TestPortal) {
        record(&portal, portal.system().viewer, "test", "first", "ok").await;
        portal.portal.clock.advance_ms(DAY_MS);
        record(&portal, portal.system().viewer, "test", "second", "ok").await;
        assert_eq!(forgotten(&portal, -2 * DAY_MS).await, 0);
        assert_eq!(forgotten(&portal, -1).await, 1);
        assert_eq!(texts(&portal, "SELECT object FROM audit").await, ["second"]);
        assert!(!runs(&portal, "DELETE FROM audit").await);
        assert!(!runs(&portal, "UPDATE audit_retention SET before_ms = 0").await, "what was forgotten stays so");
    }

    async fn no_line_can_be_forged(portal: TestPortal) {
        settle(&portal).await;
        let forged = "project:1\r\n2026-11-23 account:3 grant account:1 admin\u{202E}\0";
        record(&portal, teacher(), "test", forged, &"x".repeat(5_000)).await;
        identity::record_refusal(&portal.cx(teacher()), "GET /a\n/b", Denial::Role).await.expect("written");
        assert_eq!(
            texts(&portal, "SELECT object FROM audit ORDER BY id").await,
            ["project:1 2026-11-23 account:3 grant account:1 admin", "GET /a /b"],
        );
        assert_eq!(count(&portal, "SELECT CAST(MAX(LENGTH(outcome)) AS BIGINT) FROM audit").await, 200);
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM audit WHERE actor = 'account:1' AND request = 'test'").await, 2);
    }

    async fn a_line_says_from_which_network_and_by_whose_word_and_no_address(portal: TestPortal) {
        settle(&portal).await;
        let at = |ip: &str| Some(Address::new(ip.parse().expect("an address")));
        let cx = portal.cx(teacher()).coming_from(at("203.0.113.77")).by_word_of("ent");
        let mut change = cx.begin().await.expect("a change");
        identity::record(&cx, &mut change, "test", "project:1", "ok").await.expect("written");
        change.commit().await.expect("a commit");
        let cx = portal.cx(Viewer::Nobody).coming_from(at("2001:db8:7:1ff::1"));
        identity::record_refusal(&cx, "GET /a", Denial::Role).await.expect("written");
        record(&portal, portal.system().viewer, "test", "", "ok").await;
        let lines = "SELECT network || ' ' || provider FROM audit ORDER BY id";
        assert_eq!(texts(&portal, lines).await, ["203.0.113.0/24 ent", "2001:db8:7::/48 ", " "]);
        let shown = identity::trail(&portal.cx(member(2, &[Role::Admin], &[])), &TrailQuery::default()).await.expect("a page").lines;
        let shown: Vec<_> = shown.iter().rev().map(|line| (line.network.as_str(), line.provider.as_str())).collect();
        assert_eq!(shown, [("203.0.113.0/24", "ent"), ("2001:db8:7::/48", ""), ("", "")]);
    }

    async fn administrators_find_lines_by_who_what_on_what_and_when(portal: TestPortal) {
        settle(&portal).await;
        crate::identity::meddle(&portal, "UPDATE account SET email_key = email").await;
        let identity = "INSERT INTO account_identity (provider, subject, account_id, created_ms, seen_ms) VALUES ('ent', 'alix', 3, 0, 0)";
        crate::identity::meddle(&portal, identity).await;
        record(&portal, teacher(), "begin", "project:1", "ok").await;
        record(&portal, animator(), "publish", "project:12", "ok").await;
        portal.portal.clock.advance_ms(DAY_MS);
        record(&portal, portal.system().viewer, "publish", "topic:1_x", "ok").await;
        let day = |text: &str| text.parse::<Day>().ok();
        let all = || TrailQuery::default();
        let table = [
            (all(), vec!["publish topic:1_x", "publish project:12", "begin project:1"]),
            (TrailQuery { who: "1".into(), ..all() }, vec!["begin project:1"]),
            (TrailQuery { who: " ALIX@exemple.fr ".into(), ..all() }, vec!["publish project:12"]),
            (TrailQuery { who: "personne@exemple.fr".into(), ..all() }, vec![]),
            (TrailQuery { who: "system:a test".into(), ..all() }, vec!["publish topic:1_x"]),
            (TrailQuery { action: "publish".into(), ..all() }, vec!["publish topic:1_x", "publish project:12"]),
            (TrailQuery { object: "project:1".into(), ..all() }, vec!["publish project:12", "begin project:1"]),
            (TrailQuery { object: "1_".into(), ..all() }, vec!["publish topic:1_x"]),
            (TrailQuery { object: "%".into(), ..all() }, vec![]),
            (TrailQuery { from: day("2026-11-24"), ..all() }, vec!["publish topic:1_x"]),
            (TrailQuery { until: day("2026-11-23"), ..all() }, vec!["publish project:12", "begin project:1"]),
            (TrailQuery { page: 9, action: "begin".into(), ..all() }, vec!["begin project:1"]),
        ];
        for (query, expected) in table {
            assert_eq!(found(&portal, query.clone()).await, expected, "{query:?}");
        }
        let admin = portal.cx(member(2, &[Role::Admin], &[]));
        let trail = identity::trail(&admin, &all()).await.expect("a page");
        assert_eq!((trail.found, trail.page, trail.pages, trail.actions), (3, 1, 1, vec!["begin".to_owned(), "publish".to_owned()]));
        let who: Vec<_> = trail.lines.into_iter().map(|line| line.who).collect();
        let named = |id: i64, name: &str| Who::Account(AccountId::new(id), Some(name.to_owned()));
        assert_eq!(who, [Who::Other("system:a test".to_owned()), named(3, "Alix Martin"), named(1, "Camille Durand")]);
        for stranger in [Viewer::Nobody, teacher(), animator()] {
            assert!(matches!(identity::trail(&portal.cx(stranger), &all()).await, Err(Error::SignIn | Error::Denied(_))));
        }
    }
}
