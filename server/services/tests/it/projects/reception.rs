//! What became of a project: counted without knowing of whom, told to its authors, attested.

use crate::{
    cast::{animator, begun, form, port, published, settle, teacher},
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
