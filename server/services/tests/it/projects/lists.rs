//! Lists show what their viewer may see, in the order they promise.

use crate::{
    cast::{animator, begun, form, handed_over, over, port, published, settle, teacher, tilleuls},
    harness::{TestPortal, both, member},
};
use domain::{
    access::{Action, ProjectAction, Role, Viewer, decide},
    projects::{RemarksForm, State, Subject, Visibility},
};
use services::{
    error::Error,
    projects::{self, Opened, ProjectCard, SaveMode, Saved, Shelf},
};

/// One in every state.
async fn one_in_each_state(portal: &TestPortal, visibility: Visibility) -> Vec<(Saved, State)> {
    let mut all = Vec::new();
    let (author, reviewer) = (portal.cx(teacher()), portal.cx(animator()));
    for state in State::ALL {
        let mut sheet = form(&format!("{} {}", visibility.key(), state.key()), "Un texte");
        sheet.draft.visibility = visibility;
        let saved = match state {
            State::Draft => begun(portal, &sheet).await,
            State::Submitted | State::ChangesRequested | State::Scheduled => handed_over(portal, &sheet).await,
            State::Published | State::Withdrawn | State::Archived => published(portal, &sheet).await,
        };
        let (slug, version) = (&saved.slug, saved.version);
        match state {
            State::ChangesRequested => drop(
                projects::ask_changes(&reviewer, slug, version, &RemarksForm { whole: "Plus court".into(), ..RemarksForm::default() })
                    .await
                    .expect("asked"),
            ),
            State::Scheduled => drop(projects::schedule(&reviewer, slug, version, reviewer.now().plus_ms(60_000)).await.expect("planned")),
            State::Withdrawn => drop(projects::withdraw(&author, slug).await.expect("withdrawn")),
            State::Archived => drop(projects::archive(&reviewer, slug).await.expect("archived")),
            State::Draft | State::Submitted | State::Published => {}
        }
        all.push((saved, *state));
    }
    all
}

fn titles(cards: &[ProjectCard]) -> Vec<&str> {
    cards.iter().map(|card| card.title.as_str()).collect()
}

both! {
    async fn every_list_shows_what_the_rules_say(portal: TestPortal) {
        settle(&portal).await;
        let mut all = Vec::new();
        for visibility in Visibility::ALL {
            all.extend(one_in_each_state(&portal, *visibility).await);
        }
        let ids: Vec<_> = all.iter().map(|(saved, _)| saved.id).collect();
        let mut facts = Vec::new();
        for (saved, state) in &all {
            let Opened::Sheet(sheet) = projects::open(&portal.system(), &saved.slug).await.expect("a sheet") else { panic!("never moved") };
            assert_eq!(sheet.project.state, *state);
            facts.push((saved.id, sheet.project.facts(portal.cx(Viewer::Nobody).now())));
        }
        let cast = [
            Viewer::Nobody, teacher(), animator(), member(2, &[Role::Teacher], &[tilleuls()]), member(2, &[Role::Teacher], &[port()]),
            member(4, &[Role::Parent], &[tilleuls()]), member(4, &[Role::Official], &[]), member(4, &[Role::Advisor], &[]),
            member(4, &[Role::Admin], &[]), member(4, &[], &[tilleuls()]), Viewer::System("a test"),
        ];
        for viewer in cast {
            let cx = portal.cx(viewer.clone());
            let may = |id| facts.iter().any(|(of, facts)| *of == id && decide(&viewer, Action::Project(ProjectAction::Read, facts)).is_ok());
            let expected: Vec<_> = ids.iter().copied().filter(|id| may(*id)).collect();
            assert_eq!(projects::readable(&cx, Shelf::All).await.expect("a list"), expected, "{viewer:?}");
            let cards = projects::cards(&cx, &ids).await.expect("cards");
            assert_eq!(cards.iter().map(|card| card.id).collect::<Vec<_>>(), expected, "{viewer:?}");
            for _ in ["read", "remembered"] {
                assert_eq!(projects::texts(&cx, &cards).await.expect("texts").len(), expected.len(), "{viewer:?}");
            }
            let counted: i64 = projects::counts(&cx).await.expect("counts").iter().map(|(_, count)| count).sum();
            assert_eq!(counted, expected.len() as i64, "{viewer:?}");
            for (saved, _) in &all {
                let (sheet, art) = (projects::open(&cx, &saved.slug).await, projects::cover_art(&cx, &saved.slug).await);
                assert_eq!((sheet.is_ok(), art.is_ok()), (may(saved.id), may(saved.id)), "{viewer:?} {}", saved.slug);
            }
            let latest = projects::latest(&cx, 50).await.expect("a list");
            assert!(latest.iter().all(|card| card.state == State::Published && may(card.id)), "{viewer:?}");
        }
    }

    async fn each_list_has_its_order(portal: TestPortal) {
        settle(&portal).await;
        let (author, nobody) = (portal.cx(teacher()), portal.cx(Viewer::Nobody));
        let mut saved = Vec::new();
        for title in ["Radio", "Lune", "Jardin"] {
            saved.push(published(&portal, &form(title, "Un **texte**")).await);
            portal.portal.clock.advance_ms(1_000);
        }
        assert_eq!(titles(&projects::latest(&nobody, 2).await.expect("a list")), ["Jardin", "Lune"], "the latest first, as many as asked");
        let again = over(saved[0].version, form("Radio", "Un autre texte"));
        projects::save(&author, "radio", &again, SaveMode::Kept).await.expect("saved");
        assert_eq!(titles(&projects::mine(&author).await.expect("a list")), ["Radio", "Jardin", "Lune"], "the last saved first");
        assert_eq!(titles(&projects::latest(&nobody, 9).await.expect("a list")), ["Jardin", "Lune", "Radio"], "an edit moves nothing up");
        let given: Vec<_> = [saved[2].id, saved[0].id].into();
        assert_eq!(titles(&projects::cards(&nobody, &given).await.expect("cards")), ["Jardin", "Radio"], "as they were asked for");
        projects::withdraw(&author, "jardin").await.expect("withdrawn");
        assert_eq!(titles(&projects::latest(&nobody, 9).await.expect("a list")), ["Lune", "Radio"], "what is remembered is not what was");
        assert_eq!(titles(&projects::cards(&nobody, &given).await.expect("cards")), ["Radio"]);
        let slugs = projects::published_slugs(&nobody, 9).await.expect("slugs");
        assert_eq!(slugs.iter().map(|(slug, _)| slug.as_str()).collect::<Vec<_>>(), ["lune", "radio"], "as on the shelf");
        assert!(slugs[1].1 > slugs[0].1, "each with its last change");
        assert_eq!(projects::published_slugs(&nobody, 1).await.expect("slugs").len(), 1);
        let feed = projects::with_stories(&nobody, projects::latest(&nobody, 1).await.expect("a list")).await.expect("a feed");
        assert_eq!((feed.len(), feed[0].body.as_str().trim()), (1, "<p>Un <strong>texte</strong></p>"));
        let card = &projects::cards(&nobody, &[saved[1].id]).await.expect("cards")[0];
        assert_eq!((card.subjects.as_slice(), card.authors.as_slice()), ([Subject::Francais].as_slice(), ["Camille Durand".to_owned()].as_slice()));
        assert_eq!((card.places[0].school.as_str(), card.places[0].commune.as_str()), ("École des Tilleuls", "Bordeaux"));
        let said = projects::texts(&nobody, &projects::latest(&nobody, 9).await.expect("a list")).await.expect("texts");
        assert!(said[&saved[0].id].text.text().contains("Un autre texte") && said[&saved[1].id].text.text().contains("Un texte"), "of the version that is shown");
        assert!(projects::mine(&portal.cx(member(2, &[Role::Teacher], &[]))).await.expect("a list").is_empty());
        assert!(matches!(projects::mine(&nobody).await, Err(Error::SignIn)));
    }

    async fn the_desk_shows_who_waits_longest_first(portal: TestPortal) {
        settle(&portal).await;
        let first = begun(&portal, &form("Lune", "Un texte")).await;
        portal.portal.clock.advance_ms(1_000);
        handed_over(&portal, &form("Radio", "Un texte")).await;
        let since = portal.system().now();
        portal.portal.clock.advance_ms(1_000);
        projects::submit(&portal.cx(teacher()), &first.slug, first.version).await.expect("handed over");
        for viewer in [animator(), member(4, &[Role::Advisor], &[])] {
            let desk = projects::queue(&portal.cx(viewer)).await.expect("a desk");
            assert_eq!(desk.iter().map(|item| item.card.title.as_str()).collect::<Vec<_>>(), ["Radio", "Lune"]);
            assert_eq!(desk[0].since, since);
        }
        assert!(matches!(projects::queue(&portal.cx(teacher())).await, Err(Error::Denied(_))));
        assert!(matches!(projects::queue(&portal.cx(Viewer::Nobody)).await, Err(Error::SignIn)));
    }
}
