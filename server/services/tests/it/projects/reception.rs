//! What became of a project: counted without knowing of whom, told to its authors, attested.

use crate::{
    cast::{animator, begun, form, port, published, settle, sql, teacher},
    harness::{TestPortal, both, member},
};
use domain::{
    access::{Denial, Role, Viewer},
    projects::{Mark, State},
};
use services::{
    error::Error,
    projects::{self, Opened},
};

async fn looks_at(portal: &TestPortal, viewer: Viewer, slug: &str) {
    let cx = portal.cx(viewer);
    let Opened::Sheet(sheet) = projects::open(&cx, slug).await.expect("a sheet") else { panic!("it moved") };
    projects::count_view(&cx, &sheet);
}

both! {
    async fn readers_are_counted_by_month_and_its_authors_are_told(portal: TestPortal) {
        settle(&portal).await;
        let saved = published(&portal, &form("Radio", "Texte")).await;
        let other = member(2, &[Role::Teacher], &[port()]);
        for viewer in [Viewer::Nobody, Viewer::Nobody, other.clone(), teacher(), animator()] {
            looks_at(&portal, viewer, &saved.slug).await;
        }
        let system = portal.system();
        assert_eq!(projects::write_views(&system).await.expect("written"), 1);
        assert_eq!(projects::write_views(&system).await.expect("written"), 0, "nothing is written twice");
        looks_at(&portal, Viewer::Nobody, &saved.slug).await;
        projects::write_views(&system).await.expect("written");
        projects::mark(&portal.cx(other.clone()), &saved.slug, Mark::Bookmark, true).await.expect("marked");
        let reception = projects::reception(&portal.cx(teacher()), &saved.slug).await.expect("a page");
        let counted: Vec<_> = reception.views.iter().map(|(_, views)| *views).collect();
        assert_eq!((counted, reception.bookmarks, reception.echoes.thanks, reception.attested), (vec![4], 1, 0, true));
        assert!(!projects::reception(&portal.cx(animator()), &saved.slug).await.expect("a page").attested);
        assert!(matches!(projects::reception(&portal.cx(other), &saved.slug).await, Err(Error::Denied(_))));
    }

    async fn thanks_and_what_was_made_from_it_are_counted_once_they_are_there(portal: TestPortal) {
        settle(&portal).await;
        sql(&portal, "INSERT INTO account_role (account_id, role, source, granted_ms) VALUES (2, 'teacher', 'ent', 0)").await;
        let saved = published(&portal, &form("Radio", "Texte")).await;
        let reception = async || projects::reception(&portal.cx(teacher()), &saved.slug).await.expect("a page");
        let counted = async || {
            let now = reception().await;
            (now.echoes.thanks, now.lineage.versions.into_iter().map(|card| card.slug).collect::<Vec<_>>())
        };
        assert_eq!(counted().await, (0, vec![]));
        let colleague = portal.cx(member(2, &[Role::Teacher], &[port()]));
        for reader in [&colleague, &colleague, &portal.cx(member(4, &[Role::Official], &[]))] {
            projects::mark(reader, &saved.slug, Mark::Thanks, true).await.expect("thanked");
        }
        let made = projects::take_over(&colleague, &saved.slug).await.expect("a version");
        assert_eq!(counted().await, (2, vec![]), "a draft is its author's alone");
        projects::submit(&colleague, &made.slug, made.version).await.expect("handed over");
        projects::publish(&portal.cx(animator()), &made.slug, made.version).await.expect("published");
        assert_eq!(counted().await, (2, vec![made.slug.clone()]));
        projects::mark(&colleague, &saved.slug, Mark::Thanks, false).await.expect("no longer");
        projects::withdraw(&colleague, &made.slug).await.expect("withdrawn");
        assert_eq!(counted().await, (1, vec![]), "and no longer than that");
        assert_eq!(reception().await.project.slug, saved.slug);
    }

    async fn a_draft_has_no_readers(portal: TestPortal) {
        settle(&portal).await;
        let saved = begun(&portal, &form("Radio", "Texte")).await;
        looks_at(&portal, teacher(), &saved.slug).await;
        assert_eq!(projects::write_views(&portal.system()).await.expect("written"), 0);
    }

    async fn an_attestation_is_for_those_who_sign_what_is_published(portal: TestPortal) {
        settle(&portal).await;
        let saved = begun(&portal, &form("Radio", "Texte")).await;
        let author = portal.cx(teacher());
        let draft = projects::attestation(&author, &saved.slug).await;
        assert!(matches!(draft, Err(Error::Denied(Denial::State(State::Draft)))), "{draft:?}");
        let saved = published(&portal, &form("Jardin", "Texte")).await;
        assert!(projects::attestation(&author, &saved.slug).await.expect("a document").starts_with(b"%PDF"));
        let others = projects::attestation(&portal.cx(animator()), &saved.slug).await;
        assert!(matches!(others, Err(Error::Denied(Denial::NotAuthor))), "{others:?}");
    }
}
