//! What anyone asks to have taken away; and, below it, what people say: reported, decided on, appealed.

mod acts;
mod appeals;
mod delegates;
mod erasing;
mod first_messages;
mod gone;
mod log;
mod pace;
mod private;
mod purge;
mod reports;
mod whole;

use crate::{
    cast::{animator, count, form, published, settle, teacher, tilleuls, with_pictures},
    harness::{TestPortal, both, member},
};
use domain::{
    access::{Role, Viewer},
    discussions::{PostForm, SpaceForm, TopicForm},
    events::Event,
    ids::{PictureId, PostId, SpaceId, TopicId},
    media::People,
    moderation::{ActForm, Asker, Decision, RemovalForm, ReportForm},
};
use image::{DynamicImage, ImageFormat};
use services::{
    cx::Cx,
    discussions::{self, SeenPost, Where},
    error::Error,
    media, moderation, notifications, outbox,
    projects::{self, Opened},
};
use std::io::Cursor;

const DAY_MS: i64 = 24 * 3_600_000;

fn picture_file() -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::new_rgb8(400, 300).write_to(&mut bytes, ImageFormat::Png).expect("a picture");
    bytes.into_inner()
}

/// A published project with one picture.
async fn shown(portal: &TestPortal) -> (String, PictureId) {
    let author = portal.cx(teacher());
    let picture = media::take_in(&author, picture_file()).await.expect("a picture");
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

/// A person with an account: 1, 2 and 4 are teachers here.
fn one(id: i64) -> Viewer {
    member(id, &[Role::Teacher], &[tilleuls()])
}

/// A space that everyone reads and in which teachers write.
async fn space(portal: &TestPortal) -> SpaceId {
    let pairs = [("name", "Entraide"), ("post", "teacher"), ("read", "official"), ("public", "yes")];
    let form = SpaceForm::read(pairs).expect("a sound space");
    let cx = portal.cx(animator());
    let slug = discussions::make_space(&cx, &form).await.expect("a space");
    discussions::space(&cx, &slug).await.expect("it is there").id
}

fn topic_form(portal: &TestPortal, space: SpaceId, title: &str) -> TopicForm {
    let space = space.to_string();
    let pairs = [("title", title), ("body", "Bonjour à tous."), ("space", space.as_str())];
    TopicForm::read(pairs, portal.portal.clock.now()).expect("a sound topic")
}

/// A topic of the animator's in such a space.
async fn talk(portal: &TestPortal) -> TopicId {
    let space = space(portal).await;
    let form = topic_form(portal, space, "Les tablettes");
    discussions::open_topic(&portal.cx(animator()), &form, None).await.expect("a topic").0
}

fn says(body: &str) -> PostForm {
    PostForm::read([("body", body)]).expect("a sound message")
}

async fn said(portal: &TestPortal, who: Viewer, topic: TopicId, body: &str) -> PostId {
    discussions::reply(&portal.cx(who), topic, &says(body)).await.expect("written")
}

/// A message of the last page of its topic, as someone sees it.
async fn seen(portal: &TestPortal, who: Viewer, topic: TopicId, post: PostId) -> Option<SeenPost> {
    let page = discussions::topic(&portal.cx(who), topic, Where::Last).await.expect("a page");
    page.posts.into_iter().find(|seen| seen.id == post)
}

fn report(reason: &str, note: &str) -> ReportForm {
    ReportForm::read([("reason", reason), ("note", note)]).expect("a sound report")
}

/// An act of this kind, with all that any needs.
fn act(kind: &str) -> ActForm {
    let pairs = [("kind", kind), ("reason", "insult"), ("words", "Restons courtois."), ("days", "3"), ("version", "1")];
    ActForm::read(pairs).expect("a sound act")
}

/// An act that erases this former version.
fn erasing(version: i64) -> ActForm {
    let version = version.to_string();
    let pairs = [("kind", "erased"), ("former", version.as_str()), ("reason", "personal"), ("words", "Une adresse.")];
    ActForm::read(pairs).expect("a sound act")
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
