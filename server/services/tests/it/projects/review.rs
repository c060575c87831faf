//! From hand to hand: what may be done when, by whom, and what others then see.

use crate::{
    cast::{animator, begun, count, form, handed_over, over, published, settle, sql, teacher, tilleuls},
    harness::{TestPortal, both, member},
    territory::events,
};
use domain::{
    access::{Denial, Role, Viewer},
    events::Event,
    media::{Alternative, Lack, People},
    problem::Rule,
    projects::{PictureEntry, ProjectForm, RemarksForm, State},
};
use image::{DynamicImage, ImageFormat};
use services::{
    error::{Conflict, Error, Result},
    media,
    projects::{self, Opened, SaveMode},
};
use std::io::Cursor;

async fn state(portal: &TestPortal, slug: &str) -> State {
    match projects::open(&portal.system(), slug).await.expect("a project") {
        Opened::Sheet(sheet) => sheet.project.state,
        Opened::Moved(slug) => panic!("moved to {slug}"),
    }
}

fn remark(text: &str) -> RemarksForm {
    RemarksForm { whole: text.to_owned(), ..RemarksForm::default() }
}

fn is_stale<T>(answer: &Result<T>) -> bool {
    matches!(answer, Err(Error::Conflict(Conflict::StaleVersion { .. })))
}

both! {
    async fn what_is_published_is_what_was_read(portal: TestPortal) {
        settle(&portal).await;
        let (author, animator) = (portal.cx(teacher()), portal.cx(animator()));
        let read = handed_over(&portal, &form("Radio", "Ce qui fut lu")).await;
        projects::take_back(&author, &read.slug).await.expect("taken back");
        let typed = over(read.version, form("Radio", "Ce qui ne le fut pas"));
        let saved = projects::save(&author, &read.slug, &typed, SaveMode::Kept).await.expect("saved");
        projects::submit(&author, &saved.slug, saved.version).await.expect("handed over");
        let later = animator.now().plus_ms(60_000);
        assert!(is_stale(&projects::publish(&animator, &read.slug, read.version).await));
        assert!(is_stale(&projects::schedule(&animator, &read.slug, read.version, later).await));
        assert!(is_stale(&projects::ask_changes(&animator, &read.slug, read.version, &remark("Court")).await));
        assert_eq!(state(&portal, &read.slug).await, State::Submitted, "nothing happened");
        projects::publish(&animator, &read.slug, saved.version).await.expect("published");
        let opened = projects::open(&portal.cx(Viewer::Nobody), &read.slug).await.expect("everyone reads it");
        assert!(matches!(&opened, Opened::Sheet(sheet) if sheet.body.as_str().contains("Ce qui ne le fut pas")), "{opened:?}");
    }

    async fn what_is_in_review_is_not_changed_by_its_author(portal: TestPortal) {
        settle(&portal).await;
        let author = portal.cx(teacher());
        let saved = handed_over(&portal, &form("Radio", "Un texte")).await;
        let typed = over(saved.version, form("Radio", "Un autre"));
        for mode in [SaveMode::Kept, SaveMode::Auto] {
            let answer = projects::save(&author, &saved.slug, &typed, mode).await;
            assert!(matches!(answer, Err(Error::Denied(_))), "{answer:?}");
        }
        assert!(matches!(projects::open_to_edit(&author, &saved.slug).await, Err(Error::Denied(_))));
    }

    async fn what_lacks_something_is_not_handed_over(portal: TestPortal) {
        settle(&portal).await;
        let author = portal.cx(teacher());
        let mut bytes = Cursor::new(Vec::new());
        DynamicImage::new_rgb8(400, 300).write_to(&mut bytes, ImageFormat::Png).expect("a picture");
        let picture = media::take_in(&author, bytes.into_inner()).await.expect("a picture");
        let mut bare = form("Radio", "Un texte");
        bare.draft.licence = None;
        bare.draft.summary.clear();
        let entry = |alt| vec![PictureEntry { picture, alt, caption: String::new() }];
        let bare = ProjectForm { pictures: Some(entry(Alternative::Missing)), ..bare };
        let saved = projects::start(&author, &bare, SaveMode::Kept).await.expect("a draft");
        let Err(Error::Invalid(problems)) = projects::submit(&author, &saved.slug, saved.version).await else { panic!("it lacks four things") };
        let lacks = |lack| Rule::OfPicture { place: 1, lack };
        let named: Vec<_> = problems.iter().map(|p| (p.field, p.rule.clone())).collect();
        let expected = [
            ("summary", Rule::Required),
            ("licence", Rule::Required),
            ("pictures", lacks(Lack::Alternative)),
            ("pictures", lacks(Lack::Declaration)),
        ];
        assert_eq!(named, expected);
        assert_eq!(state(&portal, &saved.slug).await, State::Draft);
        projects::declare_people(&author, picture, &People::Nobody).await.expect("declared");
        let described = ProjectForm { pictures: Some(entry(Alternative::Decorative)), ..over(saved.version, form("Radio", "Un texte")) };
        let saved = projects::save(&author, &saved.slug, &described, SaveMode::Kept).await.expect("saved");
        projects::submit(&author, &saved.slug, saved.version).await.expect("it lacks nothing");
    }

    async fn a_project_goes_through_its_states_and_each_move_is_noted(portal: TestPortal) {
        settle(&portal).await;
        let (author, reviewer, nobody) = (portal.cx(teacher()), portal.cx(animator()), portal.cx(Viewer::Nobody));
        let saved = published(&portal, &form("Radio", "Un texte")).await;
        let slug = saved.slug.as_str();
        assert!(projects::open(&nobody, slug).await.is_ok());
        projects::withdraw(&author, slug).await.expect("by its author");
        assert!(matches!(projects::open(&nobody, slug).await, Err(Error::NotFound)));
        projects::submit(&author, slug, saved.version).await.expect("handed over again");
        portal.portal.clock.advance_ms(5_000);
        projects::publish(&reviewer, slug, saved.version).await.expect("published again");
        let Opened::Sheet(sheet) = projects::open(&nobody, slug).await.expect("it is back") else { panic!("its address is the same") };
        assert_eq!(sheet.project.published, Some(nobody.now().plus_ms(-5_000)), "the first time counts");
        projects::archive(&reviewer, slug).await.expect("kept without being shown");
        assert!(matches!(projects::open(&nobody, slug).await, Err(Error::NotFound)));
        assert!(matches!(projects::publish(&reviewer, slug, saved.version).await, Err(Error::Denied(_))));
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM project_move WHERE by_account = 1").await, 3);
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM project_move WHERE by_account = 3").await, 3);
    }

    async fn of_two_who_publish_at_once_one_does(portal: TestPortal) {
        settle(&portal).await;
        let saved = handed_over(&portal, &form("Radio", "Texte")).await;
        let colleague = portal.cx(member(4, &[Role::Animator], &[]));
        let first = portal.cx(animator());
        let (one, other) = tokio::join!(
            projects::publish(&first, &saved.slug, saved.version),
            projects::publish(&colleague, &saved.slug, saved.version)
        );
        assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
        let refused = one.err().or(other.err()).expect("one is refused");
        assert!(matches!(refused, Error::Denied(Denial::State(State::Published)) | Error::Conflict(_)), "{refused:?}");
        let told = events(&portal.system()).await.into_iter().filter(|event| matches!(event, Event::ProjectPublished { .. })).count();
        assert_eq!(told, 1, "and it is told once");
    }

    async fn those_who_may_not_change_nothing(portal: TestPortal) {
        settle(&portal).await;
        sql(&portal, "INSERT INTO account (id, name, created_ms, seen_ms) VALUES (5, 'Une autre', 0, 0)").await;
        let saved = handed_over(&portal, &form("Radio", "Un texte")).await;
        let draft = begun(&portal, &form("Lune", "Un texte")).await;
        let (slug, version) = (saved.slug.as_str(), saved.version);
        for viewer in [Viewer::Nobody, teacher(), member(2, &[Role::Teacher], &[tilleuls()]), member(5, &[Role::Advisor], &[]), member(5, &[Role::Admin], &[])] {
            let cx = portal.cx(viewer.clone());
            let later = cx.now().plus_ms(60_000);
            let answers = [
                projects::publish(&cx, slug, version).await,
                projects::schedule(&cx, slug, version, later).await,
                projects::unschedule(&cx, slug).await,
                projects::withdraw(&cx, slug).await,
                projects::archive(&cx, slug).await,
                projects::publish(&cx, "rien", version).await,
            ];
            for answer in answers {
                assert!(matches!(answer, Err(Error::NotFound | Error::Denied(_))), "{viewer:?} {answer:?}");
            }
            if viewer != teacher() {
                for answer in [projects::submit(&cx, &draft.slug, 1).await, projects::take_back(&cx, &draft.slug).await] {
                    assert!(matches!(answer, Err(Error::NotFound)), "a draft is its authors' alone: {answer:?}");
                }
            }
        }
        assert_eq!((state(&portal, slug).await, state(&portal, &draft.slug).await), (State::Submitted, State::Draft));
        // The animator waits for a draft to be handed over.
        assert!(matches!(projects::open(&portal.cx(animator()), &draft.slug).await, Err(Error::NotFound)));
    }
}
