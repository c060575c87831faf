//! What is kept too long is forgotten.

use super::{EMAIL, NAME, arrived};
use crate::{
    cast::{count, letters, settle, sql},
    harness::{TestPortal, both},
};
use domain::privacy::Retention;
use services::{db::Db, privacy};

const DAY_MS: i64 = 24 * 3_600_000;

async fn days_later(portal: &TestPortal, days: i64) -> usize {
    portal.portal.clock.advance_ms(days * DAY_MS);
    privacy::purge(&portal.system()).await.expect("purged")
}

/// Everyone but her was seen long after.
async fn only_she_is_away(portal: &TestPortal) {
    settle(portal).await;
    sql(portal, "UPDATE account SET seen_ms = 4000000000000").await;
}

both! {
    async fn who_does_not_come_back_is_told_and_a_month_later_erased(portal: TestPortal) {
        only_she_is_away(&portal).await;
        letters(&portal).await;
        let account = arrived(&portal).await;
        days_later(&portal, 699).await;
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM idle_warning").await, 0);
        days_later(&portal, 3).await;
        let told = letters(&portal).await;
        assert_eq!(told.iter().map(|letter| (letter.to.as_str(), letter.subject.as_str())).collect::<Vec<_>>(), [(EMAIL, "Votre compte sur Préau va être effacé")]);
        days_later(&portal, 29).await;
        assert_eq!(letters(&portal).await, [], "told once");
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM erasure").await, 0, "and a month is a month");
        days_later(&portal, 2).await;
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM erasure").await, 1);
        let name = format!("SELECT COUNT(*) FROM account WHERE id = {account} AND name = 'Compte supprimé'");
        assert_eq!(count(&portal, Box::leak(name.into_boxed_str())).await, 1);
    }

    async fn who_signs_in_after_being_told_stays(portal: TestPortal) {
        only_she_is_away(&portal).await;
        letters(&portal).await;
        arrived(&portal).await;
        days_later(&portal, 702).await;
        arrived(&portal).await;
        assert_eq!(letters(&portal).await, [], "no letter tells what is no longer so");
        days_later(&portal, 60).await;
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM erasure").await, 0);
        let name = format!("SELECT COUNT(*) FROM account WHERE name = '{NAME}'");
        assert_eq!(count(&portal, Box::leak(name.into_boxed_str())).await, 1);
    }

    async fn who_signs_in_while_others_are_erased_stays(portal: TestPortal) {
        only_she_is_away(&portal).await;
        sql(&portal, "UPDATE account SET seen_ms = 0, email = NULL WHERE id IN (2, 4)").await;
        // The moment in which one of them comes back: while the other is erased.
        let comes_back = match &portal.portal.db {
            Db::Sqlite { .. } => "CREATE TRIGGER comes_back AFTER INSERT ON erasure BEGIN UPDATE account SET seen_ms = 4000000000000 WHERE id = 4; END",
            Db::Postgres { .. } => {
                "CREATE FUNCTION comes_back() RETURNS trigger LANGUAGE plpgsql AS \
                 'BEGIN UPDATE account SET seen_ms = 4000000000000 WHERE id = 4; RETURN NULL; END';
                 CREATE TRIGGER comes_back AFTER INSERT ON erasure FOR EACH ROW EXECUTE FUNCTION comes_back()"
            }
        };
        sql(&portal, comes_back).await;
        privacy::purge(&portal.system()).await.expect("purged");
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM erasure WHERE account_id = 2").await, 1);
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM erasure").await, 1);
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM account WHERE id = 4 AND name = 'Noa Leroy'").await, 1);
    }

    async fn the_trail_drafts_and_old_places_go_with_time(portal: TestPortal) {
        only_she_is_away(&portal).await;
        sql(
            &portal,
            "INSERT INTO audit (id, at_ms, actor, action, object, outcome, request) SELECT 1, 1795000000000, 'account:1', 'a', 'b', 'c', 'd';
             INSERT INTO post_draft (account_id, place, title, body, updated_ms) VALUES (1, 'need', 'a', 'b', 1795000000000);
             INSERT INTO training (id, slug, title, summary, aims, body, materials, cycles, competences, created_ms, updated_ms) VALUES (1, 'a', 'a', '', '', '', '', '', '', 0, 0);
             INSERT INTO training_session (id, training_id, state, mode, place, room, online, capacity, kept, approval, begins_ms, ends_ms, next_number, sequence, created_ms, updated_ms) VALUES (1, 1, 'closed', 'on-site', '', '', '', 1, 0, 'none', 1795000000000, 1795000000000, 1, 0, 0, 0);
             INSERT INTO registration (id, session_id, account_id, number, standing, had_a_seat, claim, asked_ms, changed_ms) VALUES (1, 1, 1, 1, 'registered', TRUE, 'served', 0, 0);",
        )
        .await;
        let left = || async {
            let mut left = Vec::new();
            for sql in ["SELECT COUNT(*) FROM audit WHERE id = 1", "SELECT COUNT(*) FROM post_draft", "SELECT COUNT(*) FROM registration"] {
                left.push(count(&portal, sql).await);
            }
            left
        };
        // 1 795 000 000 000 ms is 18 November 2026, five days before the clock.
        days_later(&portal, 358).await;
        assert_eq!(left().await, [1, 1, 1]);
        days_later(&portal, 4).await;
        assert_eq!(left().await, [0, 0, 1], "a year");
        days_later(&portal, 5 * 365 - 362 - 5 - 1).await;
        assert_eq!(left().await, [0, 0, 1]);
        days_later(&portal, 3).await;
        assert_eq!(left().await, [0, 0, 0], "five years");
    }

    /// What an operator says counts, and not what is said where they say nothing.
    async fn what_the_configuration_says_is_how_long_each_is_kept(portal: TestPortal) {
        let portal = portal.changed(|portal| {
            portal.settings.retention = Retention { audit: 6, notices: 3, drafts: 1, registrations: 12, inactive: 6, searches: 1 };
        });
        only_she_is_away(&portal).await;
        letters(&portal).await;
        arrived(&portal).await;
        sql(
            &portal,
            "INSERT INTO audit (id, at_ms, actor, action, object, outcome, request) SELECT 1, 1795000000000, 'account:1', 'a', 'b', 'c', 'd';
             INSERT INTO post_draft (account_id, place, title, body, updated_ms) VALUES (1, 'need', 'a', 'b', 1795000000000);",
        )
        .await;
        let left = || async {
            let mut left = Vec::new();
            for sql in ["SELECT COUNT(*) FROM post_draft", "SELECT COUNT(*) FROM idle_warning", "SELECT COUNT(*) FROM audit WHERE id = 1"] {
                left.push(count(&portal, sql).await);
            }
            left
        };
        days_later(&portal, 20).await;
        assert_eq!(left().await, [1, 0, 1]);
        days_later(&portal, 11).await;
        assert_eq!(left().await, [0, 0, 1], "a month");
        days_later(&portal, 123).await;
        assert_eq!(left().await, [0, 1, 1], "told a month before half a year");
        days_later(&portal, 31).await;
        assert_eq!(left().await[2], 0, "half a year");
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM erasure").await, 1);
    }
}
