//! Searches that members keep: their own, told once of what appears, and never of what they may not read.

use super::caught_up;
use crate::{
    cast::{addressed, animator, count, form, letters, port, published, settle, sql, teacher},
    harness::{TestPortal, both, member},
};
use domain::{
    access::{Role, Viewer},
    discussions::{Attention, Followed, PostForm, Sent, SpaceAccess, SpaceForm, TopicForm, TopicKind},
    ids::{AccountId, SavedSearchId, TopicId},
    notifications::{Frequency, LetterKind},
    problem::Rule,
    projects::{ProjectForm, Visibility},
    search::{MAX_SAVED, Query, SavedAs, SavedForm},
    time::Timestamp,
};
use services::{discussions, error::Error, mail::Letter, notifications, projects, search};

const MINUTE_MS: i64 = 60_000;

/// Another teacher, of another school.
fn other() -> Viewer {
    member(2, &[Role::Teacher], &[port()])
}

/// The people of the cast, two of them teachers, from whose present on letters are written.
async fn gathered(portal: &TestPortal) {
    settle(portal).await;
    sql(
        portal,
        "INSERT INTO account_role (account_id, role, source, granted_ms) VALUES (2, 'teacher', 'ent', 0);
         INSERT INTO account_school (account_id, uai) VALUES (1, '0990001N'), (2, '0990002P')",
    )
    .await;
    assert_eq!(letters(portal).await, [], "the past is not written about");
}

fn asks(pairs: &[(&str, &str)]) -> SavedForm {
    SavedForm::read(pairs.iter().copied()).expect("a sound search")
}

/// Keeps a search for `words`, some time after whatever came before.
async fn keeps(portal: &TestPortal, viewer: Viewer, words: &str, alert: Frequency) -> SavedSearchId {
    portal.portal.clock.advance_ms(MINUTE_MS);
    let kept = search::save(&portal.cx(viewer), &asks(&[("q", words), ("alert", alert.key())])).await.expect("kept");
    assert!(kept.is_new);
    portal.portal.clock.advance_ms(MINUTE_MS);
    kept.id
}

fn seen_by(visibility: Visibility, title: &str) -> ProjectForm {
    let mut form = form(title, "Un texte");
    form.draft.visibility = visibility;
    form
}

/// What the searches tell, once the index follows and what appeared is settled.
async fn told(portal: &TestPortal) -> usize {
    caught_up(portal).await;
    portal.portal.clock.advance_ms(2 * MINUTE_MS);
    search::alert(&portal.system()).await.expect("told")
}

/// The letters about searches that leave now.
async fn found_letters(portal: &TestPortal) -> Vec<Letter> {
    let mut all = letters(portal).await;
    all.retain(|letter| letter.text.contains("/moi/recherches#"));
    all
}

/// What the portal tells someone of their searches.
async fn noticed(portal: &TestPortal, viewer: Viewer) -> Vec<(String, Option<String>)> {
    let (notices, _) = notifications::notices(&portal.cx(viewer), 1).await.expect("notices");
    notices.into_iter().filter(|notice| notice.kind == LetterKind::FoundAgain).map(|notice| (notice.line, notice.path)).collect()
}

fn go_to(portal: &TestPortal, at: &str) {
    let at = Timestamp::from_paris(at).expect("an instant");
    portal.portal.clock.advance_ms(at.ms() - portal.portal.clock.now().ms());
}

/// A topic that the teacher opens, which everyone may read.
async fn opened(portal: &TestPortal, title: &str) -> TopicId {
    let access = SpaceAccess { public: true, read: Vec::new(), post: vec![Role::Teacher], communes: Vec::new() };
    let space = SpaceForm { name: format!("Espace {title}"), summary: String::new(), access, takes_needs: false };
    let cx = portal.cx(animator());
    let slug = discussions::make_space(&cx, &space).await.expect("a space");
    let topic = TopicForm {
        title: title.into(),
        kind: TopicKind::Talk,
        tags: Vec::new(),
        spaces: vec![discussions::space(&cx, &slug).await.expect("a space").id],
        opens: None,
        post: PostForm { body: "Bonjour à tous".into(), sent: Sent::default() },
    };
    discussions::open_topic(&portal.cx(teacher()), &topic, None).await.expect("opened").0
}

both! {
    async fn a_search_is_kept_once_and_is_its_owners_alone(portal: TestPortal) {
        gathered(&portal).await;
        let (cx, stranger) = (portal.cx(teacher()), portal.cx(other()));
        let form = asks(&[("q", "robot"), ("cycle", "3"), ("cycle", "2"), ("commune", "33063"), ("tri", "date"), ("page", "3")]);
        let kept = search::save(&cx, &form).await.expect("kept");
        let again = asks(&[("commune", "33063"), ("cycle", "2"), ("q", "robot"), ("name", "Autrement"), ("cycle", "3"), ("alert", "never")]);
        assert_eq!(search::save(&cx, &again).await.expect("kept"), search::Kept { id: kept.id, is_new: false });
        let saved = search::saved(&cx).await.expect("a list");
        let [(saved, said)] = saved.as_slice() else { panic!("{saved:?}") };
        assert_eq!((saved.id, saved.alert, saved.query.filters()), (kept.id, Frequency::Weekly, 3));
        assert_eq!((saved.name.as_str(), said.as_str()), ("robot, Cycle 2, Cycle 3, Bordeaux", saved.name.as_str()), "it is called by what it asks");
        assert_eq!(search::saved_as(&cx, &again.query).await.expect("an answer"), Some(kept.id));
        assert_eq!(search::saved_as(&stranger, &again.query).await.expect("an answer"), None);

        let renamed = SavedAs { name: "Robots".into(), alert: Frequency::Daily };
        for refused in [search::change_saved(&stranger, kept.id, &renamed).await, search::forget_saved(&stranger, kept.id).await] {
            assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
        }
        search::change_saved(&cx, kept.id, &renamed).await.expect("changed");
        let saved = search::saved(&cx).await.expect("a list");
        assert_eq!((saved[0].0.name.as_str(), saved[0].0.alert), ("Robots", Frequency::Daily));
        search::change_saved(&cx, kept.id, &SavedAs { name: String::new(), ..renamed }).await.expect("changed");
        assert_eq!(search::saved(&cx).await.expect("a list")[0].0.name, "robot, Cycle 2, Cycle 3, Bordeaux");
        assert!(search::saved(&stranger).await.expect("a list").is_empty());
        search::forget_saved(&cx, kept.id).await.expect("forgotten");
        assert!(matches!(search::forget_saved(&cx, kept.id).await, Err(Error::NotFound)));
        assert!(search::saved(&cx).await.expect("a list").is_empty());
        let nobody = portal.cx(Viewer::Nobody);
        assert!(matches!(search::save(&nobody, &form).await, Err(Error::SignIn)));
        assert!(matches!(search::saved(&nobody).await, Err(Error::SignIn)));
    }

    async fn one_keeps_so_many_searches_and_no_more(portal: TestPortal) {
        gathered(&portal).await;
        let cx = portal.cx(teacher());
        let rule = |refused: Result<search::Kept, Error>| match refused {
            Err(Error::Invalid(problems)) => problems.of("query").next().cloned(),
            other => panic!("{other:?}"),
        };
        for number in 0..MAX_SAVED {
            let words = format!("robot {number}");
            search::save(&cx, &asks(&[("q", words.as_str())])).await.expect("kept");
        }
        assert_eq!(rule(search::save(&cx, &asks(&[("q", "un de trop")])).await), Some(Rule::TooMany { max: MAX_SAVED }));
        assert!(!search::save(&cx, &asks(&[("q", "robot 3")])).await.expect("it is there").is_new);
        search::save(&portal.cx(other()), &asks(&[("q", "robot 3")])).await.expect("others have their own");
        let schools: Vec<_> = (0..400).map(|number| domain::territory::Uai::from_number(number).to_string()).collect();
        let many: Vec<_> = schools.iter().map(|uai| ("ecole", uai.as_str())).collect();
        assert!(matches!(rule(search::save(&portal.cx(other()), &asks(&many)).await), Some(Rule::TooLong { .. })));
    }

    async fn what_appears_is_told_once_by_whatever_number_of_servers(portal: TestPortal) {
        gathered(&portal).await;
        published(&portal, &form("Un robot d’avant", "Un texte")).await;
        keeps(&portal, other(), "robot", Frequency::AtOnce).await;
        published(&portal, &form("Le robot", "Un texte")).await;
        published(&portal, &form("Une mare", "Un texte")).await;
        letters(&portal).await;
        assert_eq!(told(&portal).await, 1);
        assert_eq!(told(&portal).await, 0);
        portal.portal.clock.advance_ms(MINUTE_MS);
        published(&portal, &form("Des robots", "Un texte")).await;
        caught_up(&portal).await;
        let second = portal.reopened(1_000_000).await;
        caught_up(&second).await;
        portal.portal.clock.advance_ms(2 * MINUTE_MS);
        let (one, two) = (portal.system(), second.system());
        let (one, two) = tokio::join!(search::alert(&one), search::alert(&two));
        assert_eq!(one.expect("told") + two.expect("told"), 1);

        let sent = found_letters(&portal).await;
        let to = ("dominique@exemple.fr", "Du nouveau pour votre recherche : robot");
        assert_eq!(addressed(&sent), [to, to], "each time once");
        let text = &sent[0].text;
        assert!(text.contains("Le robot\nhttps://preau.example.fr/projets/le-robot\n"), "{text}");
        assert!(!text.contains("d’avant") && !text.contains("mare") && !text.contains("Des robots"), "{text}");
        assert!(text.contains("https://preau.example.fr/recherche?q=robot&tri=date"), "{text}");
        assert!(sent[0].unsubscribe.is_some());
        let path = || Some("/recherche?q=robot&tri=date".to_owned());
        let line = |title: &str| (format!("Votre recherche « robot » a trouvé : {title}"), path());
        assert_eq!(noticed(&portal, other()).await, [line("Des robots"), line("Le robot")]);
        assert_eq!(noticed(&portal, teacher()).await, []);
    }

    async fn what_the_index_does_not_hold_yet_is_told_later(portal: TestPortal) {
        gathered(&portal).await;
        caught_up(&portal).await;
        keeps(&portal, other(), "robot", Frequency::AtOnce).await;
        published(&portal, &form("Le robot", "Un texte")).await;
        portal.portal.clock.advance_ms(5 * MINUTE_MS);
        assert_eq!(search::alert(&portal.system()).await.expect("an answer"), 0, "the index is late");
        published(&portal, &form("Le petit robot", "Un texte")).await;
        caught_up(&portal).await;
        assert_eq!(search::alert(&portal.system()).await.expect("told"), 1);
        assert_eq!(told(&portal).await, 1, "what had just appeared comes with the next round");
        assert_eq!(told(&portal).await, 0);
    }

    async fn only_what_their_owners_may_read_and_did_not_write_is_told(portal: TestPortal) {
        gathered(&portal).await;
        keeps(&portal, other(), "robot", Frequency::AtOnce).await;
        keeps(&portal, teacher(), "robot", Frequency::AtOnce).await;
        keeps(&portal, animator(), "robot", Frequency::AtOnce).await;
        let school = published(&portal, &seen_by(Visibility::School, "Le robot de l’école")).await;
        let gone = published(&portal, &form("Le robot perdu", "Un texte")).await;
        projects::withdraw(&portal.cx(animator()), &gone.slug).await.expect("withdrawn");
        projects::withdraw(&portal.cx(animator()), &school.slug).await.expect("withdrawn");
        assert_eq!(told(&portal).await, 0, "whoever may still read what was withdrawn");
        published(&portal, &seen_by(Visibility::School, "Un autre robot de l’école")).await;
        assert_eq!(told(&portal).await, 1, "the animator reads it; its author knows it");
        letters(&portal).await;
        assert_eq!(noticed(&portal, animator()).await.len(), 1);
        assert_eq!(noticed(&portal, other()).await, []);
        assert_eq!(noticed(&portal, teacher()).await, []);
    }

    async fn a_topic_that_one_opened_or_muted_is_not_told(portal: TestPortal) {
        gathered(&portal).await;
        keeps(&portal, other(), "robot", Frequency::AtOnce).await;
        keeps(&portal, teacher(), "robot", Frequency::AtOnce).await;
        let muted = opened(&portal, "Quel robot acheter").await;
        discussions::follow(&portal.cx(other()), Followed::Topic(muted), Attention::Mute).await.expect("muted");
        assert_eq!(told(&portal).await, 0);
        opened(&portal, "Un robot en panne").await;
        assert_eq!(told(&portal).await, 1);
        letters(&portal).await;
        assert_eq!(noticed(&portal, other()).await.len(), 1);
        assert_eq!(noticed(&portal, teacher()).await, []);
    }

    async fn what_is_no_longer_so_is_told_neither_by_letter_nor_in_the_portal(portal: TestPortal) {
        gathered(&portal).await;
        let id = keeps(&portal, other(), "robot", Frequency::AtOnce).await;
        let saved = published(&portal, &form("Le robot", "Un texte")).await;
        assert_eq!(told(&portal).await, 1);
        projects::withdraw(&portal.cx(animator()), &saved.slug).await.expect("withdrawn");
        assert_eq!(found_letters(&portal).await, [], "the index does not know yet");
        assert_eq!(noticed(&portal, other()).await, []);

        published(&portal, &form("Le grand robot", "Un texte")).await;
        sql(&portal, "UPDATE account SET suspended_ms = 1 WHERE id = 2").await;
        assert_eq!(told(&portal).await, 0, "who may not sign in is told nothing");
        sql(&portal, "UPDATE account SET suspended_ms = NULL WHERE id = 2").await;
        assert_eq!(told(&portal).await, 1);
        sql(&portal, "UPDATE account SET suspended_ms = 1 WHERE id = 2").await;
        assert_eq!(found_letters(&portal).await, [], "nor once it was queued");
        sql(&portal, "UPDATE account SET suspended_ms = NULL WHERE id = 2").await;

        published(&portal, &form("Le vieux robot", "Un texte")).await;
        assert_eq!(told(&portal).await, 1);
        search::forget_saved(&portal.cx(other()), id).await.expect("forgotten");
        assert_eq!(found_letters(&portal).await, []);
        assert_eq!(noticed(&portal, other()).await, []);
        assert_eq!(told(&portal).await, 0);
    }

    async fn what_not_everyone_may_read_is_not_named_in_a_letter(portal: TestPortal) {
        gathered(&portal).await;
        keeps(&portal, other(), "robot", Frequency::AtOnce).await;
        published(&portal, &seen_by(Visibility::Community, "Le robot secret")).await;
        published(&portal, &form("Le robot", "Un texte")).await;
        assert_eq!(told(&portal).await, 1);
        let sent = found_letters(&portal).await;
        let text = &sent[0].text;
        assert!(text.contains("Le robot\n") && text.contains("Et une autre, qui se lit sur le portail."), "{text}");
        assert!(!text.contains("secret"), "neither its title nor its address: {text}");
        let [(line, _)] = noticed(&portal, other()).await.try_into().expect("one notice");
        assert_eq!(line, "Votre recherche « robot » a trouvé 2 nouveautés");
    }

    async fn searches_that_tell_once_a_day_or_a_week_do_so_in_one_letter(portal: TestPortal) {
        gathered(&portal).await;
        keeps(&portal, other(), "robot", Frequency::Daily).await;
        keeps(&portal, other(), "mare", Frequency::Daily).await;
        keeps(&portal, other(), "potager", Frequency::Weekly).await;
        for title in ["Le robot", "La mare", "Le potager"] {
            published(&portal, &form(title, "Un texte")).await;
        }
        assert_eq!(told(&portal).await, 0, "the day is not over");
        go_to(&portal, "2026-11-24T00:05");
        assert_eq!(told(&portal).await, 2);
        assert_eq!(found_letters(&portal).await, [], "people sleep");
        go_to(&portal, "2026-11-24T07:30");
        let sent = found_letters(&portal).await;
        assert_eq!(addressed(&sent), [("dominique@exemple.fr", "Préau : 2 nouvelles")]);
        let text = &sent[0].text;
        assert!(text.contains("Le robot\nhttps://") && text.contains("La mare\nhttps://") && !text.contains("potager"), "{text}");
        go_to(&portal, "2026-11-29T23:50");
        assert_eq!(told(&portal).await, 0);
        go_to(&portal, "2026-11-30T08:00");
        assert_eq!(told(&portal).await, 1);
        assert_eq!(addressed(&found_letters(&portal).await), [("dominique@exemple.fr", "Du nouveau pour votre recherche : potager")]);
    }

    async fn the_address_at_the_foot_of_a_letter_stops_those_of_searches(portal: TestPortal) {
        gathered(&portal).await;
        keeps(&portal, other(), "robot", Frequency::AtOnce).await;
        published(&portal, &form("Le robot", "Un texte")).await;
        assert_eq!(told(&portal).await, 1);
        let sent = found_letters(&portal).await;
        let address: url::Url = sent[0].unsubscribe.as_deref().expect("it may be stopped").parse().expect("an address");
        let value = |wanted: &str| address.query_pairs().find(|(name, _)| name == wanted).map(|(_, value)| value.into_owned()).expect("a value");
        let (account, kind): (AccountId, LetterKind) = (value("compte").parse().expect("an account"), value("sorte").parse().expect("a kind"));
        assert_eq!((account.get(), kind), (2, LetterKind::FoundAgain));
        notifications::stop(&portal.cx(Viewer::Nobody), account, &[kind], &value("cle")).await.expect("stopped");
        published(&portal, &form("Le grand robot", "Un texte")).await;
        assert_eq!(told(&portal).await, 1);
        assert_eq!(found_letters(&portal).await, []);
        assert_eq!(noticed(&portal, other()).await.len(), 2, "the portal tells it on");
    }

    async fn a_search_that_told_nothing_tells_of_what_appears_from_then_on(portal: TestPortal) {
        gathered(&portal).await;
        let id = keeps(&portal, other(), "robot", Frequency::Never).await;
        published(&portal, &form("Le robot", "Un texte")).await;
        assert_eq!(told(&portal).await, 0);
        search::change_saved(&portal.cx(other()), id, &SavedAs { name: String::new(), alert: Frequency::AtOnce }).await.expect("changed");
        assert_eq!(told(&portal).await, 0, "the past is not told");
        published(&portal, &form("Le grand robot", "Un texte")).await;
        assert_eq!(told(&portal).await, 1);
        search::change_saved(&portal.cx(other()), id, &SavedAs { name: String::new(), alert: Frequency::Never }).await.expect("changed");
        assert_eq!(found_letters(&portal).await, [], "stopped while it waited");
        assert_eq!(noticed(&portal, other()).await.len(), 1);
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM saved_search").await, 1);
    }

    async fn a_feed_holds_what_everyone_may_read_the_latest_first_and_nothing_else(portal: TestPortal) {
        gathered(&portal).await;
        for title in ["Le robot", "Le grand robot"] {
            published(&portal, &form(title, "Un texte")).await;
            portal.portal.clock.advance_ms(MINUTE_MS);
        }
        for visibility in [Visibility::Community, Visibility::School] {
            published(&portal, &seen_by(visibility, &format!("Le robot {}", visibility.key()))).await;
        }
        let gone = published(&portal, &form("Le robot perdu", "Un texte")).await;
        caught_up(&portal).await;
        projects::withdraw(&portal.cx(animator()), &gone.slug).await.expect("withdrawn");
        let query = Query { words: "robot".into(), ..Query::default() };
        for viewer in [Viewer::Nobody, teacher(), animator(), Viewer::System("a test")] {
            let found = search::latest(&portal.cx(viewer.clone()), &query, 50).await.expect("a feed");
            assert_eq!(found.iter().map(|hit| hit.title.text()).collect::<Vec<_>>(), ["Le grand robot", "Le robot"], "{viewer:?}");
        }
        assert_eq!(search::latest(&portal.system(), &query, 1).await.expect("a feed").len(), 1);
        let mistyped = Query { words: "rpbot".into(), ..Query::default() };
        assert!(search::latest(&portal.system(), &mistyped, 50).await.expect("a feed").is_empty(), "words are taken as they are typed");
    }
}
