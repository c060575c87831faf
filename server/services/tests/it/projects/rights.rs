//! What families allow: kept as it was declared, and told of a month before it ends.

use super::pictures::{allowed, sheet, taken_in};
use crate::{
    cast::{addressed, animator, begun, count, form, letters, published, settle, teacher, with_pictures},
    harness::{TestPortal, both},
};
use domain::{
    ids::PictureId,
    media::{Authorisation, Elders, Holders, MAX_PURPOSE, People, Support},
    projects::ProjectForm,
    time::Day,
};
use services::{media, projects};

const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;
const SUBJECT: &str = "Une autorisation des familles se termine : Potager";

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

/// The author's picture, that families allow on public pages until then, and a sheet that shows it. Letters have begun to leave.
async fn until(portal: &TestPortal, last: &str) -> (PictureId, ProjectForm) {
    settle(portal).await;
    letters(portal).await;
    let author = portal.cx(teacher());
    let picture = taken_in(&author).await;
    projects::declare_people(&author, picture, &allowed(&[Support::Public], day(last))).await.expect("declared");
    (picture, with_pictures(form("Potager", "Texte"), &[picture]))
}

/// How many ends the job tells of now.
async fn warned(portal: &TestPortal) -> usize {
    projects::warn_of_endings(&portal.system()).await.expect("told")
}

both! {
    async fn what_families_signed_is_read_back_exactly(portal: TestPortal) {
        settle(&portal).await;
        let author = portal.cx(teacher());
        let mut said = Vec::new();
        for (holders, elders) in Holders::ALL.iter().flat_map(|holders| Elders::ALL.iter().map(move |elders| (*holders, *elders))) {
            for (supports, purpose) in [
                (vec![Support::Public], "Montrer « l’été » : 100 % d'eau, \"prête\" ; ce n’est qu’un début".to_owned()),
                (vec![Support::Print, Support::Public], "x".to_owned()),
                (Support::ALL.to_vec(), "é".repeat(MAX_PURPOSE)),
            ] {
                let (signed, until) = (day("2024-02-29"), day("2028-02-29"));
                said.push(People::Pupils(Authorisation { purpose, supports, signed, until, holders, elders }));
            }
        }
        assert_eq!(said.len(), 12);
        let mut pictures = Vec::new();
        for people in &said {
            let picture = taken_in(&author).await;
            projects::declare_people(&author, picture, people).await.expect("declared");
            pictures.push(picture);
        }
        let mut conn = author.read().await.expect("a connection");
        for (picture, people) in pictures.iter().zip(&said) {
            let known = media::load(&mut conn, *picture).await.expect("an answer").expect("a picture");
            assert_eq!(&known.medium.people, people);
        }
        drop(conn);
        let saved = begun(&portal, &with_pictures(form("Potager", "Texte"), &pictures)).await;
        let placed = sheet(&author, &saved.slug).await.project.pictures;
        assert_eq!(placed.into_iter().map(|placed| placed.people).collect::<Vec<_>>(), said);
    }

    async fn what_was_declared_before_stays_in_the_ledger_with_who_said_it_and_when(portal: TestPortal) {
        settle(&portal).await;
        let author = portal.cx(teacher());
        let picture = taken_in(&author).await;
        let first = People::Pupils(Authorisation {
            purpose: "Montrer le potager".into(),
            supports: vec![Support::Members, Support::Print],
            signed: day("2025-09-01"),
            until: day("2027-06-30"),
            holders: Holders::Sole,
            elders: Elders::Agreed,
        });
        projects::declare_people(&author, picture, &first).await.expect("declared");
        portal.portal.clock.advance_ms(HOUR_MS);
        projects::declare_people(&author, picture, &People::Nobody).await.expect("declared");
        let mut conn = author.read().await.expect("a connection");
        let known = media::load(&mut conn, picture).await.expect("an answer").expect("a picture");
        drop(conn);
        assert_eq!(known.medium.people, People::Nobody, "the last word holds");
        let kept = "SELECT COUNT(*) FROM medium_rights WHERE people = 'pupils' AND purpose = 'Montrer le potager' \
                    AND supports = 'members print' AND signed_on = '2025-09-01' AND until_on = '2027-06-30' AND holders = 'sole' \
                    AND elders = 'agreed' AND by_account = 1";
        assert_eq!(count(&portal, kept).await, 1);
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM medium_rights WHERE people = 'nobody' AND by_account = 1").await, 1);
        assert_eq!(count(&portal, "SELECT MAX(at_ms) - MIN(at_ms) FROM medium_rights").await, HOUR_MS);
        let noted = "SELECT COUNT(*) FROM audit WHERE action = 'medium-rights' AND actor = 'account:1' \
                     AND outcome IN ('pupils until 2027-06-30', 'nobody')";
        assert_eq!(count(&portal, noted).await, 2);
    }

    async fn its_author_and_the_animator_are_written_to_once_thirty_days_before_an_authorisation_ends(portal: TestPortal) {
        let (picture, form) = until(&portal, "2027-01-02").await;
        published(&portal, &form).await;
        letters(&portal).await;
        // The last day is over on 3 January at midnight; 4 December begins thirty days before.
        portal.portal.clock.advance_ms(10 * DAY_MS + 15 * HOUR_MS - 1);
        assert_eq!((warned(&portal).await, letters(&portal).await), (0, Vec::new()), "not a moment too soon");
        portal.portal.clock.advance_ms(1);
        assert_eq!((warned(&portal).await, warned(&portal).await), (1, 0), "the job runs twice");
        assert_eq!(letters(&portal).await, [], "at midnight people are left alone");
        portal.portal.clock.advance_ms(8 * HOUR_MS);
        let told = letters(&portal).await;
        portal.portal.clock.advance_ms(-8 * HOUR_MS);
        assert_eq!(addressed(&told), [("camille@exemple.fr", SUBJECT), ("alix@exemple.fr", SUBJECT)]);
        for (letter, name) in told.iter().zip(["Camille Durand", "Alix Martin"]) {
            let (greeting, address) = (format!("Bonjour {name},"), format!("https://preau.example.fr/medias/{picture}"));
            for words in [&*greeting, "du projet « Potager » se termine le 02/01/2027.", "redemandez l’accord", &*address] {
                assert!(letter.text.contains(words), "{words}: {}", letter.text);
            }
            assert!(!letter.text.contains("Montrer"), "what families signed is read in the portal: {}", letter.text);
        }
        portal.portal.clock.advance_ms(DAY_MS);
        assert_eq!((warned(&portal).await, letters(&portal).await), (0, Vec::new()), "nor the day after");

        // Families sign again: that end is told of in its turn.
        let again = allowed(&[Support::Public], day("2027-10-30"));
        projects::declare_people(&portal.cx(teacher()), picture, &again).await.expect("declared");
        assert_eq!((warned(&portal).await, letters(&portal).await), (0, Vec::new()));
        portal.portal.clock.advance_ms(305 * DAY_MS);
        assert_eq!(warned(&portal).await, 1);
        portal.portal.clock.advance_ms(8 * HOUR_MS);
        let told = letters(&portal).await;
        assert_eq!(addressed(&told), [("camille@exemple.fr", SUBJECT), ("alix@exemple.fr", SUBJECT)]);
        assert!(told.iter().all(|letter| letter.text.contains("30/10/2027")), "{told:?}");
    }

    async fn of_a_picture_in_a_draft_its_author_alone_is_told(portal: TestPortal) {
        let (_, form) = until(&portal, "2026-12-10").await;
        begun(&portal, &form).await;
        assert_eq!(warned(&portal).await, 1);
        assert_eq!(addressed(&letters(&portal).await), [("camille@exemple.fr", SUBJECT)]);
    }

    async fn the_animator_hears_of_an_end_that_was_near_before_the_sheet_appeared(portal: TestPortal) {
        let (_, form) = until(&portal, "2026-12-10").await;
        let saved = begun(&portal, &form).await;
        warned(&portal).await;
        projects::submit(&portal.cx(teacher()), &saved.slug, saved.version).await.expect("handed over");
        letters(&portal).await;
        projects::publish(&portal.cx(animator()), &saved.slug, saved.version).await.expect("published");
        warned(&portal).await;
        let told = letters(&portal).await;
        assert!(addressed(&told).contains(&("alix@exemple.fr", SUBJECT)), "{told:?}");
        assert_eq!((warned(&portal).await, letters(&portal).await), (0, Vec::new()), "once");
    }

    async fn an_end_that_was_put_off_before_its_letter_left_makes_none(portal: TestPortal) {
        let (picture, form) = until(&portal, "2026-12-10").await;
        published(&portal, &form).await;
        letters(&portal).await;
        assert_eq!(warned(&portal).await, 1);
        // As while the mail server is away.
        let again = allowed(&[Support::Public], day("2027-10-30"));
        projects::declare_people(&portal.cx(teacher()), picture, &again).await.expect("declared");
        let told = letters(&portal).await;
        assert!(told.is_empty(), "no letter tells what is no longer so: {told:?}");
    }
}
