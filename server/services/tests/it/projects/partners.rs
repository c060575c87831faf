//! Classes that seek partners, and those who answer.

use crate::{
    cast::{animator, begun, form, port, published, settle, sql, teacher},
    harness::{TestPortal, both, member},
};
use domain::{
    access::{Role, Viewer},
    discussions::Sent,
    projects::{Cycle, PartnerCall, Reach},
    time::Day,
};
use services::{discussions, error::Error, notifications, projects};

/// A teacher of another school, in another commune.
fn colleague() -> Viewer {
    member(2, &[Role::Teacher], &[port()])
}

fn call(portal: &TestPortal, reach: Reach) -> PartnerCall {
    let until = Day::containing(portal.system().now().plus_ms(86_400_000));
    PartnerCall { message: "Échanger des lettres sonores".into(), cycles: vec![Cycle::Two], reach, until }
}

async fn suiting(portal: &TestPortal, viewer: Viewer) -> Vec<(String, Option<bool>)> {
    let calls = projects::calls(&portal.cx(viewer)).await.expect("a list");
    calls.into_iter().map(|shown| (shown.card.title, shown.suits)).collect()
}

both! {
    async fn a_call_is_read_answered_and_ends(portal: TestPortal) {
        settle(&portal).await;
        sql(&portal, "INSERT INTO account_school (account_id, uai) VALUES (2, '0990002P')").await;
        let author = portal.cx(teacher());
        let saved = published(&portal, &form("Radio", "Un texte")).await;
        notifications::catch_up(portal.portal.clone()).await.expect("sent");
        portal.portal.mailer.take_letters();
        assert!(matches!(projects::partners(&portal.cx(Viewer::Nobody), &saved.slug).await, Err(Error::NotFound)), "there is no call");
        projects::seek_partners(&author, &saved.slug, Some(&call(&portal, Reach::Anywhere))).await.expect("asked");
        let shown = projects::partners(&portal.cx(Viewer::Nobody), &saved.slug).await.expect("everyone reads it");
        assert_eq!((shown.call, shown.may_answer, shown.may_seek), (Some(call(&portal, Reach::Anywhere)), false, false));
        let other = portal.cx(colleague());
        assert!(projects::partners(&other, &saved.slug).await.expect("its page").may_answer);
        for text in [" ", &"é".repeat(1_001)] {
            let refused = discussions::answer_call(&other, &saved.slug, text, &Sent::default()).await;
            assert!(matches!(&refused, Err(Error::Invalid(problems)) if problems.iter().all(|p| p.field == "answer")), "{refused:?}");
        }
        discussions::answer_call(&other, &saved.slug, " Nous, des CE2. ", &Sent::default()).await.expect("answered");
        assert!(projects::partners(&other, &saved.slug).await.expect("its page").answers.is_empty(), "they are its authors' alone");
        let answers = projects::partners(&author, &saved.slug).await.expect("its page").answers;
        let told: Vec<_> = answers.iter().map(|a| (a.by.as_str(), a.school.as_str(), a.message.as_str())).collect();
        assert_eq!(told, [("Dominique Petit", "École du Port", "")], "what was said is read in the topic, as long as it stands there");
        notifications::catch_up(portal.portal.clone()).await.expect("sent");
        let letters = portal.portal.mailer.take_letters();
        assert_eq!(letters.iter().map(|letter| letter.to.as_str()).collect::<Vec<_>>(), ["camille@exemple.fr"]);
        assert!(!letters[0].text.contains("CE2"), "it is read in the portal");
        assert!(letters[0].text.contains("/echanges/sujets/"), "{}", letters[0].text);

        portal.portal.clock.advance_ms(2 * 86_400_000);
        assert!(matches!(discussions::answer_call(&other, &saved.slug, "Trop tard", &Sent::default()).await, Err(Error::NotFound)));
        assert!(suiting(&portal, colleague()).await.is_empty());
        assert_eq!(projects::partners(&author, &saved.slug).await.expect("its authors still read the answers").answers.len(), 1);
    }

    async fn calls_that_suit_the_readers_school_come_first(portal: TestPortal) {
        settle(&portal).await;
        sql(
            &portal,
            "UPDATE commune SET latitude = 44.8378, longitude = -0.5792 WHERE insee = '33063';
             UPDATE commune SET latitude = 44.8086, longitude = -0.5478 WHERE insee = '33039';",
        )
        .await;
        let author = portal.cx(teacher());
        for (title, reach) in [("Commune", Reach::Commune), ("Près", Reach::Near), ("Partout", Reach::Anywhere)] {
            let saved = published(&portal, &form(title, "Un texte")).await;
            projects::seek_partners(&author, &saved.slug, Some(&call(&portal, reach))).await.expect("asked");
            portal.portal.clock.advance_ms(1_000);
        }
        let shown = suiting(&portal, colleague()).await;
        assert_eq!(shown, [("Partout".into(), Some(true)), ("Près".into(), Some(true)), ("Commune".into(), Some(false))]);
        let km = projects::calls(&portal.cx(colleague())).await.expect("a list")[0].km;
        assert!(km.is_some_and(|km| (3.0..5.0).contains(&km)), "{km:?}");
        assert!(suiting(&portal, teacher()).await.iter().all(|(_, suits)| *suits == Some(true)), "in the same commune");
        assert_eq!(suiting(&portal, Viewer::Nobody).await.iter().map(|(_, suits)| *suits).collect::<Vec<_>>(), [None, None, None]);
        let slug = projects::calls(&author).await.expect("a list")[0].card.slug.clone();
        projects::seek_partners(&author, &slug, None).await.expect("closed");
        assert_eq!(suiting(&portal, Viewer::Nobody).await.len(), 2);
    }

    async fn who_may_not_seek_or_answer_is_refused(portal: TestPortal) {
        settle(&portal).await;
        let saved = published(&portal, &form("Radio", "Un texte")).await;
        let draft = begun(&portal, &form("Lune", "Un texte")).await;
        let asked = call(&portal, Reach::Anywhere);
        for viewer in [Viewer::Nobody, colleague(), animator()] {
            let answer = projects::seek_partners(&portal.cx(viewer), &saved.slug, Some(&asked)).await;
            assert!(matches!(answer, Err(Error::SignIn | Error::Denied(_))), "{answer:?}");
        }
        let draft = projects::seek_partners(&portal.cx(teacher()), &draft.slug, Some(&asked)).await;
        assert!(matches!(draft, Err(Error::Denied(_))), "it is not published: {draft:?}");
        projects::seek_partners(&portal.cx(teacher()), &saved.slug, Some(&asked)).await.expect("asked");
        for viewer in [Viewer::Nobody, teacher(), member(4, &[Role::Parent], &[]), member(4, &[Role::Official], &[])] {
            let answer = discussions::answer_call(&portal.cx(viewer), &saved.slug, "Nous", &Sent::default()).await;
            assert!(matches!(answer, Err(Error::SignIn | Error::Denied(_))), "{answer:?}");
        }
    }
}
