//! What documents say: read once, kept beside them, forgotten with them.

use crate::{
    cast::{count, form, published, settle, teacher},
    harness::{TestPortal, both},
};
use domain::{
    access::Viewer,
    events::Event,
    ids::AttachmentId,
    media::{People, Reading},
};
use services::{
    media::{self, DocumentText},
    outbox,
    projects::{self, Saved},
    spreadsheet::{Sheet, ods},
};

const HOUR_MS: i64 = 3_600_000;

fn table(said: &str) -> Vec<u8> {
    ods(&Sheet { name: "Relevé".into(), head: vec![said.into()], rows: Vec::new() }).expect("a table")
}

async fn attached(portal: &TestPortal, saved: &Saved, bytes: Vec<u8>) -> AttachmentId {
    projects::attach(&portal.cx(teacher()), &saved.slug, bytes, "relevé").await.expect("attached")
}

async fn read(portal: &TestPortal) -> usize {
    projects::read_documents(&portal.system()).await.expect("read")
}

async fn said(portal: &TestPortal, attachment: AttachmentId) -> Option<String> {
    let mut conn = portal.system().read().await.expect("a connection");
    media::texts(&mut conn, &[attachment]).await.expect("an answer").remove(&attachment)
}

async fn reading(portal: &TestPortal, attachment: AttachmentId) -> Option<Reading> {
    let mut conn = portal.system().read().await.expect("a connection");
    media::load_attachment(&mut conn, attachment).await.expect("an answer").expect("it is there").reading
}

/// How often it was told that a document of the project was read.
async fn told(portal: &TestPortal, saved: &Saved) -> usize {
    let mut conn = portal.system().read().await.expect("a connection");
    let told = outbox::after(&mut conn, 0, 1_000).await.expect("events");
    told.iter().filter(|entry| entry.event == Event::DocumentRead { project: saved.id }).count()
}

both! {
    async fn what_a_document_says_is_read_once_and_forgotten_with_it(portal: TestPortal) {
        settle(&portal).await;
        let author = portal.cx(teacher());
        let saved = published(&portal, &form("Jardin", "Texte")).await;
        let id = attached(&portal, &saved, table("Arrosage quotidien")).await;
        assert_eq!((said(&portal, id).await, reading(&portal, id).await), (None, None));
        assert_eq!(read(&portal).await, 1);
        assert_eq!((said(&portal, id).await.as_deref(), reading(&portal, id).await), (Some("Arrosage quotidien"), Some(Reading::Read)));
        assert_eq!((told(&portal, &saved).await, read(&portal).await), (1, 0), "once");
        projects::withdraw_consent(&author, id).await.expect("taken back");
        assert_eq!((said(&portal, id).await, reading(&portal, id).await, read(&portal).await), (None, None, 0), "what is hidden is not read");
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM attachment_text").await, 0);
        projects::declare_people(&author, id, &People::Nobody).await.expect("declared");
        assert_eq!(read(&portal).await, 1, "it is shown again");
        assert_eq!((said(&portal, id).await.as_deref(), told(&portal, &saved).await), (Some("Arrosage quotidien"), 2));
        projects::detach(&author, &saved.slug, id).await.expect("taken off");
        portal.portal.clock.advance_ms(25 * HOUR_MS);
        assert_eq!(projects::sweep_media(&portal.system()).await.expect("swept"), 1);
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM attachment_text").await, 0);
    }

    async fn what_cannot_be_read_is_not_tried_again_and_says_why(portal: TestPortal) {
        settle(&portal).await;
        let saved = published(&portal, &form("Jardin", "Texte")).await;
        let damaged = attached(&portal, &saved, b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n".to_vec()).await;
        let empty = attached(&portal, &saved, table(" ")).await;
        let sound = attached(&portal, &saved, [vec![0xFF, 0xFB, 0x90, 0x64], vec![5; 400]].concat()).await;
        assert_eq!(read(&portal).await, 2, "a sound is no document");
        let outcomes = (reading(&portal, damaged).await, reading(&portal, empty).await, reading(&portal, sound).await);
        assert_eq!(outcomes, (Some(Reading::Unreadable), Some(Reading::Empty), None));
        assert_eq!((said(&portal, damaged).await, said(&portal, empty).await, told(&portal, &saved).await), (None, None, 0));
        portal.portal.clock.advance_ms(2 * HOUR_MS);
        assert_eq!(read(&portal).await, 0);
    }

    async fn what_the_machine_failed_at_is_tried_again_three_times(portal: TestPortal) {
        settle(&portal).await;
        let saved = published(&portal, &form("Jardin", "Texte")).await;
        let (id, bytes) = (attached(&portal, &saved, table("Arrosage")).await, table("Arrosage"));
        let lost = attached(&portal, &saved, table("Perdu")).await;
        for id in [id, lost] {
            portal.portal.files.delete(&format!("media/{id}/fichier.ods")).await.expect("deleted");
        }
        assert_eq!((read(&portal).await, reading(&portal, id).await), (2, Some(Reading::Failed)));
        assert_eq!(read(&portal).await, 0, "not at once");
        portal.portal.files.put(&format!("media/{id}/fichier.ods"), bytes).await.expect("put back");
        portal.portal.clock.advance_ms(HOUR_MS);
        assert_eq!((read(&portal).await, said(&portal, id).await.as_deref()), (2, Some("Arrosage")));
        portal.portal.clock.advance_ms(HOUR_MS);
        assert_eq!(read(&portal).await, 1, "the third time, for the other");
        portal.portal.clock.advance_ms(100 * HOUR_MS);
        assert_eq!((read(&portal).await, reading(&portal, lost).await), (0, Some(Reading::Failed)));
    }

    async fn a_page_of_results_reads_the_beginning_of_a_long_document(portal: TestPortal) {
        settle(&portal).await;
        let saved = published(&portal, &form("Jardin", "Texte")).await;
        let id = attached(&portal, &saved, table("Arrosage")).await;
        projects::declare_people(&portal.cx(teacher()), id, &People::Nobody).await.expect("declared");
        let system = portal.system();
        let mut change = system.begin().await.expect("a change");
        let long = DocumentText::Said("é".repeat(250_000));
        assert!(media::keep_text(&mut change, id, &long, system.now()).await.expect("kept"));
        change.commit().await.expect("committed");
        assert_eq!(said(&portal, id).await.expect("all of it is found").chars().count(), 250_000);
        let texts = projects::attached_texts(&portal.cx(Viewer::Nobody), &[saved.id]).await.expect("texts");
        assert_eq!(texts[&saved.id].iter().map(|said| said.text.chars().count()).collect::<Vec<_>>(), [100_000]);
    }

    async fn of_two_servers_that_read_the_same_one_keeps_it(portal: TestPortal) {
        settle(&portal).await;
        let saved = published(&portal, &form("Jardin", "Texte")).await;
        attached(&portal, &saved, table("Arrosage")).await;
        let system = portal.system();
        let waiting = media::unread(&mut system.read().await.expect("a connection"), system.now(), 10).await.expect("a list");
        let text = media::read_text(&system, &waiting[0]).await.expect("read");
        for kept in [true, false] {
            let mut change = system.begin().await.expect("a change");
            assert_eq!(media::keep_text(&mut change, waiting[0].id, &text, system.now()).await.expect("an answer"), kept);
            change.commit().await.expect("committed");
        }
    }
}
