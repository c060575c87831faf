//! Projects begun from topics.

use super::{CLOSED, OPEN, colleague, opened_saying, says, space};
use crate::{
    cast::{animator, count, form, over, port, settle, sql, teacher, tilleuls},
    harness::{TestPortal, both, member},
};
use domain::{
    access::{Role, Viewer},
    discussions::{PostState, Sent},
    events::Event,
    ids::PostId,
    projects::{State, Visibility},
};
use services::{
    discussions::{self, TopicLink},
    error::Error,
    outbox,
    projects::{self, Project, SaveMode},
};

/// Another teacher, who does not want to be named.
fn nameless() -> Viewer {
    member(4, &[Role::Teacher], &[port()])
}

async fn prepared(portal: &TestPortal) {
    settle(portal).await;
    sql(
        portal,
        "INSERT INTO account_role (account_id, role, source, granted_ms) VALUES (2, 'teacher', 'ent', 0), (4, 'teacher', 'ent', 0);
         UPDATE account SET name_shown = 'school', shown_name = 'Une équipe d’école' WHERE id = 4;",
    )
    .await;
}

async fn draft(portal: &TestPortal, slug: &str) -> Project {
    projects::open_to_edit(&portal.cx(teacher()), slug).await.expect("a draft").0
}

both! {
    async fn a_topic_becomes_a_draft_that_names_nobody_for_good(portal: TestPortal) {
        prepared(&portal).await;
        let (one, two) = (portal.cx(teacher()), portal.cx(colleague()));
        let (public, _) = space(&portal, "Entraide", OPEN).await;
        let id = opened_saying(&portal, &two, "Une webradio", "Comment commencer ?", &[public]).await;
        let said = says("Un micro.\n\n- et un ![casque](image:7)");
        let theirs = discussions::reply(&portal.cx(nameless()), id, &said).await.expect("said");
        let mine = discussions::reply(&one, id, &says("Avec @Dominique Petit, on a essayé.")).await.expect("said");
        discussions::accept(&two, id, Some(mine)).await.expect("accepted");
        let from = discussions::drawable(&one, id).await.expect("a page");
        let opening = from.posts[0].id;
        assert_eq!((from.posts.len(), from.chosen.as_slice(), from.between_some), (3, &[opening, mine][..], false));

        let slug = discussions::draw_project(&one, id, &[mine, theirs, opening, theirs], None, &Sent::default()).await.expect("begun");
        let project = draft(&portal, &slug).await;
        assert_eq!((slug.as_str(), project.draft.title.as_str(), project.state), ("une-webradio", "Une webradio", State::Draft));
        assert_eq!(
            project.draft.body,
            "Message 1 de l’échange\u{a0}:\n\n> Comment commencer ?\n\nMessage 2 de l’échange\u{a0}:\n\n\
             > Un micro.\n>\n> - et un\n\nAvec quelqu’un, on a essayé."
        );
        let link = format!("https://preau.example.fr/echanges/sujets/{id}-une-webradio La discussion d’où vient ce projet");
        assert_eq!((project.draft.links, project.draft.schools, project.draft.visibility), (link, vec![tilleuls()], Visibility::Public));
        let authors: Vec<_> = project.authors.iter().map(|author| author.name.as_str()).collect();
        assert_eq!(authors, ["Camille Durand"], "nobody else signs unasked");

        // The link is kept both ways, and shown to those who may read what it leads to.
        assert_eq!(discussions::projects_of_topic(&one, id).await.expect("a list"), [(slug.clone(), "Une webradio".to_owned())]);
        assert!(discussions::projects_of_topic(&two, id).await.expect("a list").is_empty(), "it is a draft");
        let known = TopicLink { id, slug: "une-webradio".into(), title: "Une webradio".into() };
        assert_eq!(discussions::topics_of_project(&one, project.id).await.expect("a list"), [known]);
        let mut conn = portal.system().read().await.expect("a connection");
        let told: Vec<_> = outbox::after(&mut conn, 0, 1_000).await.expect("events").into_iter().map(|entry| entry.event).collect();
        drop(conn);
        assert_eq!(told.last(), Some(&Event::ProjectDrawn { topic: id, project: project.id }));
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM audit WHERE action = 'project-draw' AND actor = 'account:1'").await, 1);

        // When nothing is said: the first message, and the one that answers it.
        let second = discussions::draw_project(&one, id, &[], Some(" Ma radio "), &Sent::default()).await.expect("begun");
        assert_eq!(draft(&portal, &second).await.draft.title, "Ma radio");
        assert!(draft(&portal, &second).await.draft.body.ends_with("> Comment commencer ?\n\nAvec quelqu’un, on a essayé."));
    }

    async fn two_presses_begin_one_sheet(portal: TestPortal) {
        prepared(&portal).await;
        let (one, two) = (portal.cx(teacher()), portal.cx(colleague()));
        let (public, _) = space(&portal, "Entraide", OPEN).await;
        let id = opened_saying(&portal, &two, "Une webradio", "Comment commencer ?", &[public]).await;
        let mark = Sent::new("abc");
        let press = |cx| discussions::draw_project(cx, id, &[], None, &mark);
        let (first, second) = tokio::join!(press(&one), press(&one));
        let slug = first.expect("begun");
        assert_eq!(second.expect("the same"), slug);
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM project").await, 1);
        let theirs = press(&two).await.expect("begun");
        assert_ne!(theirs, slug, "a mark is its bearer’s");
        assert_ne!(discussions::draw_project(&one, id, &[], None, &Sent::new("def")).await.expect("begun"), slug);
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM topic_project").await, 3);
    }

    async fn what_is_not_open_to_everyone_leaves_no_link_in_the_sheet(portal: TestPortal) {
        prepared(&portal).await;
        let (one, two) = (portal.cx(teacher()), portal.cx(colleague()));
        let (closed, _) = space(&portal, "Entre nous", CLOSED).await;
        let id = opened_saying(&portal, &two, "Une webradio", "Comment commencer ?", &[closed]).await;
        assert!(discussions::drawable(&one, id).await.expect("a page").between_some);
        let slug = discussions::draw_project(&one, id, &[], None, &Sent::default()).await.expect("begun");
        let project = draft(&portal, &slug).await;
        assert_eq!((project.draft.links.as_str(), project.draft.visibility), ("", Visibility::Community));
        // Once everyone reads the sheet, only those who read the topic learn of it.
        let whole = over(project.version, form("Une webradio", "Un texte"));
        let saved = projects::save(&one, &slug, &whole, SaveMode::Kept).await.expect("saved");
        projects::submit(&one, &slug, saved.version).await.expect("handed over");
        projects::publish(&portal.cx(animator()), &slug, saved.version).await.expect("published");
        let (parent, official) = (member(4, &[Role::Parent], &[]), member(4, &[Role::Official], &[]));
        for (viewer, many) in [(Viewer::Nobody, 0), (parent, 0), (colleague(), 1), (official, 1)] {
            let topics = discussions::topics_of_project(&portal.cx(viewer.clone()), project.id).await.expect("a list");
            assert_eq!(topics.len(), many, "{viewer:?}");
        }
        assert_eq!(discussions::projects_of_topic(&two, id).await.expect("a list").len(), 1);
        assert!(matches!(discussions::projects_of_topic(&portal.cx(Viewer::Nobody), id).await, Err(Error::NotFound)));
    }

    async fn who_may_not_draw_is_refused_and_so_is_what_is_not_shown(portal: TestPortal) {
        prepared(&portal).await;
        let (one, two, desk) = (portal.cx(teacher()), portal.cx(colleague()), portal.cx(animator()));
        let (public, _) = space(&portal, "Entraide", OPEN).await;
        let id = opened_saying(&portal, &two, "Une webradio", "Comment commencer ?", &[public]).await;
        let other = opened_saying(&portal, &one, "Autre chose", "Rien à voir", &[public]).await;
        let elsewhere = discussions::drawable(&one, other).await.expect("a page").posts[0].id;
        for viewer in [Viewer::Nobody, member(4, &[Role::Parent], &[]), member(4, &[Role::Official], &[])] {
            let cx = portal.cx(viewer);
            let answers = [discussions::drawable(&cx, id).await.map(drop), discussions::draw_project(&cx, id, &[], None, &Sent::default()).await.map(drop)];
            assert!(answers.iter().all(|answer| matches!(answer, Err(Error::SignIn | Error::Denied(_)))), "{answers:?}");
        }
        let many: Vec<_> = (0..51).map(PostId::new).collect();
        let refused = discussions::draw_project(&one, id, &many, None, &Sent::default()).await;
        let only = |answer: &Result<String, Error>, field: &str| {
            matches!(answer, Err(Error::Invalid(problems)) if problems.iter().all(|problem| problem.field == field))
        };
        assert!(only(&refused, "posts"), "{refused:?}");
        let untitled = discussions::draw_project(&one, id, &[], Some(" "), &Sent::default()).await;
        assert!(only(&untitled, "title"), "{untitled:?}");
        assert!(matches!(discussions::draw_project(&one, id, &[elsewhere], None, &Sent::default()).await, Err(Error::NotFound)));
        let taken = discussions::reply(&two, id, &says("À ne pas répéter")).await.expect("said");
        let mut change = desk.begin().await.expect("a change");
        discussions::set_state(&desk, &mut change, taken, PostState::Hidden, "").await.expect("hidden");
        change.commit().await.expect("kept");
        for cx in [&one, &desk, &two] {
            assert!(matches!(discussions::draw_project(cx, id, &[taken], None, &Sent::default()).await, Err(Error::NotFound)), "nobody draws what is hidden");
            assert_eq!(discussions::drawable(cx, id).await.expect("a page").posts.len(), 1);
        }
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM project").await, 0);

        // A topic that goes into another takes what was made of it along.
        let slug = discussions::draw_project(&one, id, &[], None, &Sent::default()).await.expect("begun");
        discussions::merge(&desk, id, other, &[]).await.expect("merged");
        assert_eq!(discussions::projects_of_topic(&one, other).await.expect("a list"), [(slug.clone(), "Une webradio".to_owned())]);
        let topics = discussions::topics_of_project(&one, draft(&portal, &slug).await.id).await.expect("a list");
        assert_eq!(topics.iter().map(|topic| topic.id).collect::<Vec<_>>(), [other]);
    }
}
