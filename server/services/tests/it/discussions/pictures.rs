//! Pictures in messages.

use super::{CLOSED, OPEN, colleague, opened_saying, says, space};
use crate::{
    cast::{animator, begun, count, form, settle, teacher, with_pictures},
    harness::{TestPortal, both, member},
};
use domain::{
    access::{Role, Viewer},
    discussions::PostState,
    ids::{PictureId, PostId},
    media::{MediumProblem, People},
    moderation::{Asker, Decision, RemovalForm},
    problem::Rule,
};
use image::{DynamicImage, ImageFormat};
use services::{
    cx::Cx,
    discussions,
    error::{Error, Result},
    media, moderation, projects,
};
use std::io::Cursor;

const DAY_MS: i64 = 24 * 3_600_000;

fn photo() -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::new_rgb8(400, 300).write_to(&mut bytes, ImageFormat::Png).expect("a picture");
    bytes.into_inner()
}

async fn added(cx: &Cx) -> PictureId {
    discussions::add_picture(cx, photo(), "robot.png", "Un robot", true).await.expect("a picture")
}

/// As the endpoint of files asks.
async fn sees(portal: &TestPortal, viewer: Viewer, picture: PictureId) -> bool {
    let cx = portal.cx(viewer);
    let answer = match projects::picture_seen(&cx, picture).await {
        Err(Error::NotFound) => discussions::picture_seen(&cx, picture).await,
        answer => answer,
    };
    match answer {
        Ok(_) => true,
        Err(Error::NotFound) => false,
        Err(error) => panic!("{error:?}"),
    }
}

/// Nobody, who wrote it, another teacher, the animator.
async fn seen(portal: &TestPortal, picture: PictureId) -> [bool; 4] {
    [
        sees(portal, Viewer::Nobody, picture).await,
        sees(portal, teacher(), picture).await,
        sees(portal, colleague(), picture).await,
        sees(portal, animator(), picture).await,
    ]
}

/// How many pictures a message shows, in its words and by themselves.
async fn shown(cx: &Cx, post: PostId) -> (usize, usize) {
    let page = discussions::post(cx, post).await.expect("a message");
    let body = page.post.body.expect("it is read");
    (body.as_str().matches("<img").count(), page.post.pictures.len())
}

fn rules<T: std::fmt::Debug>(answer: Result<T>) -> Vec<(&'static str, Rule)> {
    match answer {
        Err(Error::Invalid(problems)) => problems.iter().map(|problem| (problem.field, problem.rule.clone())).collect(),
        other => panic!("{other:?}"),
    }
}

async fn is_there(cx: &Cx, picture: PictureId) -> bool {
    media::load(&mut cx.read().await.expect("a connection"), picture).await.expect("an answer").is_some()
}

async fn set_state(cx: &Cx, post: PostId, state: PostState) {
    let mut change = cx.begin().await.expect("a change");
    discussions::set_state(cx, &mut change, post, state, "").await.expect("decided");
    change.commit().await.expect("kept");
}

both! {
    async fn a_picture_without_words_or_with_people_is_not_taken_in(portal: TestPortal) {
        settle(&portal).await;
        let cx = portal.cx(teacher());
        let lacking = discussions::add_picture(&cx, photo(), "robot.png", " ", false).await;
        assert_eq!(rules(lacking), [("picture_alt", Rule::Required), ("picture_nobody", Rule::PeopleInMessage)]);
        let refused = discussions::add_picture(&cx, b"no picture at all".to_vec(), "robot.png", "Un robot", true).await;
        assert_eq!(rules(refused), [("picture", Rule::File { name: "robot.png".into(), problem: MediumProblem::NotAPicture })]);
        let nobody = discussions::add_picture(&portal.cx(Viewer::Nobody), photo(), "robot.png", "Un robot", true).await;
        assert!(matches!(nobody, Err(Error::SignIn)));
        let kept = "SELECT (SELECT COUNT(*) FROM medium) + (SELECT COUNT(*) FROM post_picture)";
        assert_eq!(count(&portal, kept).await, 0);
        added(&cx).await;
        let said = "SELECT COUNT(*) FROM medium_rights WHERE people = 'nobody' AND by_account = 1";
        assert_eq!(count(&portal, said).await, 1, "their word is in the ledger");
    }

    async fn a_picture_is_seen_by_those_who_read_its_message(portal: TestPortal) {
        settle(&portal).await;
        let (one, two, desk) = (portal.cx(teacher()), portal.cx(colleague()), portal.cx(animator()));
        let ((public, _), (closed, _)) = (space(&portal, "Entraide", OPEN).await, space(&portal, "Entre nous", CLOSED).await);
        let id = opened_saying(&portal, &two, "Des robots", "Lesquels ?", &[public]).await;
        let picture = added(&one).await;
        assert_eq!(seen(&portal, picture).await, [false, true, false, false], "it waits for its message");
        let post = discussions::reply(&one, id, &says(&format!("Celui-ci :\n\n![](image:{picture})"))).await.expect("said");
        assert_eq!(seen(&portal, picture).await, [true; 4]);
        let html = discussions::post(&two, post).await.expect("a message").post.body.expect("it is read");
        let expected = format!("src=\"/fichiers/{picture}/320.webp\"");
        assert!(html.as_str().contains(&expected) && html.as_str().contains("alt=\"Un robot\""), "{}", html.as_str());

        // Wherever its topic is shown, and as long as it is.
        discussions::move_to(&desk, id, &[closed], &[]).await.expect("moved");
        assert_eq!(seen(&portal, picture).await, [false, true, true, true]);
        assert!(!sees(&portal, member(4, &[Role::Parent], &[]), picture).await);
        for (state, expected) in [(PostState::Hidden, [false, true, false, true]), (PostState::Shown, [false, true, true, true])] {
            set_state(&desk, post, state).await;
            assert_eq!(seen(&portal, picture).await, expected, "{state:?}");
        }
        discussions::withdraw(&one, post).await.expect("taken back");
        assert_eq!(seen(&portal, picture).await, [false, true, false, true]);
    }

    async fn a_message_shows_the_pictures_of_its_author_and_no_others(portal: TestPortal) {
        settle(&portal).await;
        let (one, two) = (portal.cx(teacher()), portal.cx(colleague()));
        let (public, _) = space(&portal, "Entraide", OPEN).await;
        let id = opened_saying(&portal, &two, "Des robots", "Lesquels ?", &[public]).await;
        let (mine, theirs) = (added(&one).await, added(&two).await);
        let of_a_sheet = media::take_in(&one, photo()).await.expect("a picture");
        projects::declare_people(&one, of_a_sheet, &People::Nobody).await.expect("declared");
        begun(&portal, &with_pictures(form("Potager", "Texte"), &[of_a_sheet])).await;
        let all = format!("![a](image:{mine}) ![b](image:{theirs}) ![c](image:{of_a_sheet}) ![d](image:404)");
        let post = discussions::reply(&one, id, &says(&all)).await.expect("said");
        assert_eq!(shown(&one, post).await, (1, 1));
        let again = discussions::reply(&one, id, &says(&format!("![encore](image:{mine})"))).await.expect("said");
        assert_eq!(shown(&one, again).await, (0, 0), "it is of another message");
        assert_eq!(seen(&portal, theirs).await, [false, false, true, false], "it waits still");
        assert_eq!(seen(&portal, of_a_sheet).await, [false, true, false, false]);
        let body = discussions::post(&one, post).await.expect("a message").post.body.expect("it is read");
        assert!(body.as_str().contains("b c d"), "the words stay: {}", body.as_str());

        // What is named no more is let go, from what was said before as well; it may come back.
        discussions::edit(&one, post, 1, &says("Plus rien")).await.expect("changed");
        assert_eq!(seen(&portal, mine).await, [false, true, false, false]);
        let before = discussions::post_history(&two, post).await.expect("a message").before;
        assert!(before.len() == 1 && before[0].said.as_ref().is_some_and(|said| !said.as_str().contains("<img")), "{before:?}");
        discussions::edit(&one, post, 2, &says(&all)).await.expect("changed");
        assert_eq!((shown(&two, post).await, seen(&portal, mine).await), ((1, 1), [true; 4]));
    }

    async fn a_picture_that_no_message_shows_goes_after_a_day(portal: TestPortal) {
        settle(&portal).await;
        let (one, system) = (portal.cx(teacher()), portal.system());
        let (public, _) = space(&portal, "Entraide", OPEN).await;
        let (never, kept) = (added(&one).await, added(&one).await);
        let id = opened_saying(&portal, &one, "Des robots", &format!("![](image:{kept})"), &[public]).await;
        let opening = discussions::topic(&one, id, discussions::Where::Last).await.expect("a topic").posts[0].id;
        portal.portal.clock.advance_ms(DAY_MS - 1_000);
        let swept = || async {
            let forgotten = discussions::sweep_pictures(&system).await.expect("forgotten");
            (forgotten, projects::sweep_media(&system).await.expect("swept"))
        };
        assert_eq!(swept().await, (0, 0));
        portal.portal.clock.advance_ms(2_000);
        assert_eq!(swept().await, (1, 1));
        assert_eq!((is_there(&system, never).await, is_there(&system, kept).await), (false, true));
        discussions::edit(&one, opening, 1, &says("Plus rien")).await.expect("changed");
        assert_eq!(swept().await, (0, 0), "it may come back for a day");
        portal.portal.clock.advance_ms(DAY_MS + 1);
        assert_eq!(swept().await, (1, 1));
        assert!(!is_there(&system, kept).await);
    }

    async fn a_family_has_a_picture_of_a_message_taken_away(portal: TestPortal) {
        settle(&portal).await;
        let (one, desk, nobody) = (portal.cx(teacher()), portal.cx(animator()), portal.cx(Viewer::Nobody));
        let (public, _) = space(&portal, "Entraide", OPEN).await;
        let picture = added(&one).await;
        let id = opened_saying(&portal, &one, "Des robots", &format!("![](image:{picture})"), &[public]).await;
        let post = discussions::topic(&one, id, discussions::Where::Last).await.expect("a topic").posts[0].id;
        let offered = moderation::to_report_in_post(&nobody, post).await.expect("a form");
        assert_eq!((offered.title.as_str(), offered.figures.len()), ("Des robots", 1));
        let asked = RemovalForm { medium: picture.into(), asker: Asker::Parent, message: String::new(), contact: None };
        let request = moderation::ask(&nobody, &asked).await.expect("taken");
        assert_eq!(seen(&portal, picture).await, [false, true, false, true]);
        assert_eq!(shown(&nobody, post).await, (0, 0));
        assert!(matches!(moderation::ask(&nobody, &asked).await, Err(Error::NotFound)), "nobody sees it any more");
        let [waiting] = moderation::pending(&desk).await.expect("a list").try_into().expect("one request");
        assert_eq!((waiting.project, waiting.post), (None, Some(post)));
        moderation::decide(&desk, request, Decision::Kept, "").await.expect("decided");
        assert_eq!((seen(&portal, picture).await, shown(&nobody, post).await), ([true; 4], (1, 1)));
        let request = moderation::ask(&nobody, &asked).await.expect("taken");
        moderation::decide(&desk, request, Decision::Removed, "").await.expect("decided");
        assert_eq!((seen(&portal, picture).await, shown(&nobody, post).await), ([false, true, false, true], (0, 0)));
        // In a space that is not for everyone, whoever does not read asks for nothing.
        let (closed, _) = space(&portal, "Entre nous", CLOSED).await;
        let other = added(&one).await;
        opened_saying(&portal, &one, "D’autres robots", &format!("![](image:{other})"), &[closed]).await;
        assert!(matches!(moderation::ask(&nobody, &RemovalForm { medium: other.into(), ..asked }).await, Err(Error::NotFound)));
    }
}
