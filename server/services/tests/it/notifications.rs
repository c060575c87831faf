//! Letters and notices: to whom it concerns, once, about what is so.

mod discussions;
mod notices;
mod queue;
mod reach;

use crate::{
    cast::{animator, form, handed_over, published, settle, sql, teacher},
    harness::{TestPortal, both},
};
use domain::projects::RemarksForm;
use services::{
    error::Error,
    mail::{Letter, Mailer},
    notifications, projects,
};

async fn caught_up(portal: &TestPortal) -> usize {
    notifications::catch_up(portal.portal.clone()).await.expect("letters leave")
}

/// Who was written to about what.
fn taken(portal: &TestPortal) -> Vec<(String, String)> {
    portal.portal.mailer.take_letters().into_iter().map(|letter| (letter.to, letter.subject)).collect()
}

fn to(reader: &str, subject: &str) -> (String, String) {
    (format!("{reader}@exemple.fr"), subject.to_owned())
}

fn play_away(portal: &TestPortal, away: bool) {
    match &portal.portal.mailer {
        Mailer::Memory(memory) => memory.play_away(away),
        other => panic!("{other:?}"),
    }
}

both! {
    async fn each_letter_goes_to_whom_it_concerns_and_once(portal: TestPortal) {
        settle(&portal).await;
        assert_eq!(caught_up(&portal).await, 0, "a portal that begins does not write about its past");
        let saved = handed_over(&portal, &form("Radio", "Les enfants de CE1")).await;
        assert_eq!(caught_up(&portal).await, 1);
        let letters = portal.portal.mailer.take_letters();
        let Letter { to_name, to: reader, subject, text, .. } = &letters[0];
        assert_eq!((to_name.as_str(), reader.as_str(), subject.as_str()), ("Alix Martin", "alix@exemple.fr", "À relire : Radio"));
        assert!(text.contains("https://preau.example.fr/") && text.contains("/radio") && !text.contains("enfants"), "{text}");
        projects::ask_changes(&portal.cx(animator()), &saved.slug, saved.version, &RemarksForm { whole: "Plus court".into(), ..RemarksForm::default() }).await.expect("asked");
        assert_eq!(caught_up(&portal).await, 1);
        assert_eq!(taken(&portal), [to("camille", "Votre projet « Radio » : quelques retouches")]);
        portal.portal.clock.advance_ms(1_000);
        projects::submit(&portal.cx(teacher()), &saved.slug, saved.version).await.expect("handed over");
        caught_up(&portal).await;
        projects::publish(&portal.cx(animator()), &saved.slug, saved.version).await.expect("published");
        caught_up(&portal).await;
        assert_eq!(taken(&portal), [to("alix", "À relire : Radio"), to("camille", "Votre projet « Radio » est publié")]);
        assert_eq!((caught_up(&portal).await, taken(&portal)), (0, Vec::new()));
    }

    async fn a_letter_that_could_not_leave_leaves_later(portal: TestPortal) {
        settle(&portal).await;
        caught_up(&portal).await;
        handed_over(&portal, &form("Radio", "Un texte")).await;
        handed_over(&portal, &form("Lune", "Un texte")).await;
        play_away(&portal, true);
        for _ in 0..2 {
            let answer = notifications::catch_up(portal.portal.clone()).await;
            assert!(matches!(answer, Err(Error::Unavailable { .. })), "{answer:?}");
        }
        assert!(taken(&portal).is_empty());
        play_away(&portal, false);
        portal.portal.clock.advance_ms(60_000);
        assert_eq!(caught_up(&portal).await, 2);
        assert_eq!(taken(&portal), [to("alix", "À relire : Radio"), to("alix", "À relire : Lune")]);
        assert_eq!(caught_up(&portal).await, 0);
    }

    async fn a_letter_that_can_never_leave_does_not_hold_the_others_up(portal: TestPortal) {
        settle(&portal).await;
        caught_up(&portal).await;
        sql(
            &portal,
            "UPDATE account SET email = 'pas une adresse' WHERE id = 3;
             INSERT INTO account_role (account_id, role, source, granted_ms) VALUES (2, 'animator', 'granted', 0)",
        )
        .await;
        handed_over(&portal, &form("Radio", "Un texte")).await;
        assert_eq!(caught_up(&portal).await, 1);
        assert_eq!(taken(&portal), [to("dominique", "À relire : Radio")]);
        assert_eq!(caught_up(&portal).await, 0);
    }

    async fn no_letter_tells_what_is_no_longer_so(portal: TestPortal) {
        settle(&portal).await;
        caught_up(&portal).await;
        let saved = handed_over(&portal, &form("Radio", "Un texte")).await;
        projects::take_back(&portal.cx(teacher()), &saved.slug).await.expect("taken back");
        let saved = published(&portal, &form("Lune", "Un texte")).await;
        projects::withdraw(&portal.cx(animator()), &saved.slug).await.expect("withdrawn");
        sql(&portal, "UPDATE account SET suspended_ms = 1 WHERE id = 3").await;
        handed_over(&portal, &form("Jardin", "Un texte")).await;
        assert_eq!((caught_up(&portal).await, taken(&portal)), (0, Vec::new()));
    }
}
