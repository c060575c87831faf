//! Files attached to sheets: who attaches them, who has them, what they need first, and what becomes of them.

use crate::{
    cast::{animator, begun, count, form, over, published, settle, sql, teacher, tilleuls},
    harness::{TestPortal, both, member},
};
use domain::{
    access::{Denial, Role, Viewer},
    ids::AttachmentId,
    media::{Captions, Format, Lack, MAX_ATTACHMENTS, MediumProblem, People},
    moderation::{Asker, Decision, RemovalForm},
    order::Shift,
    problem::Rule,
    projects::{AttachmentWords, State},
    search::Thing,
};
use services::{
    cx::Cx,
    error::Error,
    moderation,
    projects::{self, Opened, SaveMode},
};

const DAY_MS: i64 = 24 * 3_600_000;

fn sound() -> Vec<u8> {
    [vec![0xFF, 0xFB, 0x90, 0x64], vec![5; 400]].concat()
}

fn document() -> Vec<u8> {
    b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n".to_vec()
}

fn words(title: &str, transcript: &str) -> AttachmentWords {
    AttachmentWords { title: title.into(), transcript: transcript.into(), captions: None }
}

/// What nobody in particular sees attached to the sheet at `slug`.
async fn shown(portal: &TestPortal, slug: &str) -> Vec<AttachmentId> {
    match projects::open(&portal.cx(Viewer::Nobody), slug).await.expect("a sheet") {
        Opened::Sheet(sheet) => sheet.attachments.iter().map(|attached| attached.attachment.id).collect(),
        Opened::Moved(_) => panic!("it moved"),
    }
}

async fn has(portal: &TestPortal, viewer: Viewer, attachment: AttachmentId) -> bool {
    match projects::attachment_seen(&portal.cx(viewer), attachment).await {
        Ok(_) => true,
        Err(Error::NotFound) => false,
        Err(error) => panic!("{error:?}"),
    }
}

/// A sound that readers may hear.
async fn attached(author: &Cx, slug: &str) -> AttachmentId {
    let id = projects::attach(author, slug, sound(), "jingle.mp3").await.expect("attached");
    projects::describe(author, id, &words("Le jingle", "Un carillon.")).await.expect("described");
    projects::declare_people(author, id, &People::Nobody).await.expect("declared");
    id
}

both! {
    async fn a_file_is_had_once_its_authors_have_said_what_stands_for_it_and_who_is_in_it(portal: TestPortal) {
        settle(&portal).await;
        let author = portal.cx(teacher());
        let saved = published(&portal, &form("Radio", "Texte")).await;
        let id = projects::attach(&author, &saved.slug, sound(), "enregistrement_1.mp3").await.expect("attached");
        let page = projects::open_attachment(&author, id).await.expect("a page");
        assert_eq!((page.attached.title.as_str(), page.attached.attachment.format, page.attached.attachment.bytes), ("enregistrement 1", Format::Mp3, 404));
        assert!(!has(&portal, Viewer::Nobody, id).await && has(&portal, teacher(), id).await);
        let other = projects::attach(&author, &saved.slug, document(), "fiche.pdf").await.expect("attached");
        projects::declare_people(&author, id, &People::Nobody).await.expect("declared, whatever the other lacks");
        assert!(shown(&portal, &saved.slug).await.is_empty(), "it waits for its transcript");
        let again = over(saved.version, form("Radio", "Un autre texte"));
        projects::save(&author, &saved.slug, &again, SaveMode::Kept).await.expect("the sheet is saved while files wait");
        projects::check_off(&portal.cx(animator()), &saved.slug).await.expect("checked");
        projects::describe(&author, id, &words("Le jingle", "Un carillon.")).await.expect("described");
        assert_eq!(shown(&portal, &saved.slug).await, [id]);
        assert!(has(&portal, Viewer::Nobody, id).await && !has(&portal, Viewer::Nobody, other).await);
        let mut conn = author.read().await.expect("a connection");
        let text = projects::documents(&mut conn, &[Thing::Project(saved.id)], author.now()).await.expect("documents").remove(0).text;
        drop(conn);
        assert!(text.contains("Le jingle") && text.contains("Un carillon."), "found by what one hears: {text}");
        assert!(projects::unchecked(&portal.cx(animator())).await.expect("a list").iter().any(|(card, _)| card.id == saved.id), "it is to be read again");
        projects::check_off(&portal.cx(animator()), &saved.slug).await.expect("checked");
        projects::declare_people(&author, other, &People::Nobody).await.expect("declared");
        assert_eq!(projects::unchecked(&portal.cx(animator())).await.expect("a list").len(), 1, "what is shown from now on, too");
    }

    async fn a_sheet_names_what_its_files_lack(portal: TestPortal) {
        settle(&portal).await;
        let author = portal.cx(teacher());
        let saved = begun(&portal, &form("Radio", "Texte")).await;
        projects::attach(&author, &saved.slug, document(), "fiche.pdf").await.expect("attached");
        projects::attach(&author, &saved.slug, sound(), "jingle.mp3").await.expect("attached");
        let Err(Error::Invalid(problems)) = projects::submit(&author, &saved.slug, saved.version).await else { panic!("it was handed over") };
        let lacks: Vec<_> = problems.of("attachments").cloned().collect();
        assert_eq!(lacks, [(1, Lack::Declaration), (2, Lack::Transcript), (2, Lack::Declaration)].map(|(place, lack)| Rule::OfAttachment { place, lack }));
    }

    async fn files_are_attached_ordered_and_taken_off_by_authors_alone(portal: TestPortal) {
        settle(&portal).await;
        let author = portal.cx(teacher());
        let saved = begun(&portal, &form("Radio", "Texte")).await;
        let stranger = portal.cx(member(2, &[Role::Teacher], &[tilleuls()]));
        assert!(matches!(projects::attach(&stranger, &saved.slug, sound(), "a").await, Err(Error::NotFound)));
        let (a, b) = (attached(&author, &saved.slug).await, attached(&author, &saved.slug).await);
        let order = async || projects::attachments(&author, &saved.slug).await.expect("a project").attachments.iter().map(|one| one.attachment.id).collect::<Vec<_>>();
        projects::shift_attachment(&author, &saved.slug, b, Shift::Up).await.expect("moved");
        assert_eq!(order().await, [b, a]);
        for refused in [
            projects::shift_attachment(&stranger, &saved.slug, a, Shift::Up).await,
            projects::detach(&stranger, &saved.slug, a).await,
            projects::describe(&stranger, a, &words("Pris", "")).await,
            projects::declare_people(&stranger, a, &People::Nobody).await,
        ] {
            assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
        }
        let elsewhere = begun(&portal, &form("Jardin", "Texte")).await;
        assert!(matches!(projects::detach(&author, &elsewhere.slug, a).await, Err(Error::NotFound)), "it is attached to another");
        projects::detach(&author, &saved.slug, b).await.expect("taken off");
        assert_eq!(order().await, [a]);
        assert!(!has(&portal, teacher(), b).await);
        portal.portal.clock.advance_ms(25 * 3_600_000);
        assert_eq!(projects::sweep_media(&portal.system()).await.expect("swept"), 1);
        assert!(portal.portal.files.list(&format!("media/{b}")).await.expect("a list").is_empty());
        assert_eq!(portal.portal.files.list(&format!("media/{a}")).await.expect("a list").len(), 1);
        projects::submit(&author, &saved.slug, saved.version).await.expect("handed over");
        assert!(matches!(projects::attach(&author, &saved.slug, sound(), "a").await, Err(Error::Denied(Denial::State(State::Submitted)))));
    }

    async fn a_file_that_is_refused_leaves_nothing(portal: TestPortal) {
        settle(&portal).await;
        let author = portal.cx(teacher());
        let saved = begun(&portal, &form("Radio", "Texte")).await;
        for (bytes, problem) in [
            (b"<html></html>".to_vec(), MediumProblem::NotAnAttachment),
            (b"%PDF-1.7 cut".to_vec(), MediumProblem::Damaged),
        ] {
            let Err(Error::Invalid(problems)) = projects::attach(&author, &saved.slug, bytes, "fiche.pdf").await else { panic!("it was kept") };
            assert_eq!(problems.of("attachments").collect::<Vec<_>>(), [&Rule::Medium(problem)]);
        }
        assert_eq!(count(&portal, "SELECT (SELECT COUNT(*) FROM medium) + (SELECT COUNT(*) FROM attachment)").await, 0);
        assert!(portal.portal.files.list("media").await.expect("a list").is_empty());
        for _ in 0..MAX_ATTACHMENTS {
            projects::attach(&author, &saved.slug, document(), "fiche.pdf").await.expect("attached");
        }
        let Err(Error::Invalid(problems)) = projects::attach(&author, &saved.slug, document(), "fiche.pdf").await else { panic!("it was kept") };
        assert_eq!(problems.of("attachments").collect::<Vec<_>>(), [&Rule::TooMany { max: MAX_ATTACHMENTS }]);
    }

    async fn what_a_family_asks_to_have_taken_away_is_heard_no_more(portal: TestPortal) {
        settle(&portal).await;
        let author = portal.cx(teacher());
        let saved = published(&portal, &form("Radio", "Texte")).await;
        let id = attached(&author, &saved.slug).await;
        let nobody = portal.cx(Viewer::Nobody);
        let offered = moderation::to_report(&nobody, &saved.slug).await.expect("a form");
        assert_eq!(offered.attachments.iter().map(|one| one.attachment.id).collect::<Vec<_>>(), [id]);
        let ask = RemovalForm { medium: id.into(), asker: Asker::Parent, message: String::new(), contact: None };
        let request = moderation::ask(&nobody, &ask).await.expect("taken");
        assert!(shown(&portal, &saved.slug).await.is_empty() && !has(&portal, Viewer::Nobody, id).await);
        assert!(has(&portal, animator(), id).await, "who decides hears it");
        moderation::decide(&portal.cx(animator()), request, Decision::Kept, "").await.expect("decided");
        assert_eq!(shown(&portal, &saved.slug).await, [id]);
        projects::withdraw_consent(&author, id).await.expect("taken back");
        assert!(!has(&portal, Viewer::Nobody, id).await);
    }

    async fn captions_are_served_as_the_portal_wrote_them(portal: TestPortal) {
        settle(&portal).await;
        let author = portal.cx(teacher());
        let saved = published(&portal, &form("Radio", "Texte")).await;
        let id = attached(&author, &saved.slug).await;
        let nobody = portal.cx(Viewer::Nobody);
        assert!(matches!(projects::captions_seen(&nobody, id).await, Err(Error::NotFound)));
        let captions = Captions::read("1\n00:00:01,000 --> 00:00:02,000\n<b>Bonjour</b>").expect("captions");
        projects::describe(&author, id, &AttachmentWords { captions: Some(captions), ..words("Le jingle", "Un carillon.") }).await.expect("described");
        assert_eq!(projects::captions_seen(&nobody, id).await.expect("captions"), "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nBonjour\n");
    }

    async fn files_without_rows_go_and_rows_without_files_are_hidden(portal: TestPortal) {
        settle(&portal).await;
        let author = portal.cx(teacher());
        let saved = published(&portal, &form("Radio", "Texte")).await;
        let (lost, orphan) = (attached(&author, &saved.slug).await, attached(&author, &saved.slug).await);
        portal.portal.files.delete(&format!("media/{lost}/fichier.mp3")).await.expect("deleted");
        projects::detach(&author, &saved.slug, orphan).await.expect("taken off");
        sql(&portal, "DELETE FROM medium WHERE id NOT IN (SELECT attachment_id FROM project_attachment)").await;
        // The store writes by the machine's clock, which tests do not move: ours goes far ahead of it.
        portal.portal.clock.advance_ms(40 * 365 * DAY_MS);
        assert_eq!(projects::sweep_files(&portal.system()).await.expect("swept"), 2);
        assert!(portal.portal.files.list("media").await.expect("a list").is_empty());
        assert!(shown(&portal, &saved.slug).await.is_empty());
    }
}
