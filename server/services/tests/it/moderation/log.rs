//! What everyone is told of moderation.

use super::{act, one, said, talk};
use crate::{
    cast::{animator, settle},
    harness::{both, member},
};
use domain::{
    access::{Role, Viewer},
    ids::AccountId,
    moderation::{ActKind, AppealForm, ReportReason},
};
use services::{
    error::Error,
    moderation::{self, Appealed, Target},
};

const DAY_MS: i64 = 86_400_000;

both! {
    async fn the_log_names_nobody(portal: TestPortal) {
        settle(&portal).await;
        let topic = talk(&portal).await;
        let desk = portal.cx(animator());
        let post = said(&portal, one(1), topic, "Tu n’y connais rien.").await;
        let warned = moderation::act(&desk, Target::Post(post), &act("warned")).await.expect("warned");
        // From 23 November to the first days of December.
        portal.portal.clock.advance_ms(10 * DAY_MS);
        let form = AppealForm::read([("appeal", "Camille n’a rien dit.")]).expect("sound");
        moderation::appeal(&portal.cx(one(1)), warned, &form).await.expect("appealed");
        moderation::act(&desk, Target::Post(post), &act("removed")).await.expect("removed");
        portal.portal.clock.advance_ms(1_000);
        moderation::act(&desk, Target::Account(AccountId::new(1)), &act("silenced")).await.expect("silenced");

        for reader in [one(2), member(4, &[Role::Official], &[]), animator()] {
            let log = moderation::moderation_log(&portal.cx(reader), 1).await.expect("who is of the community reads it");
            let lines: Vec<_> = log.lines.iter().map(|line| (line.day.to_string(), line.kind, line.reason, line.appealed)).collect();
            let why = Some(ReportReason::Insult);
            let expected = [
                ("2026-12-03".to_owned(), ActKind::Silenced, why, Appealed::No),
                ("2026-12-03".to_owned(), ActKind::Removed, why, Appealed::No),
                ("2026-11-23".to_owned(), ActKind::Warned, why, Appealed::Waits),
            ];
            assert_eq!(lines, expected);
            let months: Vec<_> = log.months.iter().map(|month| (month.month.as_str(), month.kinds.len(), month.appealed)).collect();
            assert_eq!(months, [("2026-12", 2, 0), ("2026-11", 1, 1)]);
            let all = format!("{log:?}");
            for secret in ["Camille", "Alix", "courtois", "rien", "tablettes", "Id("] {
                assert!(!all.contains(secret), "{secret} in {all}");
            }
        }
        for stranger in [Viewer::Nobody, member(4, &[Role::Parent], &[]), member(4, &[], &[])] {
            let answer = moderation::moderation_log(&portal.cx(stranger), 1).await;
            assert!(matches!(answer, Err(Error::SignIn | Error::Denied(_))), "{answer:?}");
        }
        moderation::settle_appeal(&desk, warned, false, "D’accord.").await.expect("undone");
        let log = moderation::moderation_log(&desk, 99).await.expect("beyond the last page, the last");
        assert_eq!((log.page, log.pages, log.lines.last().map(|line| line.appealed)), (1, 1, Some(Appealed::Undone)));
        portal.portal.clock.advance_ms(366 * DAY_MS);
        assert!(moderation::moderation_log(&desk, 1).await.expect("a page").months.iter().all(|month| month.month.as_str() != "2026-11"), "a year at most");
    }
}
