//! What anyone asks to have taken away.

use crate::{
    cast::{animator, count, form, published, settle, teacher, with_pictures},
    harness::{TestPortal, both, member},
};
use domain::{
    access::{Role, Viewer},
    events::Event,
    ids::PictureId,
    media::People,
    moderation::{Asker, Decision, RemovalForm},
};
use image::{DynamicImage, ImageFormat};
use services::{
    cx::Cx,
    error::Error,
    media, moderation, notifications, outbox,
    projects::{self, Opened},
};
use std::io::Cursor;

const DAY_MS: i64 = 24 * 3_600_000;

/// A published project with one picture.
async fn shown(portal: &TestPortal) -> (String, PictureId) {
    let author = portal.cx(teacher());
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::new_rgb8(400, 300).write_to(&mut bytes, ImageFormat::Png).expect("a picture");
    let picture = media::take_in(&author, bytes.into_inner()).await.expect("a picture");
    projects::declare_people(&author, picture, &People::Nobody).await.expect("declared");
    (published(portal, &with_pictures(form("Potager", "Texte"), &[picture])).await.slug, picture)
}

fn request(picture: PictureId) -> RemovalForm {
    RemovalForm {
        medium: picture.into(),
        asker: Asker::Parent,
        message: "Au premier rang".into(),
        contact: Some("parent@exemple.fr".into()),
    }
}

async fn pictures(cx: &Cx, slug: &str) -> usize {
    match projects::open(cx, slug).await.expect("a sheet") {
        Opened::Sheet(sheet) => sheet.figures.len(),
        Opened::Moved(_) => panic!("it moved"),
    }
}

async fn letters(portal: &TestPortal) -> Vec<(String, String)> {
    notifications::catch_up(portal.portal.clone()).await.expect("sent");
    portal.portal.mailer.take_letters().into_iter().map(|letter| (letter.to, letter.text)).collect()
}

both! {
    async fn a_request_hides_at_once_until_it_is_decided(portal: TestPortal) {
        settle(&portal).await;
        let (slug, picture) = shown(&portal).await;
        let nobody = portal.cx(Viewer::Nobody);
        letters(&portal).await;
        let id = moderation::ask(&nobody, &request(picture)).await.expect("taken");
        assert_eq!(pictures(&nobody, &slug).await, 0);
        assert!(matches!(projects::picture_seen(&nobody, picture).await, Err(Error::NotFound)));
        assert_eq!(projects::latest(&nobody, 1).await.expect("cards")[0].cover, None);
        let mut conn = portal.system().read().await.expect("a connection");
        let told: Vec<_> = outbox::after(&mut conn, 0, 1_000).await.expect("events").into_iter().map(|entry| entry.event).collect();
        drop(conn);
        assert!(matches!(told.last_chunk(), Some([Event::ProjectChanged { .. }, Event::RemovalAsked { .. }])), "{told:?}");
        // Nobody but who decides shows it again.
        projects::declare_people(&portal.cx(teacher()), picture, &People::Nobody).await.expect("declared");
        assert_eq!(pictures(&nobody, &slug).await, 0);

        let [letter] = letters(&portal).await.try_into().expect("one letter");
        assert_eq!(letter.0, "alix@exemple.fr");
        assert!(letter.1.contains("/animation/retraits") && !letter.1.contains("premier rang"), "{}", letter.1);
        for stranger in [Viewer::Nobody, teacher(), member(2, &[Role::Advisor], &[]), member(4, &[Role::Admin], &[])] {
            assert!(matches!(moderation::pending(&portal.cx(stranger.clone())).await, Err(Error::SignIn | Error::Denied(_))));
            let answer = moderation::decide(&portal.cx(stranger), id, Decision::Kept, "").await;
            assert!(matches!(answer, Err(Error::SignIn | Error::Denied(_))), "{answer:?}");
        }
        let desk = portal.cx(animator());
        let [waiting] = moderation::pending(&desk).await.expect("a list").try_into().expect("one request");
        assert_eq!((waiting.id, waiting.medium, waiting.wants_answer, waiting.message.as_str()), (id, picture.into(), true, "Au premier rang"));
        assert_eq!(waiting.project, Some((slug.clone(), "Potager".into())));
        moderation::decide(&desk, id, Decision::Kept, "C’est un dessin.").await.expect("decided");
        assert_eq!(pictures(&nobody, &slug).await, 1);
        assert!(matches!(moderation::decide(&desk, id, Decision::Removed, "").await, Err(Error::NotFound)), "once");
        let [letter] = letters(&portal).await.try_into().expect("one letter");
        assert!(letter.0 == "parent@exemple.fr" && letter.1.contains("C’est un dessin."), "{letter:?}");
    }

    async fn what_is_taken_away_stays_so_and_what_was_written_is_forgotten(portal: TestPortal) {
        settle(&portal).await;
        let (slug, picture) = shown(&portal).await;
        let nobody = portal.cx(Viewer::Nobody);
        let first = moderation::ask(&nobody, &request(picture)).await.expect("taken");
        assert!(matches!(moderation::ask(&nobody, &request(picture)).await, Err(Error::NotFound)), "nobody sees it any more");
        assert!(matches!(moderation::ask(&nobody, &request(PictureId::new(404))).await, Err(Error::NotFound)));
        let desk = portal.cx(animator());
        let second = moderation::ask(&desk, &RemovalForm { contact: None, ..request(picture) }).await.expect("who still sees it may ask too");
        assert_eq!(moderation::pending(&desk).await.expect("a list").len(), 2);
        moderation::decide(&desk, first, Decision::Removed, "").await.expect("decided");
        assert!(moderation::pending(&desk).await.expect("a list").is_empty(), "{second} was about the same picture");
        assert_eq!(pictures(&nobody, &slug).await, 0);
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM audit WHERE action IN ('removal-ask', 'removal-decide')").await, 4);
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM audit WHERE object LIKE '%exemple%' OR outcome LIKE '%exemple%'").await, 0);
        assert_eq!(moderation::forget_answered(&portal.system()).await.expect("forgotten"), 0);
        portal.portal.clock.advance_ms(31 * DAY_MS);
        assert_eq!(moderation::forget_answered(&portal.system()).await.expect("forgotten"), 2);
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM removal_request WHERE contact IS NOT NULL OR message <> ''").await, 0);
        // The author masks the child, and says so: it comes back.
        projects::declare_people(&portal.cx(teacher()), picture, &People::Nobody).await.expect("declared");
        assert_eq!(pictures(&nobody, &slug).await, 1);
    }

    async fn a_flood_is_asked_to_come_back_and_hides_nothing_more(portal: TestPortal) {
        settle(&portal).await;
        let (slug, picture) = shown(&portal).await;
        let desk = portal.cx(animator());
        for _ in 0..60 {
            moderation::ask(&desk, &RemovalForm { contact: None, ..request(picture) }).await.expect("taken");
        }
        let pending = moderation::pending(&desk).await.expect("a list");
        moderation::decide(&desk, pending[0].id, Decision::Kept, "").await.expect("decided");
        let nobody = portal.cx(Viewer::Nobody);
        assert!(matches!(moderation::ask(&nobody, &request(picture)).await, Err(Error::Slow(_))));
        assert_eq!(pictures(&nobody, &slug).await, 1);
        portal.portal.clock.advance_ms(3_600_001);
        moderation::ask(&nobody, &request(picture)).await.expect("an hour later");
    }
}
