//! What is typed beside a sheet: reviews, calls and collections, what families ask for, recordings, names. All of it is text everywhere.

use super::{PAYLOADS, called, checked, is_sound_xml, json_ld, publish, runs_in, still, tells};
use crate::{
    harness::{Browser, ORIGIN, Part, Site},
    projects::{send, sheet, with},
};
use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use domain::{
    projects::PROPOSABLE,
    text::{clean_line, clean_text},
};
use sample::cast::{ANIMATOR, OTHER_TEACHER, TEACHER};
use services::identity::{NewPerson, ensure_account};

/// A published sheet of the demo's teacher, on which one hears something.
const RADIO: &str = "/projets/dix-minutes-d-antenne-le-vendredi-matin";

#[tokio::test]
async fn nothing_that_reviewers_and_authors_say_to_each_other_runs_anywhere() {
    let site = Site::open().await;
    let (teacher, animator, nobody) = (site.as_(TEACHER).await, site.as_(ANIMATOR).await, site.nobody());
    for payload in PAYLOADS {
        let sent = send(&teacher, "/projets/nouveau", &with(sheet(), &[("title", payload), ("intent", "submit")])).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{payload}");
        let sheet = sent.location();
        put_at_hand(&animator, payload).await;
        remarked(&teacher, &animator, &sheet, payload).await;
        let sheet = reworded(&teacher, &animator, &sheet, payload).await;
        publish(&animator, &sheet).await;
        site.catch_up().await;
        for path in [sheet.as_str(), "/", "/projets", "/recherche?q=alert"] {
            still(&nobody, path).await;
        }
        assert!(tells(&still(&nobody, &sheet).await, ".project-goals li", payload), "{payload}");
        let versions = still(&teacher, &format!("{sheet}/versions")).await;
        assert!(tells(&versions, ".difference ins", payload), "{payload}: {:?}", versions.select(".difference ins"));
        assert!(is_sound_xml(&nobody.get("/projets.atom").await), "{payload}");
    }
}

/// A phrase for the next reviews.
async fn put_at_hand(animator: &Browser, payload: &str) {
    let settings = "/animation/relecture";
    let unread = animator.post(settings, &[("do", payload), ("phrase", payload)]).await;
    assert!(tells(&checked(unread, StatusCode::UNPROCESSABLE_ENTITY, payload), "#phrase", payload), "{payload}");
    let unknown = animator.post(settings, &[("do", "regime"), ("scope", payload), ("regime", payload), ("back", payload)]).await;
    checked(unknown, StatusCode::UNPROCESSABLE_ENTITY, payload);
    assert_eq!(animator.post(settings, &[("do", "add-phrase"), ("phrase", payload)]).await.location(), settings);
    assert!(tells(&still(animator, settings).await, ".phrase-list .remark-text", payload), "{payload}");
}

/// Remarks of every kind, answered by both sides, then settled.
async fn remarked(teacher: &Browser, animator: &Browser, sheet: &str, payload: &str) {
    let (review, answers) = (sheet.replace("/projets", "/animation/projets"), format!("{sheet}/remarques"));
    let editor = format!("{sheet}/modifier");
    let read = still(animator, &review).await;
    assert!(read.attributes("input[name=phrase]", "value").contains(&clean_text(payload)), "{payload}");
    let version = read.attributes("input[name=version]", "value").remove(0);
    let decide = async |passage: &str| {
        let typed = [
            ("move", "ask-changes"),
            ("version", version.as_str()),
            ("remark", payload),
            ("phrase", payload),
            ("steps", payload),
            ("passage", passage),
            ("passage-remark", payload),
        ];
        animator.post(&review, &typed).await
    };
    let absent = checked(decide(&format!("absent {payload}")).await, StatusCode::UNPROCESSABLE_ENTITY, payload);
    assert!(["#remark", "#passages", "#passage-1-remarque"].into_iter().all(|field| tells(&absent, field, payload)), "{payload}");
    let typed = [("move", "schedule"), ("version", version.as_str()), ("publish_at", payload)];
    checked(animator.post(&review, &typed).await, StatusCode::UNPROCESSABLE_ENTITY, payload);
    assert_eq!(decide(payload).await.location(), "/animation", "the title says so");

    let told = still(teacher, sheet).await;
    assert!(tells(&told, ".remark-passage p", payload) && tells(&told, ".remark-text", payload), "{payload}");
    let id = told.attributes(".remarks > li", "id").remove(0).trim_start_matches("remarque-").to_owned();
    let unread = teacher.post(&answers, &[("remark", &id), ("do", payload), ("answer", payload)]).await;
    let unread = checked(unread, StatusCode::UNPROCESSABLE_ENTITY, payload);
    assert!(tells(&unread, &format!("#reponse-{id}"), payload), "{payload}");
    for (who, from) in [(teacher, payload), (animator, "review")] {
        let answered = who.post(&answers, &[("remark", &id), ("do", "answer"), ("answer", payload), ("from", from)]).await;
        assert_eq!(answered.status, StatusCode::SEE_OTHER, "{payload}");
    }
    assert_eq!(animator.post(&answers, &[("remark", &id), ("do", "settle")]).await.status, StatusCode::SEE_OTHER, "{payload}");
    for (who, path) in [(teacher, sheet), (animator, sheet), (animator, review.as_str()), (teacher, editor.as_str())] {
        assert!(tells(&still(who, path).await, ".settled .remark-answers .remark-text", payload), "{path}");
    }
    still(animator, "/animation").await;
    still(teacher, "/moi/projets").await;
}

/// Other words for every text, all of them taken; the path that the sheet then has.
async fn reworded(teacher: &Browser, animator: &Browser, sheet: &str, payload: &str) -> String {
    let address = format!("{}/retouches", sheet.replace("/projets", "/animation/projets"));
    let version = still(teacher, &format!("{sheet}/modifier")).await.attributes("input[name=version]", "value").remove(0);
    assert_eq!(teacher.post(&format!("{sheet}/etat"), &[("move", "submit"), ("version", &version)]).await.location(), sheet);
    let version = still(animator, &address).await.attributes("input[name=version]", "value").remove(0);
    let other = format!("Autre {payload}");
    let propose = async |version: &str| {
        let words = PROPOSABLE.map(|field| (field, other.as_str()));
        let said: Vec<_> = words.into_iter().chain([("note", payload), ("version", version)]).collect();
        animator.post(&address, &said).await
    };
    let stale = checked(propose("0").await, StatusCode::CONFLICT, payload);
    assert!(tells(&stale, "#note", payload) && tells(&stale, "#body", payload), "{payload}");
    assert_eq!(stale.attributes("#title", "value"), [other.as_str()]);
    assert_eq!(propose(&version).await.location(), "/animation", "{payload}");

    let page = still(teacher, sheet).await.attributes(".proposals-waiting a", "href").remove(0);
    for who in [teacher, animator] {
        let shown = still(who, &page).await;
        assert!(tells(&shown, ".remark-passage .remark-text", payload) && tells(&shown, ".difference ins", &other), "{payload}");
    }
    let stale = teacher.post(&page, &[("version", "0"), ("taken", payload)]).await;
    let version = checked(stale, StatusCode::CONFLICT, payload).attributes("input[name=version]", "value").remove(0);
    let taken: Vec<_> =
        PROPOSABLE.map(|field| ("taken", field)).into_iter().chain([("version", version.as_str()), ("do", "submit")]).collect();
    let handed = teacher.post(&page, &taken).await;
    assert_eq!(handed.status, StatusCode::SEE_OTHER, "{payload}: {:?}", handed.select(".error-summary li"));
    handed.location()
}

#[tokio::test]
async fn nothing_in_a_call_for_partners_its_answers_or_a_collection_runs_anywhere() {
    let site = Site::open().await;
    let (teacher, animator, other, nobody) =
        (site.as_(TEACHER).await, site.as_(ANIMATOR).await, site.as_(OTHER_TEACHER).await, site.nobody());
    for payload in PAYLOADS {
        // An answer begins a conversation: nobody begins many in an hour.
        site.portal.clock.advance_ms(15 * 60_000);
        let sheet = called(&teacher, &animator, payload).await;
        let page = format!("{sheet}/partenaires");
        let lacking = teacher.post(&page, &[("do", "seek"), ("message", payload), ("reach", payload), ("until", payload)]).await;
        let lacking = checked(lacking, StatusCode::UNPROCESSABLE_ENTITY, payload);
        assert!(tells(&lacking, "#message", payload) && lacking.attributes("#until", "value") == [payload], "{payload}");
        let call = [("do", "seek"), ("message", payload), ("reach", "anywhere"), ("until", "2027-06-30")];
        assert_eq!(teacher.post(&page, &call).await.location(), page);
        let unread = checked(other.post(&page, &[("do", payload), ("answer", payload)]).await, StatusCode::UNPROCESSABLE_ENTITY, payload);
        assert!(tells(&unread, "#answer", payload), "{payload}");
        let answered = other.post(&page, &[("do", "answer"), ("answer", payload)]).await;
        assert_eq!(answered.location(), format!("{page}?fait=reponse"));
        for who in [&teacher, &animator, &other, &nobody] {
            assert!(tells(&still(who, &page).await, ".notice .pre-line", payload), "{payload}");
            assert!(tells(&still(who, "/projets/partenaires").await, ".collection-list .pre-line", payload), "{payload}");
        }
        let topic = still(&teacher, &page).await.attributes(".trials a", "href").remove(0);
        assert!(!still(&teacher, &topic).await.select("#message-1 .prose").is_empty(), "{payload}");
        gathered(&animator, &nobody, &sheet, payload).await;
        assert!(tells(&still(&teacher, &format!("{sheet}/bilan")).await, "ul a[href^='/dossiers/']", payload), "{payload}");
    }
}

/// A collection that says `payload` and holds `sheet`, which then stands on the home page.
async fn gathered(animator: &Browser, nobody: &Browser, sheet: &str, payload: &str) {
    let (all, home) = ("/animation/dossiers", "/animation/une");
    let lacking = animator.post(all, &[("title", payload), ("summary", ""), ("body", payload)]).await;
    let lacking = checked(lacking, StatusCode::UNPROCESSABLE_ENTITY, payload);
    assert!(tells(&lacking, "#body", payload) && lacking.attributes("#title", "value") == [clean_line(payload)], "{payload}");
    let desk = animator.post(all, &[("title", payload), ("summary", payload), ("body", payload)]).await.location();
    let unknown = checked(animator.post(&desk, &[("do", "add"), ("project", payload)]).await, StatusCode::UNPROCESSABLE_ENTITY, payload);
    assert_eq!(unknown.attributes("#project", "value"), [payload]);
    for form in [[("do", "add"), ("project", sheet)], [("do", "publish"), ("project", "")]] {
        assert_eq!(animator.post(&desk, &form).await.location(), desk);
    }
    let lacking = animator.post(&desk, &[("do", "save"), ("title", ""), ("summary", payload), ("body", payload)]).await;
    assert!(tells(&checked(lacking, StatusCode::UNPROCESSABLE_ENTITY, payload), "#summary", payload), "{payload}");
    assert!(tells(&still(animator, &desk).await, "h1", payload) && tells(&still(animator, all).await, ".people-list a", payload));
    let page = still(nobody, &desk.replace("/animation", "")).await;
    assert!(tells(&page, "h1", payload) && tells(&page, ".lead", payload) && page.select(".prose").len() == 1, "{payload}");
    assert!(tells(&still(nobody, "/dossiers").await, ".collection-list h2", payload), "{payload}");
    assert!(is_sound_xml(&nobody.get("/sitemap.xml").await), "{payload}");

    let wrong = animator.post(home, &[("do", "plan"), ("project", payload), ("from", payload), ("until", payload)]).await;
    assert_eq!(checked(wrong, StatusCode::UNPROCESSABLE_ENTITY, payload).attributes("#project", "value"), [payload]);
    let query: String = url::form_urlencoded::byte_serialize(payload.as_bytes()).collect();
    still(animator, &format!("{home}?projet={query}")).await;
    let planned = animator.post(home, &[("do", "plan"), ("project", sheet), ("from", "2026-11-23"), ("until", "2099-12-31")]).await;
    assert_eq!(planned.location(), home, "{payload}");
    assert!(tells(&still(animator, home).await, ".people-list a", payload), "{payload}");
    assert!(tells(&still(nobody, "/").await, ".highlight h3, .project-card-title", payload), "{payload}");
}

#[tokio::test]
async fn nothing_that_a_family_asks_for_or_is_answered_runs_anywhere() {
    let site = Site::open().await;
    let (teacher, animator, nobody) = (site.as_(TEACHER).await, site.as_(ANIMATOR).await, site.nobody());
    // Whoever writes letters begins by taking its place: the past is not written about.
    site.catch_up().await;
    let (asked, desk, slug) = ("/retrait-image", "/animation/retraits", RADIO.trim_start_matches("/projets/"));
    for payload in PAYLOADS {
        let medium = still(&nobody, &format!("{asked}?projet={slug}")).await.attributes("input[name=medium]", "value").remove(0);
        for project in [slug, payload] {
            let typed = [("projet", project), ("medium", medium.as_str()), ("asker", payload), ("message", payload), ("contact", payload)];
            let page = checked(nobody.post(asked, &typed).await, StatusCode::UNPROCESSABLE_ENTITY, payload);
            if project == slug {
                assert!(tells(&page, "#message", payload) && page.attributes("#contact", "value") == [payload], "{payload}");
            }
        }
        let contact = "famille@exemple.fr";
        let request = [("projet", slug), ("medium", medium.as_str()), ("asker", "parent"), ("message", payload), ("contact", contact)];
        checked(nobody.post(asked, &request).await, StatusCode::OK, payload);
        let waiting = still(&animator, desk).await;
        assert!(tells(&waiting, ".removal-list blockquote", payload), "{payload}");
        let decision = waiting.attributes(".removal-list form", "action").pop().expect("a request");
        let neither = checked(animator.post(&decision, &[("answer", payload)]).await, StatusCode::UNPROCESSABLE_ENTITY, payload);
        assert!(tells(&neither, "textarea[name=answer]", payload), "{payload}");
        assert_eq!(animator.post(&decision, &[("decision", "kept"), ("answer", payload)]).await.location(), desk);
        for (who, path) in [(&animator, desk), (&animator, "/animation"), (&nobody, RADIO)] {
            still(who, path).await;
        }
        for who in [&teacher, &animator] {
            still(who, &format!("/medias/{medium}")).await;
        }
        site.catch_up().await;
        let letters = site.portal.mailer.take_letters();
        let answer = letters.iter().find(|letter| letter.to == contact).expect("an answer");
        assert!(answer.text.contains(&clean_text(payload)) && !answer.subject.contains(['\n', '\r']), "{}", answer.text);
    }
}

#[tokio::test]
async fn nothing_that_is_said_of_a_recording_runs_anywhere() {
    let site = Site::open().await;
    let (teacher, nobody, page) = (site.as_(TEACHER).await, site.nobody(), format!("{RADIO}/pieces"));
    let film = [b"\x1a\x45\xdf\xa3\x42\x82\x84webm".to_vec(), vec![0; 300]].concat();
    let medium = teacher.upload(&page, &[Part::Text("do", "add"), Part::File("attachments", "film.webm", &film)]).await.location();
    let declared = teacher.post(&medium, &[("intent", "declare"), ("people", "nobody")]).await;
    assert_eq!(declared.location(), format!("{medium}?fait=droits"));
    for payload in PAYLOADS {
        let name = payload.replace('"', "%22");
        let program = format!("{name}.exe");
        let parts = [Part::Text("do", "add"), Part::File("attachments", &program, b"MZ nothing of the kind")];
        let refusal = checked(teacher.upload(&page, &parts).await, StatusCode::UNPROCESSABLE_ENTITY, payload);
        assert_eq!(refusal.select("#attachments-erreur").len(), 1, "{payload}");
        let row = row(&teacher, &page, &format!("{name}.pdf")).await;
        assert!(row.contains("attachment-row"), "{row}");
        assert_eq!(runs_in(&row), Vec::<String>::new(), "what an island puts into the page, {payload}");
        still(&teacher, &page).await;

        let lost = format!("WEBVTT\n\n00:01.000 --> {payload}\n");
        let typed = [("intent", "describe"), ("title", payload), ("transcript", payload), ("captions", lost.as_str())];
        let told = checked(teacher.post(&medium, &typed).await, StatusCode::UNPROCESSABLE_ENTITY, payload);
        assert!(["#transcript", "#captions"].into_iter().all(|field| tells(&told, field, payload)), "{payload}");
        let wrong = [("intent", "declare"), ("people", "pupils"), ("purpose", payload), ("signed", payload), ("until", payload)];
        let told = checked(teacher.post(&medium, &wrong).await, StatusCode::UNPROCESSABLE_ENTITY, payload);
        assert_eq!(told.attributes("#purpose", "value"), [payload]);
        let captions = format!("WEBVTT {payload}\n\nNOTE {payload}\n\n00:01.000 --> 00:02.000 {payload}\nBonjour {payload}\n");
        let said = [("intent", "describe"), ("title", payload), ("transcript", payload), ("captions", captions.as_str())];
        assert_eq!(teacher.post(&medium, &said).await.location(), format!("{medium}?fait=mots"), "{payload}");
        assert!(tells(&still(&teacher, &medium).await, "h1", payload), "{payload}");
        let sheet = still(&nobody, RADIO).await;
        assert!(tells(&sheet, ".project-attachments h3", payload) && tells(&sheet, ".transcript p", payload), "{payload}");
        assert_eq!(sheet.attributes("video", "aria-label"), [clean_line(payload)]);
        let track = nobody.get(&sheet.attributes("track", "src").remove(0)).await;
        assert_eq!((track.status, track.header("content-type").as_str()), (StatusCode::OK, "text/vtt; charset=utf-8"));
        assert_eq!(track.header("content-security-policy"), "sandbox; default-src 'none'");
        assert_eq!(track.header("x-content-type-options"), "nosniff");
        assert!(!track.text().contains(['<', '\u{202e}', '\u{200b}', '\u{2066}']), "{}", track.text());
    }
}

/// Sends a document called `name` as the island does; the row that it then puts into the page.
async fn row(teacher: &Browser, page: &str, name: &str) -> String {
    let body = format!(
        "--preau\r\nContent-Disposition: form-data; name=\"do\"\r\n\r\nadd\r\n--preau\r\nContent-Disposition: form-data; \
         name=\"attachments\"; filename=\"{name}\"\r\nContent-Type: application/pdf\r\n\r\n\
         %PDF-1.7\n1 0 obj\nendobj\n%%EOF\n\r\n--preau--\r\n"
    );
    let request = Request::builder()
        .method(Method::POST)
        .uri(page)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=preau")
        .header(header::ORIGIN, ORIGIN)
        .header(header::ACCEPT, "application/json")
        .body(Body::from(body));
    let told = teacher.ask(request.expect("a request")).await;
    assert_eq!(told.status, StatusCode::OK, "{name}: {}", told.text());
    let told: serde_json::Value = serde_json::from_slice(&told.bytes).expect("JSON");
    told["html"].as_str().expect("a row").to_owned()
}

#[tokio::test]
async fn nothing_in_a_name_that_a_provider_gives_runs_anywhere() {
    let site = Site::open().await;
    let (teacher, animator, nobody) = (site.as_(TEACHER).await, site.as_(ANIMATOR).await, site.nobody());
    let sheet = called(&teacher, &animator, "Une radio dans la cour").await;
    let review = sheet.replace("/projets", "/animation/projets");
    let scope = still(&animator, &review).await.attributes("input[name=scope]", "value").remove(0);
    let set = animator.post("/animation/relecture", &[("do", "regime"), ("scope", &scope), ("regime", "after")]).await;
    assert_eq!(set.location(), "/animation/relecture");
    let school = TEACHER.school().expect("a school");
    for payload in PAYLOADS {
        let person = NewPerson { name: payload.to_owned(), ..TEACHER.account() };
        ensure_account(&site.system(), &person).await.expect("an account");
        site.catch_up().await;
        assert!(tells(&still(&teacher, "/moi").await, ".page-head p", payload), "{payload}");
        checked(teacher.post("/moi", &[("name_shown", payload)]).await, StatusCode::UNPROCESSABLE_ENTITY, payload);
        let page = still(&nobody, &sheet).await;
        assert!(tells(&page, ".project-sheet-who", payload), "{payload}");
        assert_eq!(json_ld(&page)["author"][0]["name"], clean_line(payload).as_str());
        assert!(tells(&still(&animator, "/animation/relecture").await, ".exceptions label", payload), "{payload}");
        for path in ["/", "/projets", "/recherche?q=radio", &format!("/ecoles/{school}"), "/dossiers"] {
            still(&nobody, path).await;
        }
        for path in ["auteurs", "versions", "bilan", "modifier", "ouverture"] {
            still(&teacher, &format!("{sheet}/{path}")).await;
        }
        for path in [review.as_str(), "/animation"] {
            still(&animator, path).await;
        }
        for path in ["/projets.atom", "/oai?verb=ListRecords&metadataPrefix=oai_dc", &format!("{sheet}/scolomfr.xml")] {
            assert!(is_sound_xml(&nobody.get(path).await), "{path}, {payload}");
        }
    }
}
