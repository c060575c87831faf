//! What is wished for: counted, never named, and one day answered.

use super::{radio, session, teacher, teachers};
use crate::{
    cast::{addressed, animator, letters, port, settle, sql, tilleuls},
    harness::{both, member},
};
use domain::{
    access::{Role, Viewer},
    projects::Cycle,
    territory::Insee,
    training::{SessionMove, WishForm, WishState},
};
use services::{
    error::{Conflict, Error},
    training,
};

fn robots() -> WishForm {
    WishForm { title: "Des robots dehors".into(), why: "Pour la géométrie.".into(), cycle: Cycle::Two }
}

both! {
    async fn a_wish_counts_its_backers_and_names_nobody(portal: TestPortal) {
        settle(&portal).await;
        teachers(&portal).await;
        sql(&portal, "UPDATE account_school SET uai = '0990002P' WHERE account_id >= 110").await;
        let own = |id, school| portal.cx(teacher(id, school));
        let wish = training::make_wish(&own(100, tilleuls()), &robots()).await.expect("a wish");
        let same = training::make_wish(&own(101, tilleuls()), &WishForm { title: "DES ROBOTS, dehors !".into(), ..robots() }).await.expect("a wish");
        assert_ne!(wish, same, "other words");
        assert_eq!(training::make_wish(&own(102, tilleuls()), &WishForm { title: "des robots dehors".into(), ..robots() }).await.expect("a wish"), wish, "the same words");
        training::back(&own(110, port()), wish, Cycle::Three).await.expect("backed");
        training::back(&own(110, port()), wish, Cycle::One).await.expect("backed once");
        let cards = training::wishes(&own(100, tilleuls()), None, None).await.expect("wishes");
        assert_eq!((cards.len(), cards[0].wish.id, cards[0].backers, cards[0].mine), (2, wish, 3, true));
        assert_eq!(cards[0].by_commune, [("Bordeaux".to_owned(), 2), ("Bègles".to_owned(), 1)]);
        assert_eq!(cards[0].by_cycle, [(Cycle::One, 1), (Cycle::Two, 2)]);
        assert!(!format!("{cards:?}").contains("Enseignante"), "nobody is named");
        let begles = Insee::parse("33039").expect("a code");
        let narrowed = |commune, cycle| async move { training::wishes(&own(100, tilleuls()), commune, cycle).await.expect("wishes").len() };
        assert_eq!(narrowed(Some(&begles), None).await, 1);
        assert_eq!(narrowed(Some(&begles), Some(Cycle::Two)).await, 0);
        for viewer in [Viewer::Nobody, member(4, &[Role::Parent], &[])] {
            assert!(matches!(training::wishes(&portal.cx(viewer), None, None).await, Err(Error::SignIn | Error::Denied(_))));
        }
        training::back_no_more(&own(101, tilleuls()), same).await.expect("taken back");
        assert_eq!(training::wishes(&own(100, tilleuls()), None, None).await.expect("wishes").len(), 1, "what nobody backs is closed");
    }

    async fn the_backers_of_a_wish_hear_first_that_a_session_answers_it(portal: TestPortal) {
        settle(&portal).await;
        teachers(&portal).await;
        sql(&portal, "UPDATE account SET email = 'e' || id || '@exemple.fr' WHERE id IN (100, 101)").await;
        letters(&portal).await;
        let own = |id| portal.cx(teacher(id, tilleuls()));
        let wish = training::make_wish(&own(101), &robots()).await.expect("a wish");
        portal.portal.clock.advance_ms(1_000);
        training::back(&own(100), wish, Cycle::Three).await.expect("backed");
        let cx = portal.cx(animator());
        assert!(matches!(training::answer_wish(&own(100), wish, "x").await, Err(Error::Denied(_))));
        let slug = training::make(&cx, &radio(), Some(wish)).await.expect("a training");
        let again = training::make(&cx, &radio(), Some(wish)).await;
        assert!(matches!(again, Err(Error::Conflict(Conflict::Wish { state: WishState::Answered }))), "{again:?}");
        let other = training::make_wish(&own(100), &WishForm { title: "De la radio".into(), ..robots() }).await.expect("a wish");
        let id = training::prepare(&cx, &slug, session(&[]), &[]).await.expect("a session");
        assert_eq!(letters(&portal).await, [], "nothing to come to yet");
        training::move_session(&cx, id, SessionMove::Open).await.expect("open");
        let sent = letters(&portal).await;
        let subject = "Vous l’avez souhaitée : Radio en classe";
        assert_eq!(addressed(&sent), [("e101@exemple.fr", subject), ("e100@exemple.fr", subject)]);
        assert!(sent[0].unsubscribe.is_some() && sent[0].text.contains("/formations/radio-en-classe"), "{}", sent[0].text);
        training::answer_wish(&cx, other, &slug).await.expect("answered too");
        assert_eq!(addressed(&letters(&portal).await), [("e100@exemple.fr", subject)], "by what is open already");
        assert_eq!(training::wishes(&own(100), None, None).await.expect("wishes")[0].wish.training.as_ref().map(|known| known.slug.as_str()), Some("radio-en-classe"));
    }
}
