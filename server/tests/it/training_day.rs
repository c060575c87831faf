//! From a wish to a certificate over HTTP, without JavaScript; and who may not look.

use crate::harness::{Browser, Page, Site};
use axum::http::StatusCode;
use domain::time::Timestamp;
use sample::cast::{ADVISOR, ANIMATOR, OTHER_TEACHER, PARENT, TEACHER};

fn go_to(site: &Site, at: &str) {
    let at = Timestamp::from_paris(at).expect("an instant");
    site.portal.clock.advance_ms(at.ms() - site.portal.clock.now().ms());
}

fn hidden(page: &Page, name: &str) -> String {
    page.attributes(&format!("input[name={name}]"), "value").remove(0)
}

/// A session of « Tables et tablettes » on Wednesday 2 December at two, open, with the teacher in it; the desk's address.
async fn with_the_teacher(site: &Site, animator: &Browser) -> String {
    let made = animator.post("/animation/formations", &[("title", "Tables et tablettes"), ("summary", "Une heure.")]).await;
    let form = [
        ("do", "prepare"),
        ("mode", "on-site"),
        ("place", "École des Aubépines"),
        ("commune", "33063"),
        ("day-1", "2026-12-02"),
        ("from-1", "14:00"),
        ("until-1", "17:00"),
        ("capacity", "5"),
    ];
    let desk = animator.post(&made.location(), &form).await.location();
    animator.post(&desk, &[("do", "open")]).await;
    let teacher = site.as_(TEACHER).await;
    let page = "/formations/tables-et-tablettes";
    let session = hidden(&teacher.get(page).await, "session");
    teacher.post(page, &[("session", &session), ("do", "register")]).await;
    desk
}

#[tokio::test]
async fn a_code_is_read_at_the_door_and_becomes_a_certificate_that_anyone_checks() {
    let site = Site::open().await;
    let (animator, teacher, nobody) = (site.as_(ANIMATOR).await, site.as_(TEACHER).await, site.nobody());
    let desk = with_the_teacher(&site, &animator).await;
    let tickets = teacher.get("/moi/formations").await.attributes(".session-list a", "href");
    let ticket = tickets.iter().find(|href| href.trim_start_matches("/moi/formations/").parse::<i64>().is_ok()).expect("a ticket").clone();
    let shown = teacher.get(&ticket).await;
    assert_eq!(
        (shown.status, shown.attributes("svg.code", "role"), shown.select("h1")),
        (StatusCode::OK, vec!["img".to_owned()], vec!["Tables et tablettes".to_owned()])
    );
    assert_eq!(site.as_(OTHER_TEACHER).await.get(&ticket).await.status, StatusCode::NOT_FOUND, "someone else's");
    let door = ticket.replace("/moi/formations/", "/animation/presences/");
    assert_eq!(nobody.get(&door).await.status, StatusCode::SEE_OTHER);
    assert_eq!(teacher.get(&door).await.status, StatusCode::FORBIDDEN);
    let early = animator.get(&door).await;
    assert!(early.select("main button").is_empty() && early.text().contains("à partir du début"), "before the start");
    assert_eq!(animator.post(&door, &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    go_to(&site, "2026-12-02T14:05");
    let advisor = site.as_(ADVISOR).await;
    let read = advisor.get(&door).await;
    assert_eq!((read.select("h1"), read.select("main button")), (vec!["Inès Caradec".to_owned()], vec!["Noter la présence".to_owned()]));
    assert!(read.select("main li").is_empty(), "one person, and no list");
    assert_eq!(advisor.post(&door, &[]).await.location(), door);
    site.portal.clock.advance_ms(600_000);
    advisor.post(&door, &[]).await;
    assert_eq!(advisor.get(&door).await.select("main .notice"), ["Présence notée à 14 h 05."], "read twice, noted once");
    go_to(&site, "2026-12-02T17:00");
    // Sessions end while nobody uses them.
    let (animator, teacher) = (site.as_(ANIMATOR).await, site.as_(TEACHER).await);
    animator.post(&desk, &[("do", "hold")]).await;
    assert_eq!(animator.post(&desk, &[("do", "close")]).await.location(), format!("{desk}?fait=close"));
    for (address, kind) in [("emargement.pdf", "%PDF"), ("attestations.pdf", "%PDF")] {
        let paper = animator.get(&format!("{desk}/{address}")).await;
        assert!(paper.text().starts_with(kind) && paper.header("cache-control").contains("no-store"), "{address}");
    }
    let own = teacher.get("/moi/formations").await;
    let certificate = format!("{ticket}/attestation.pdf");
    assert!(own.attributes(".session-list a", "href").contains(&certificate));
    assert_eq!(teacher.get(&certificate).await.header("content-type"), "application/pdf");
    assert!(own.select("#heures ~ ul p").iter().any(|said| said.contains("sur les 18 h dues")), "{:?}", own.select("#heures ~ ul p"));
    // The number is on the paper; here, in the database.
    let registration: i64 = ticket.trim_start_matches("/moi/formations/").parse().expect("an id");
    let teacher_cx = services::cx::Cx::system(site.portal.clone(), "a test").as_viewer(
        services::identity::viewer(&site.portal, &services::outside::Secret::from_outside(&teacher.cookie.clone().expect("a session")))
            .await
            .expect("a viewer"),
    );
    let number =
        services::training::certificate(&teacher_cx, domain::ids::RegistrationId::new(registration)).await.expect("a certificate").number;
    let said = nobody.get(&format!("/attestations?numero={}", number.to_string().to_lowercase().replace('-', "+"))).await;
    assert!(
        said.text().contains("authentique") && said.text().contains("Inès Caradec") && !said.text().contains('@'),
        "what the paper says, and no more"
    );
    assert!(said.attributes("meta[name=robots]", "content").concat().contains("noindex"));
    let typo = nobody.get("/attestations?numero=7K3F").await;
    assert_eq!((typo.status, typo.select("#numero-erreur").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    let wrong = nobody.get("/attestations?numero=7K3F-02QX-M9TB").await;
    assert_eq!(wrong.select("#numero-erreur").len(), 1);
    assert_eq!((wrong.status, wrong.attributes("#numero", "value")), (StatusCode::NOT_FOUND, vec!["7K3F-02QX-M9TB".to_owned()]));
}

#[tokio::test]
async fn presences_are_ticked_what_people_think_is_counted_and_the_report_is_read_by_all() {
    let site = Site::open().await;
    let (animator, nobody) = (site.as_(ANIMATOR).await, site.nobody());
    let desk = with_the_teacher(&site, &animator).await;
    let list = format!("{desk}/presences");
    assert!(animator.get(&list).await.text().contains("à partir du début"));
    go_to(&site, "2026-12-02T15:00");
    let animator = site.as_(ANIMATOR).await;
    let shown = animator.get(&list).await;
    assert_eq!(shown.select(".presence-list strong"), ["Inès Caradec"]);
    let name = shown.attributes(".presence-list select", "name").remove(0);
    let marked = animator.post(&list, &[("half_day", "0"), ("do", "save"), (&name, "partial")]).await;
    assert_eq!(marked.location(), format!("{list}?fait=presences-0#demi-journee-0"));
    assert_eq!(animator.get(&list).await.attributes(".presence-list option[selected]", "value"), ["partial"]);
    assert_eq!(animator.post(&list, &[("half_day", "7"), ("do", "save")]).await.status, StatusCode::NOT_FOUND);
    go_to(&site, "2026-12-02T17:00");
    let (animator, teacher) = (site.as_(ANIMATOR).await, site.as_(TEACHER).await);
    animator.post(&desk, &[("do", "hold")]).await;
    let session = desk.trim_start_matches("/animation/sessions/").to_owned();
    let opinion = format!("/moi/formations/sessions/{session}/avis");
    assert!(teacher.get("/moi/formations").await.attributes(".session-list a", "href").contains(&opinion));
    let lacking = teacher.post(&opinion, &[("expected", "4"), ("remark", "Merci <b>")]).await;
    assert_eq!((lacking.status, lacking.select(".field-error").len()), (StatusCode::UNPROCESSABLE_ENTITY, 3));
    assert_eq!(lacking.attributes("input[name=expected][checked]", "value"), ["4"], "nothing typed is lost");
    assert_eq!(site.as_(OTHER_TEACHER).await.get(&opinion).await.status, StatusCode::NOT_FOUND, "who was not there");
    let whole = [("expected", "4"), ("clear", "3"), ("usable", "3"), ("conditions", "2"), ("remark", "Merci")];
    assert_eq!(teacher.post(&opinion, &whole).await.location(), "/moi/formations?fait=avis");
    assert_eq!(teacher.get(&opinion).await.select("main .notice"), ["Votre avis est déjà compté. Merci."], "asked once");
    let results = format!("{desk}/bilan");
    let read = animator.get(&results).await.text();
    assert!(read.contains("1\u{a0}avis reçu.") && !read.contains("Merci"), "one answer could be guessed");
    let empty = animator.post(&results, &[("do", "publish"), ("report", " ")]).await;
    assert_eq!((empty.status, empty.select("#report-erreur").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    animator.post(&results, &[("do", "publish"), ("report", "Nous avons **écouté**. <script>alert(1)</script>")]).await;
    let page = nobody.get("/formations/tables-et-tablettes").await;
    assert_eq!(page.select(".session-list details strong"), ["écouté"]);
    assert!(page.text().contains("1\u{a0}personne est venue") && !page.text().contains("<script>alert") && !page.text().contains("Inès"));
}

#[tokio::test]
async fn a_list_is_taken_away_by_who_runs_the_session_alone() {
    let site = Site::open().await;
    let (animator, teacher) = (site.as_(ANIMATOR).await, site.as_(TEACHER).await);
    let desk = with_the_teacher(&site, &animator).await;
    let export = format!("{desk}/export");
    let lacking = animator.post(&export, &[("format", "ods")]).await;
    assert_eq!((lacking.status, lacking.select("details[open] #columns-erreur").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    let csv = animator.post(&export, &[("columns", "name"), ("columns", "standing"), ("format", "csv")]).await;
    assert_eq!((csv.status, csv.header("content-type")), (StatusCode::OK, "text/csv; charset=utf-8".to_owned()));
    assert!(csv.header("content-disposition").starts_with("attachment; filename=\"inscriptions-"));
    assert!(csv.text().contains("Inès Caradec;Inscrite ou inscrit") && !csv.text().contains('@'), "{}", csv.text());
    assert_eq!(teacher.post(&export, &[("columns", "name"), ("format", "csv")]).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn what_is_wished_for_is_backed_and_becomes_a_training() {
    let site = Site::open().await;
    let (animator, teacher, other) = (site.as_(ANIMATOR).await, site.as_(TEACHER).await, site.as_(OTHER_TEACHER).await);
    let wishes = "/formations/souhaits";
    assert_eq!(site.nobody().get(wishes).await.status, StatusCode::SEE_OTHER);
    assert_eq!(site.as_(PARENT).await.get(wishes).await.status, StatusCode::FORBIDDEN);
    let lacking = teacher.post(wishes, &[("do", "make"), ("title", "Filmer une recette"), ("why", "")]).await;
    assert_eq!(
        (lacking.status, lacking.attributes("#title", "value")),
        (StatusCode::UNPROCESSABLE_ENTITY, vec!["Filmer une recette".to_owned()])
    );
    let made =
        teacher.post(wishes, &[("do", "make"), ("title", "Filmer une recette"), ("why", "Pour les mesures."), ("wish_cycle", "2")]).await;
    let (_, wish) = made.location().split_once("#souhait-").map(|(page, wish)| (page.to_owned(), wish.to_owned())).expect("a wish");
    assert_eq!(other.post(wishes, &[("do", "back"), ("wish", &wish), ("for", "")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    other.post(wishes, &[("do", "back"), ("wish", &wish), ("for", "3")]).await;
    let shown = teacher.get(wishes).await;
    let item = format!("#souhait-{wish}");
    assert_eq!(shown.select(&format!("{item} .badge")), ["2 soutiens"]);
    assert_eq!(shown.select(&format!("{item} .byline")), ["Bordeaux : 1, Mérignac : 1 · Cycle 2 : 1, Cycle 3 : 1"]);
    assert!(!shown.text().contains("Bastien"), "backers are counted, not named");
    assert_eq!(teacher.post(wishes, &[("do", "close"), ("wish", &wish)]).await.status, StatusCode::FORBIDDEN);
    let making = animator.get(&format!("/animation/formations?souhait={wish}")).await;
    assert_eq!((making.attributes("#title", "value"), hidden(&making, "wish")), (vec!["Filmer une recette".to_owned()], wish.clone()));
    let training =
        animator.post("/animation/formations", &[("wish", &wish), ("title", "Filmer une recette"), ("summary", "Deux heures.")]).await;
    assert_eq!(training.location(), "/animation/formations/filmer-une-recette");
    let form = [
        ("do", "prepare"),
        ("mode", "online"),
        ("online", "https://v.example/x"),
        ("day-1", "2026-12-16"),
        ("from-1", "14:00"),
        ("until-1", "17:00"),
        ("capacity", "5"),
    ];
    let desk = animator.post(&training.location(), &form).await.location();
    animator.post(&desk, &[("do", "open")]).await;
    let said = animator.get(&desk).await.text();
    assert!(said.contains("Jusqu’au mardi 24\u{a0}novembre 2026, 9\u{a0}h, seules les personnes"), "{said}");
    let page = "/formations/filmer-une-recette";
    for backer in [&teacher, &other] {
        let shown = backer.get(page).await.text();
        assert!(
            shown.contains("Vous l’apprenez en premier\u{a0}: tout le monde la verra le mardi 24\u{a0}novembre 2026, 9\u{a0}h."),
            "{shown}"
        );
    }
    let nobody = site.nobody();
    assert_eq!(nobody.get(page).await.status, StatusCode::NOT_FOUND);
    for list in ["/formations", "/formations?mois=2026-12", "/formations.ics", "/sitemap.xml"] {
        let shown = nobody.get(list).await.text();
        assert!(!shown.contains("Filmer une recette") && !shown.contains("filmer-une-recette"), "{list}");
    }
    assert_eq!(site.as_(PARENT).await.post(page, &[("do", "register-for-all")]).await.status, StatusCode::FORBIDDEN, "as anywhere");
    let reserved = animator.post("/animation/formations", &[("title", "Souhaits"), ("summary", "Un mot qui est déjà une page.")]).await;
    assert_eq!(reserved.location(), "/animation/formations/souhaits-2");
    go_to(&site, "2026-11-24T09:00");
    let shown = nobody.get(page).await;
    assert!(shown.status == StatusCode::OK && !shown.text().contains("en premier"));
    assert!(nobody.get("/formations").await.select(".session-list h3").contains(&"Filmer une recette".to_owned()));
}

#[tokio::test]
async fn letters_are_chosen_and_stopped_without_signing_in() {
    let site = Site::open().await;
    site.catch_up().await;
    site.portal.mailer.take_letters();
    let animator = site.as_(ANIMATOR).await;
    let page = animator.get("/moi/courriels").await;
    assert_eq!(page.attributes("#desk option[selected]", "value"), ["at-once"]);
    assert_eq!(page.attributes("#reminders option", "value"), ["at-once", "never"], "a reminder in a digest comes too late");
    assert_eq!(animator.post("/moi/courriels", &[("places", "never")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(animator.post("/moi/courriels", &[("desk", "daily")]).await.location(), "/moi/courriels?fait=choix");
    assert_eq!(animator.get("/moi/courriels").await.attributes("#desk option[selected]", "value"), ["daily"]);
    animator.post("/moi/courriels", &[("desk", "at-once")]).await;
    // Something to read, so that a letter leaves.
    let teacher = site.as_(TEACHER).await;
    let desk = with_the_teacher(&site, &animator).await;
    drop((teacher, desk));
    let other = site.as_(OTHER_TEACHER).await;
    let wishes = "/formations/souhaits";
    let made = other.post(wishes, &[("do", "make"), ("title", "Filmer"), ("why", "Pour voir."), ("wish_cycle", "2")]).await;
    let wish = made.location().rsplit_once('-').map(|(_, wish)| wish.to_owned()).expect("a wish");
    animator.post(wishes, &[("do", "answer"), ("wish", &wish), ("training", "tables-et-tablettes")]).await;
    let form = [
        ("do", "prepare"),
        ("mode", "online"),
        ("online", "https://v.example/x"),
        ("day-1", "2026-12-09"),
        ("from-1", "14:00"),
        ("until-1", "17:00"),
        ("capacity", "5"),
    ];
    let second = animator.post("/animation/formations/tables-et-tablettes", &form).await.location();
    animator.post(&second, &[("do", "open")]).await;
    site.catch_up().await;
    let letters = site.portal.mailer.take_letters();
    let stop = letters.iter().find_map(|letter| letter.unsubscribe.clone()).expect("a letter that may be stopped");
    let stop = stop.trim_start_matches(crate::harness::ORIGIN).to_owned();
    let nobody = site.nobody();
    assert_eq!(nobody.get(&stop).await.select("main button"), ["Ne plus les recevoir"], "opening it changes nothing");
    // As a mail program sends it: no Origin, no cookie (RFC 8058, 3.1).
    let request = axum::http::Request::builder().method("POST").uri(&stop).header("content-type", "application/x-www-form-urlencoded");
    let stopped = nobody.ask(request.body(axum::body::Body::from("List-Unsubscribe=One-Click")).expect("a request")).await;
    assert_eq!((stopped.status, stopped.select("main .notice").len()), (StatusCode::OK, 1));
    assert_eq!(other.get("/moi/courriels").await.attributes("#wishes option[selected]", "value"), ["never"]);
    assert_eq!(nobody.post("/courriels/arret?compte=1&sorte=wishes&cle=rien", &[]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn calendars_follow_at_addresses_that_are_shown_once() {
    let site = Site::open().await;
    let (teacher, nobody) = (site.as_(TEACHER).await, site.nobody());
    let page = nobody.get("/formations?commune=33063").await;
    let followed = page.attributes(".address a", "href").remove(0);
    assert_eq!(followed, format!("{}/formations.ics?commune=33063", crate::harness::ORIGIN));
    let all = nobody.get("/formations.ics").await;
    assert_eq!((all.status, all.header("content-type")), (StatusCode::OK, "text/calendar; charset=utf-8".to_owned()));
    assert!(all.text().contains("BEGIN:VEVENT") && !all.text().contains("Caradec") && !all.text().contains("demo.preau.example"));
    let made = teacher.post("/moi/formations", &[("do", "make-feed")]).await;
    let secret = made.attributes(".address a", "href").remove(0);
    let secret = secret.trim_start_matches(crate::harness::ORIGIN).to_owned();
    assert!(teacher.get("/moi/formations").await.attributes(".address a", "href").is_empty(), "shown once");
    let own = nobody.get(&secret).await;
    assert_eq!((own.status, own.header("cache-control")), (StatusCode::OK, "private, no-store".to_owned()));
    teacher.post("/moi/formations", &[("do", "make-feed")]).await;
    assert_eq!(nobody.get(&secret).await.status, StatusCode::NOT_FOUND, "renewed");
}
