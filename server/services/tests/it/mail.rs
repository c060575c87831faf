//! Letters through a real server, read by programs that did not write them.

use crate::mail_server::{MailServer, ReadCalendar, ReadEvent, ReadLetter, ReadPerson, letters, read_calendar};
use domain::time::Timestamp;
use services::mail::{Invitation, Letter, Mailer, Method, Sender, Unsent};

const SENDER: Sender<'_> = Sender { name: "Préau", address: "preau@exemple.fr" };

/// With commas, semicolons, ends of lines, and a long line folded (RFC 5545, 3.1).
const CALENDAR: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Préau//Formations//FR\r\nMETHOD:REQUEST\r\n\
    BEGIN:VEVENT\r\nUID:session-7-1@preau.example.fr\r\nDTSTAMP:20261123T080000Z\r\nSEQUENCE:2\r\nSTATUS:CONFIRMED\r\n\
    DTSTART:20261202T130000Z\r\nDTEND:20261202T160000Z\r\nSUMMARY:Radio en classe\\, l’été\r\n\
    DESCRIPTION:Écouter\\; écrire\\; enregistrer.\\n\\nhttps://preau.example.fr/f\r\n ormations/radio\r\n\
    LOCATION:École des Tilleuls\\, Bordeaux\r\nURL:https://preau.example.fr/formations/radio\r\n\
    ORGANIZER;CN=Préau:mailto:preau@exemple.fr\r\n\
    ATTENDEE;CN=\"Martin, Inès\";PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:ines@exemple.fr\r\n\
    END:VEVENT\r\nEND:VCALENDAR\r\n";

/// Longer than a line of a letter would be.
const UNSUBSCRIBE: &str =
    "https://preau.example.fr/lettres/formations/arret?jeton=bGUtamV0b24tZC11bmUtbGV0dHJl.cXVpLW5lLXRpZW50LXBhcy1zdXItdW5lLWxpZ25l";

fn letter(invitation: Option<Invitation>) -> Letter {
    Letter {
        id: "event-7-12".into(),
        to_name: "Inès Martin".into(),
        to: "ines@exemple.fr".into(),
        subject: "Votre place : l’été à l’école, où l’on s’écoute et où l’on écrit".into(),
        text: "Bonjour,\n\nVotre place est réservée.\n\n.\n\nhttps://preau.example.fr/formations/radio".into(),
        invitation,
        unsubscribe: Some(UNSUBSCRIBE.into()),
    }
}

fn mailer(server: &MailServer) -> Mailer {
    Mailer::smtp(&server.url()).expect("an address")
}

fn is_for_now(answer: &Result<(), Unsent>) -> bool {
    matches!(answer, Err(Unsent::Away(_) | Unsent::Later(_)))
}

fn at(text: &str) -> Option<Timestamp> {
    Some(Timestamp::from_utc(text).expect("an instant"))
}

fn words(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[tokio::test]
async fn a_letter_arrives_as_it_was_written_and_its_appointment_is_read_by_another_program() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = MailServer::start(folder.path(), None, &[]);
    mailer(&server).check().await.expect("it answers");
    let written = letter(Some(Invitation { method: Method::Request, calendar: CALENDAR.into() }));
    mailer(&server).send(&SENDER, &written).await.expect("sent");
    let [read]: [ReadLetter; 1] = letters(folder.path()).try_into().expect("one letter");
    let appointment = ReadEvent {
        uid: "session-7-1@preau.example.fr".into(),
        sequence: Some(2),
        status: words("CONFIRMED"),
        summary: words("Radio en classe, l’été"),
        start: at("2026-12-02T13:00:00Z"),
        end: at("2026-12-02T16:00:00Z"),
        location: words("École des Tilleuls, Bordeaux"),
        description: words("Écouter; écrire; enregistrer.\n\nhttps://preau.example.fr/formations/radio"),
        url: words("https://preau.example.fr/formations/radio"),
        organizer: Some(ReadPerson { address: "mailto:preau@exemple.fr".into(), name: words("Préau"), answer: None, asked: None }),
        attendees: vec![ReadPerson {
            address: "mailto:ines@exemple.fr".into(),
            name: words("Martin, Inès"),
            answer: words("ACCEPTED"),
            asked: words("FALSE"),
        }],
    };
    let calendar = ReadCalendar { method: words(Method::Request.key()), events: vec![appointment] };
    assert_eq!(read_calendar(CALENDAR), calendar);
    let html = read.html.clone().expect("HTML");
    assert!(html.contains("Votre place est réservée.") && html.contains("href=\"https://preau.example.fr/formations/radio\""), "{html}");
    let expected = ReadLetter {
        sender: "preau@exemple.fr".into(),
        recipients: vec!["ines@exemple.fr".into()],
        from: words("Préau <preau@exemple.fr>"),
        to: words("Inès Martin <ines@exemple.fr>"),
        subject: Some(written.subject),
        message_id: words("<event-7-12@exemple.fr>"),
        list_unsubscribe: Some(format!("<{UNSUBSCRIBE}>")),
        list_unsubscribe_post: words("List-Unsubscribe=One-Click"),
        auto_submitted: words("auto-generated"),
        text: Some(written.text),
        html: Some(html),
        kinds: ["multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar", "text/calendar"]
            .map(String::from)
            .to_vec(),
        calendars: vec![calendar.clone(), calendar],
    };
    assert_eq!(read, expected);
}

/// Line 49 of the sign-in checklist, in letters: to whom it goes, and what programs show of it.
#[tokio::test]
async fn line_49_a_name_that_a_provider_gave_is_text_in_a_letter() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = MailServer::start(folder.path(), None, &[]);
    let name = "<script>alert(1)</script>\", <autre@ailleurs.example>";
    let written = Letter { to_name: name.into(), text: format!("Bonjour {name},\n\nVotre place est réservée."), ..letter(None) };
    mailer(&server).send(&SENDER, &written).await.expect("sent");
    let [read]: [ReadLetter; 1] = letters(folder.path()).try_into().expect("one letter");
    assert_eq!(read.recipients, ["ines@exemple.fr"]);
    assert!(read.to.as_deref().is_some_and(|to| to.ends_with("<ines@exemple.fr>")), "{:?}", read.to);
    let html = read.html.expect("HTML");
    assert!(html.contains("Bonjour &lt;script&gt;alert(1)&lt;/script&gt;&quot;,") && !html.contains("<script"), "{html}");
}

#[tokio::test]
async fn a_letter_refused_for_now_may_leave_later() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = MailServer::start(folder.path(), None, &["--refuse-first", "1"]);
    let mailer = mailer(&server);
    let answer = mailer.send(&SENDER, &letter(None)).await;
    assert!(is_for_now(&answer), "{answer:?}");
    assert_eq!(letters(folder.path()), []);
    mailer.send(&SENDER, &letter(None)).await.expect("sent");
    assert_eq!(letters(folder.path()).len(), 1);
}

#[tokio::test]
async fn a_letter_sent_again_because_its_server_fell_silent_is_known_as_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = MailServer::start(folder.path(), None, &["--drop-after-data"]);
    let mailer = mailer(&server);
    let answer = mailer.send(&SENDER, &letter(None)).await;
    assert!(is_for_now(&answer), "{answer:?}");
    mailer.send(&SENDER, &letter(None)).await.expect("sent");
    let names: Vec<_> = letters(folder.path()).into_iter().map(|letter| letter.message_id).collect();
    assert_eq!(names, [words("<event-7-12@exemple.fr>"), words("<event-7-12@exemple.fr>")]);
}

#[tokio::test]
async fn a_letter_leaves_once_its_server_is_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = MailServer::start(folder.path(), None, &[]);
    let (mailer, port) = (mailer(&server), server.port());
    mailer.send(&SENDER, &letter(None)).await.expect("sent");
    server.stop();
    let answer = mailer.send(&SENDER, &letter(None)).await;
    assert!(is_for_now(&answer), "{answer:?}");
    let _server = MailServer::start(folder.path(), Some(port), &[]);
    mailer.send(&SENDER, &letter(None)).await.expect("sent");
    assert_eq!(letters(folder.path()).len(), 2);
}

#[test]
#[should_panic(expected = "VEVENT has no UID")]
fn a_calendar_that_is_none_is_not_read() {
    read_calendar(&CALENDAR.replace("UID:session-7-1@preau.example.fr\r\n", ""));
}
