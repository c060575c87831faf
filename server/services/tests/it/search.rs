//! What is found is what may be read, and what the database holds.

mod desk;
mod no_secret;
mod operation;
mod places;
mod saved;
mod sheets;
mod talk;
mod trainings;

use crate::{
    cast::{animator, begun, form, port, published, settle, sql, teacher, tilleuls},
    harness::{TestPortal, both, member},
};
use domain::{
    access::{Role, Viewer},
    events::Event,
    ids::AccountId,
    projects::Visibility,
    search::{Facet, Kind, Query},
    territory::Insee,
};
use services::{
    cx::Cx,
    outbox,
    projects::{self, SaveMode, Shelf},
    search,
};
use std::collections::BTreeSet;

/// Everyone whose view of the portal differs.
fn cast() -> Vec<Viewer> {
    vec![
        Viewer::Nobody,
        teacher(),
        member(2, &[Role::Teacher], &[port()]),
        animator(),
        member(4, &[Role::Parent], &[tilleuls()]),
        member(4, &[Role::Official], &[]),
        member(4, &[Role::Advisor], &[]),
        member(4, &[], &[]),
        Viewer::System("a test"),
    ]
}

/// Of the projects: other tests are about other things.
fn words(words: &str) -> Query {
    Query { words: words.into(), kinds: vec![Kind::Project], ..Query::default() }
}

async fn caught_up(portal: &TestPortal) -> usize {
    search::catch_up(&portal.portal).await.expect("the index follows")
}

async fn slugs(cx: &Cx, asked: &str) -> Vec<String> {
    let results = search::find(cx, &words(asked)).await.expect("an answer");
    assert_eq!(results.total, results.hits.len(), "few enough for one page");
    results.hits.iter().map(|hit| hit.address.trim_start_matches("/projets/").to_owned()).collect()
}

both! {
    async fn each_person_finds_what_they_may_read_and_counts_nothing_else(portal: TestPortal) {
        settle(&portal).await;
        for visibility in Visibility::ALL {
            for steps in 0..5 {
                let mut form = form(&format!("Robots {} {steps}", visibility.key()), "Programmer ensemble");
                form.draft.visibility = *visibility;
                let saved = begun(&portal, &form).await;
                let (author, animator) = (portal.cx(teacher()), portal.cx(animator()));
                if steps > 0 { projects::submit(&author, &saved.slug, saved.version).await.expect("handed over"); }
                if steps > 1 { projects::publish(&animator, &saved.slug, saved.version).await.expect("published"); }
                if steps == 3 { projects::withdraw(&animator, &saved.slug).await.expect("withdrawn"); }
                if steps == 4 { projects::archive(&animator, &saved.slug).await.expect("archived"); }
            }
        }
        caught_up(&portal).await;
        let mut views = BTreeSet::new();
        for viewer in cast() {
            let cx = portal.cx(viewer.clone());
            let readable: BTreeSet<_> = projects::readable_things(&cx).await.expect("a list").into_iter().collect();
            for asked in ["", "robot", "programmation"] {
                let results = search::find(&cx, &words(asked)).await.expect("an answer");
                let found: BTreeSet<_> = results.hits.iter().map(|hit| hit.thing.clone()).collect();
                assert_eq!(found, readable, "{viewer:?} {asked}");
                assert_eq!(results.total, readable.len(), "{viewer:?} {asked}");
                assert_eq!(results.facets.count(Facet::Commune, "33063"), readable.len(), "{viewer:?} {asked}");
            }
            let listing = search::list(&cx, &words("")).await.expect("an answer");
            let shelf = projects::readable(&cx, Shelf::Published).await.expect("a list");
            assert_eq!((listing.total, listing.facets.count(Facet::Cycle, "2")), (shelf.len(), shelf.len()), "{viewer:?}");
            assert_eq!(listing.cards.iter().map(|card| card.id).collect::<Vec<_>>(), shelf, "in the same order, {viewer:?}");
            views.insert(readable.len());
        }
        assert!(views.len() > 4, "the cast sees different things: {views:?}");
    }

    async fn what_was_withdrawn_is_shown_to_nobody_at_once_and_counted_nowhere_when_the_index_knows(portal: TestPortal) {
        settle(&portal).await;
        let saved = published(&portal, &form("Radio", "Une émission")).await;
        caught_up(&portal).await;
        let nobody = portal.cx(Viewer::Nobody);
        assert_eq!(slugs(&nobody, "radio").await, ["radio"]);
        projects::withdraw(&portal.cx(animator()), &saved.slug).await.expect("withdrawn");
        assert!(slugs(&nobody, "radio").await.is_empty());
        assert_eq!(caught_up(&portal).await, 1);
        let results = search::find(&nobody, &words("radio")).await.expect("an answer");
        assert_eq!((results.total, results.facets.of(Facet::Cycle)), (0, [].as_slice()));
        assert_eq!(slugs(&portal.cx(teacher()), "radio").await, ["radio"], "its author still finds it");
    }

    async fn titles_are_suggested_whatever_the_accents_to_those_who_may_read_them(portal: TestPortal) {
        settle(&portal).await;
        published(&portal, &form("L’école du Cœur", "Une histoire")).await;
        published(&portal, &form("Écologie dans la cour", "Une histoire")).await;
        begun(&portal, &form("École secrète", "Un brouillon")).await;
        caught_up(&portal).await;
        let nobody = portal.cx(Viewer::Nobody);
        let titles = async |cx: &Cx, typed: &str| {
            let offered = search::suggest(cx, typed).await.expect("an answer");
            let projects = offered.into_iter().filter(|suggestion| suggestion.what == search::What::Thing(Kind::Project));
            projects.map(|suggestion| suggestion.title).collect::<Vec<_>>()
        };
        for typed in ["eco", "éco", "ÉCO", "e\u{301}co", "l’éco"] {
            assert_eq!(titles(&nobody, typed).await, ["Écologie dans la cour", "L’école du Cœur"], "{typed}");
        }
        assert_eq!(titles(&nobody, "ecole coeu").await, ["L’école du Cœur"]);
        assert_eq!(titles(&nobody, "ÉCOLE CŒUR").await, ["L’école du Cœur"]);
        let long = format!("{}xylophone", "cœur ".repeat(40));
        assert_eq!(titles(&nobody, &long).await, ["L’école du Cœur"], "what is longer than a search may be is left out");
        for nothing in ["", "é", "cole", "école secr", "école jardin"] {
            assert!(titles(&nobody, nothing).await.is_empty(), "{nothing}");
        }
        assert_eq!(titles(&portal.cx(teacher()), "école secr").await, ["École secrète"], "its author alone");
        assert!(titles(&portal.cx(animator()), "école secr").await.is_empty());
    }

    async fn the_index_holds_what_the_database_holds(portal: TestPortal) {
        settle(&portal).await;
        let cx = portal.system();
        let mut saved = Vec::new();
        for n in 0..7 {
            saved.push(published(&portal, &form(&format!("Jardin {n}"), "Des plantes")).await);
            if n % 2 == 0 { caught_up(&portal).await; }
        }
        let author = portal.cx(teacher());
        let mut changed = form("Jardin 3", "Des tambours");
        changed.version = Some(saved[3].version);
        projects::save(&author, &saved[3].slug, &changed, SaveMode::Kept).await.expect("saved");
        sql(&portal, "DELETE FROM project WHERE slug = 'jardin-5'").await;
        let mut change = cx.begin().await.expect("a change");
        change.tell(Event::ProjectChanged { project: saved[5].id });
        change.commit().await.expect("a commit");
        assert!(caught_up(&portal).await > 0);
        assert_eq!(caught_up(&portal).await, 0);
        let mut followed = Vec::new();
        for asked in ["", "plante", "tambour", "jardin"] {
            followed.push(slugs(&cx, asked).await.into_iter().collect::<BTreeSet<_>>());
        }
        assert_eq!(followed[1].len(), 5);
        let counted = search::find(&cx, &words("")).await.expect("an answer").facets.count(Facet::Cycle, "2");
        assert_eq!(counted, 6, "the deleted one is gone from the index itself");
        assert_eq!(followed[2], BTreeSet::from(["jardin-3".to_owned()]));
        let mut steps = Vec::new();
        let all = search::readable(&cx).await.expect("things").len();
        assert!(all > 6, "the places are found too");
        assert_eq!(search::rebuild(&cx, |done, all| steps.push((done, all))).await.expect("rebuilt"), all);
        assert_eq!(steps, [(0, all), (all, all)]);
        for (asked, before) in ["", "plante", "tambour", "jardin"].into_iter().zip(followed) {
            assert_eq!(slugs(&cx, asked).await.into_iter().collect::<BTreeSet<_>>(), before, "{asked}");
        }
    }

    async fn an_index_that_the_outbox_cannot_bring_up_to_date_is_rebuilt(portal: TestPortal) {
        settle(&portal).await;
        let cx = portal.system();
        published(&portal, &form("Lune", "La nuit")).await;
        // Never filled, and the events are already gone.
        sql(&portal, "DELETE FROM outbox").await;
        caught_up(&portal).await;
        assert_eq!(slugs(&cx, "lune").await, ["lune"]);
        // Behind what is kept: the events of the first of the two are gone.
        published(&portal, &form("Soleil", "Le jour")).await;
        published(&portal, &form("Mars", "Le rouge")).await;
        sql(&portal, "DELETE FROM outbox WHERE seq < (SELECT last FROM outbox_counter)").await;
        caught_up(&portal).await;
        assert_eq!(slugs(&cx, "soleil").await, ["soleil"]);
        // Behind, and nothing is kept.
        published(&portal, &form("Étoile", "Le ciel")).await;
        sql(&portal, "DELETE FROM outbox").await;
        caught_up(&portal).await;
        assert_eq!(slugs(&cx, "étoiles").await, ["etoile"]);
        // Ahead of a database that a backup brought back.
        sql(&portal, "DELETE FROM project WHERE slug = 'etoile'; UPDATE outbox_counter SET last = 2").await;
        caught_up(&portal).await;
        let mut conn = cx.read().await.expect("a connection");
        assert_eq!(portal.portal.index.seq(), Some(outbox::last(&mut conn).await.expect("a number")));
        let found = search::find(&cx, &words("")).await.expect("an answer");
        assert_eq!((found.total, found.facets.count(Facet::Cycle, "2")), (3, 3));
    }

    async fn a_school_a_commune_or_an_author_that_changes_its_name_is_found_by_the_new_one(portal: TestPortal) {
        settle(&portal).await;
        published(&portal, &form("Lune", "La nuit")).await;
        caught_up(&portal).await;
        let cx = portal.cx(Viewer::Nobody);
        assert_eq!(slugs(&cx, "tilleul bordeaux").await, ["lune"]);
        sql(
            &portal,
            "UPDATE school SET name = 'École Joséphine-Baker'; UPDATE commune SET name = 'Burdigala' WHERE insee = '33063';
             UPDATE account SET name = 'Camille Vasseur' WHERE id = 1",
        )
        .await;
        let commune = Insee::parse("33063").expect("a code");
        let events =
            [Event::SchoolChanged { school: tilleuls() }, Event::CommuneChanged { commune }, Event::AuthorRenamed { account: AccountId::new(1) }];
        for event in events {
            let mut change = portal.system().begin().await.expect("a change");
            change.tell(event);
            change.commit().await.expect("a commit");
            assert_eq!(caught_up(&portal).await, 1);
        }
        assert_eq!(slugs(&cx, "josephine baker burdigala vasseur").await, ["lune"]);
        let card = projects::latest(&cx, 1).await.expect("a card").remove(0);
        assert_eq!((card.authors[0].as_str(), card.places[0].commune.as_str()), ("Camille Vasseur", "Burdigala"), "as visitors see it too");
        assert!(slugs(&cx, "tilleul").await.is_empty());
    }

    async fn words_are_shown_where_they_stand_and_mistakes_are_put_right(portal: TestPortal) {
        settle(&portal).await;
        let body = "## Pourquoi\n\nNous avons **évalué** l’œuvre, `<script>` compris.";
        published(&portal, &form("L’évaluation & la radio", body)).await;
        caught_up(&portal).await;
        let cx = portal.cx(Viewer::Nobody);
        let results = search::find(&cx, &words("evaluer oeuvres")).await.expect("an answer");
        assert_eq!(results.hits[0].title.as_str(), "L’<mark>évaluation</mark> &amp; la radio");
        let snippet = results.hits[0].snippet.as_str();
        assert!(snippet.contains("Nous avons <mark>évalué</mark> l’<mark>œuvre</mark>, &lt;script&gt; compris."), "{snippet}");
        let results = search::find(&cx, &words("evalaution")).await.expect("an answer");
        assert_eq!((results.said.corrected.as_deref(), results.total), (Some("évaluation"), 1));
        assert!(results.hits[0].snippet.as_str().contains("<mark>évalué</mark>"));
        let elsewhere = search::find(&cx, &words("tilleuls")).await.expect("an answer");
        assert_eq!((elsewhere.total, elsewhere.hits[0].snippet.as_str()), (1, "Une année en classe."));
    }

    async fn the_follower_takes_in_what_is_told_until_it_is_stopped(portal: TestPortal) {
        settle(&portal).await;
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let follower = tokio::spawn(search::run(portal.portal.clone(), async { drop(stopped.await) }));
        let nobody = portal.cx(Viewer::Nobody);
        for title in ["Radio", "Jardin", "Lune"] {
            let saved = published(&portal, &form(title, "Une histoire")).await;
            let found = async {
                while slugs(&nobody, title).await != [saved.slug.clone()] {
                    portal.portal.told(std::time::Duration::from_millis(20)).await;
                }
            };
            tokio::time::timeout(std::time::Duration::from_secs(5), found).await.expect("found within five seconds");
            // What is withdrawn leaves results, totals and facets as soon.
            projects::withdraw(&portal.cx(animator()), &saved.slug).await.expect("withdrawn");
            let gone = async {
                loop {
                    let results = search::find(&nobody, &words(title)).await.expect("an answer");
                    let listed = search::counts(&nobody, &Query::default()).await.expect("counts");
                    if (results.total, results.facets.of(Facet::Cycle).len(), listed.total) == (0, 0, 0) {
                        break;
                    }
                    portal.portal.told(std::time::Duration::from_millis(20)).await;
                }
            };
            tokio::time::timeout(std::time::Duration::from_secs(5), gone).await.expect("gone within five seconds");
        }
        stop.send(()).expect("it still runs");
        follower.await.expect("it stopped by itself");
    }

    async fn what_changes_while_the_index_is_rebuilt_is_not_lost(portal: TestPortal) {
        settle(&portal).await;
        for n in 0..5 {
            published(&portal, &form(&format!("Robot {n}"), "Une histoire")).await;
        }
        caught_up(&portal).await;
        let (writer, rebuilder) = (portal.cx(teacher()), portal.system());
        let writing = async {
            for n in 0..5 {
                projects::start(&writer, &form(&format!("Fusée {n}"), "Un voyage"), SaveMode::Kept).await.expect("a draft");
                caught_up(&portal).await;
            }
        };
        let (rebuilt, ()) = tokio::join!(search::rebuild(&rebuilder, |_, _| {}), writing);
        rebuilt.expect("rebuilt");
        caught_up(&portal).await;
        assert_eq!(slugs(&portal.cx(teacher()), "fusée").await.len(), 5);
        assert_eq!(slugs(&portal.cx(teacher()), "robot").await.len(), 5);
    }
}
