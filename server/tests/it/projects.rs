//! A project, all the way: written, handed over, remarked, corrected, published, found.

use crate::harness::{Browser, Part, Site};
use axum::http::StatusCode;
use domain::{
    access::{Member, Role, Viewer},
    projects::ProjectForm,
    search::PAGE_SIZE,
};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use sample::cast::{ADVISOR, ANIMATOR, OTHER_TEACHER, PARENT, TEACHER};
use services::projects::{self, SaveMode};
use std::io::Cursor;

/// What a teacher fills in, but for what a test changes.
pub(crate) fn sheet() -> Vec<(&'static str, String)> {
    let school = TEACHER.school().expect("a school").to_string();
    [
        ("title", "La mare sous le microscope"),
        ("summary", "Une semaine d’observation de la mare de l’école."),
        ("body", "## Lundi\n\nNous avons pris **un litre** d’eau. L’évaluation s’est faite à l’oral."),
        ("cycles", "2"),
        ("levels", "ce1"),
        ("subjects", "questionner-le-monde"),
        ("crcn", "1.2"),
        ("equipment", "visualiseur"),
        ("licence", "cc-by-sa"),
        ("visibility", "public"),
    ]
    .into_iter()
    .map(|(name, value)| (name, value.to_owned()))
    .chain([("schools", school)])
    .collect()
}

pub(crate) fn with(mut pairs: Vec<(&'static str, String)>, more: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
    for (name, value) in more {
        pairs.retain(|(known, _)| known != name);
        pairs.push((name, (*value).to_owned()));
    }
    pairs
}

pub(crate) async fn send(browser: &Browser, path: &str, pairs: &[(&'static str, String)]) -> crate::harness::Page {
    let parts: Vec<_> = pairs.iter().map(|(name, value)| Part::Text(name, value)).collect();
    browser.upload(path, &parts).await
}

async fn send_all(browser: &Browser, path: &str, pairs: &[(String, String)]) -> crate::harness::Page {
    let parts: Vec<_> = pairs.iter().map(|(name, value)| Part::Text(name, value)).collect();
    browser.upload(path, &parts).await
}

fn picture() -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let pixels = RgbImage::from_fn(700, 500, |x, y| Rgb([(x % 256) as u8, (y % 256) as u8, 120]));
    DynamicImage::ImageRgb8(pixels).write_to(&mut bytes, ImageFormat::Jpeg).expect("a picture");
    bytes.into_inner()
}

pub(crate) async fn version(browser: &Browser, path: &str) -> String {
    browser.get(path).await.attributes("input[name=version]", "value").first().cloned().unwrap_or_default()
}

#[tokio::test]
async fn a_project_goes_from_the_first_draft_to_the_page_that_everyone_reads() {
    let site = Site::open().await;
    let (teacher, animator) = (site.as_(TEACHER).await, site.as_(ANIMATOR).await);
    // Whoever writes letters begins by taking its place: the past is not written about.
    site.catch_up().await;
    // Written, with its picture.
    let photo = picture();
    let pairs = with(sheet(), &[("intent", "save")]);
    let mut parts: Vec<_> = pairs.iter().map(|(name, value)| Part::Text(name, value)).collect();
    parts.push(Part::File("pictures", "photo.jpg", &photo));
    let saved = teacher.upload("/projets/nouveau", &parts).await;
    assert_eq!((saved.status, saved.location().as_str()), (StatusCode::SEE_OTHER, "/projets/la-mare-sous-le-microscope/modifier"));
    let sheet_path = "/projets/la-mare-sous-le-microscope";
    assert_eq!(site.nobody().get(sheet_path).await.status, StatusCode::NOT_FOUND, "a draft is its author's alone");
    assert_eq!(animator.get(sheet_path).await.status, StatusCode::NOT_FOUND, "even for the animator");

    // Its picture: said what it shows, and that nobody is in it.
    let editor = teacher.get(&format!("{sheet_path}/modifier")).await;
    let picture = editor.attributes("input[name=picture]", "value").remove(0);
    assert_eq!(editor.select(".picture-rights"), ["À dire avant l’envoi : peut-on y reconnaître des élèves ?"]);
    let lacking = teacher.post(&format!("{sheet_path}/etat"), &[("move", "submit"), ("version", "1")]).await;
    assert_eq!(lacking.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(lacking.select("#pictures-erreur")[0].contains("Image 1 : décrivez-la"), "{:?}", lacking.select("#pictures-erreur"));
    assert!(lacking.select("#pictures-erreur")[0].contains("dites si l’on peut y reconnaître des élèves"));
    let declared = teacher.post(&format!("/medias/{picture}"), &[("intent", "declare"), ("people", "nobody")]).await;
    assert_eq!(declared.location(), format!("/medias/{picture}?fait=droits"));
    let described = |pairs: Vec<(&'static str, String)>, version: &str| {
        let words = [("picture".to_owned(), picture.clone()), (format!("alt-{picture}"), "Une goutte".to_owned())];
        let pairs = pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).chain(words);
        pairs.chain([("version".to_owned(), version.to_owned())]).collect::<Vec<_>>()
    };
    let pairs = described(with(sheet(), &[("intent", "save")]), "1");
    assert_eq!(send_all(&teacher, &format!("{sheet_path}/modifier"), &pairs).await.status, StatusCode::SEE_OTHER);

    // Handed over, remarked, corrected.
    let first = version(&teacher, &format!("{sheet_path}/modifier")).await;
    let sent = teacher.post(&format!("{sheet_path}/etat"), &[("move", "submit"), ("version", &first)]).await;
    assert_eq!(sent.location(), sheet_path);
    let desk = animator.get("/animation").await;
    assert!(desk.select(".review-queue h3").contains(&"La mare sous le microscope".to_owned()));
    let review = "/animation/projets/la-mare-sous-le-microscope";
    let asked = animator.post(review, &[("move", "ask-changes"), ("version", &first), ("steps", "Combien de séances ?")]).await;
    assert_eq!(asked.location(), "/animation");
    let seen = teacher.get(sheet_path).await;
    assert_eq!(seen.select(".badge"), ["Modifications demandées"]);
    assert!(seen.select(".remarks li")[0].contains("Combien de séances ?"));
    let pairs = described(with(sheet(), &[("steps", "Prélever\nObserver\nDessiner"), ("intent", "submit")]), &first);
    let corrected = send_all(&teacher, &format!("{sheet_path}/modifier"), &pairs).await;
    assert_eq!(corrected.location(), sheet_path);

    // Published, and what is published is what was read.
    let stale = animator.post(review, &[("move", "publish"), ("version", &first)]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    let second = version(&animator, review).await;
    let published = animator.post(review, &[("move", "publish"), ("version", &second)]).await;
    assert_eq!((published.status, published.location().as_str()), (StatusCode::SEE_OTHER, sheet_path));
    site.catch_up().await;

    // Read by everyone, everywhere.
    let page = site.nobody().get(sheet_path).await;
    assert_eq!(page.select("h1"), ["La mare sous le microscope"]);
    assert_eq!(page.select(".project-steps li"), ["Prélever", "Observer", "Dessiner"]);
    assert_eq!(page.attributes(".project-cover img", "alt"), ["Une goutte"]);
    assert!(page.text().contains("<strong>un litre</strong>"));
    let source = page.attributes(".project-cover img", "src").remove(0);
    let file = site.nobody().get(&source).await;
    assert_eq!((file.status, file.header("content-type").as_str()), (StatusCode::OK, "image/webp"));
    let nobody = site.nobody();
    for (path, selector) in [("/", "h3"), ("/projets?cycle=2", "h3"), ("/recherche?q=microscope", "h3"), ("/recherche?q=MICROSCOPES", "h3")]
    {
        let found = nobody.get(path).await;
        assert!(found.select(selector).contains(&"La mare sous le microscope".to_owned()), "{path}");
    }
    let snippet = nobody.get("/recherche?q=evaluation+mare").await;
    assert!(snippet.select(".search-result mark").iter().any(|mark| mark.contains("valuation")), "{:?}", snippet.select("mark"));
    assert!(nobody.get("/projets.atom").await.text().contains("La mare sous le microscope"));

    // Everyone who had to hear of it did.
    let subjects: Vec<_> = site.portal.mailer.take_letters().into_iter().map(|letter| (letter.to, letter.subject)).collect();
    assert!(subjects.iter().any(|(to, subject)| to.starts_with("enseignante@") && subject.contains("est publié")), "{subjects:?}");
}

#[tokio::test]
async fn a_missing_field_is_named_and_nothing_typed_is_lost() {
    let site = Site::open().await;
    let teacher = site.as_(TEACHER).await;
    let without_title = send(&teacher, "/projets/nouveau", &with(sheet(), &[("title", " "), ("intent", "save")])).await;
    assert_eq!(without_title.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(without_title.attributes("#title", "aria-invalid"), ["true"]);
    assert_eq!(without_title.select("#title-erreur"), ["Ce champ est nécessaire."]);
    assert_eq!(without_title.attributes(".error-summary a", "href"), ["#title"]);
    assert!(without_title.select("#body")[0].contains("Nous avons pris"));
    assert_eq!(without_title.attributes("input[name=levels][checked]", "value"), ["ce1"]);

    let only_title = vec![("title", "Presque rien".to_owned()), ("intent", "submit".to_owned())];
    let refused = send(&teacher, "/projets/nouveau", &only_title).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let named = refused.attributes(".error-summary a", "href");
    assert_eq!(named, ["#summary", "#body", "#cycles", "#levels", "#subjects", "#schools", "#licence"]);
    for field in named {
        assert_eq!(refused.select(&format!("{field}-erreur")).len(), 1, "the message is beside its field: {field}");
    }
    assert_eq!(teacher.get("/projets/presque-rien/modifier").await.attributes("#title", "value"), ["Presque rien"], "the draft is kept");
}

#[tokio::test]
async fn a_cover_without_words_is_not_published() {
    let site = Site::open().await;
    let teacher = site.as_(TEACHER).await;
    let photo = picture();
    let pairs = with(sheet(), &[("intent", "submit")]);
    let mut parts: Vec<_> = pairs.iter().map(|(name, value)| Part::Text(name, value)).collect();
    parts.push(Part::File("pictures", "photo.jpg", &photo));
    let refused = teacher.upload("/projets/nouveau", &parts).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.attributes(".error-summary a", "href"), ["#pictures", "#pictures"], "neither words nor rights");
    let version = refused.attributes("input[name=version]", "value").remove(0);
    let picture = refused.attributes("input[name=picture]", "value").remove(0);
    teacher.post(&format!("/medias/{picture}"), &[("intent", "declare"), ("people", "nobody")]).await;
    let decorative = with(sheet(), &[("intent", "submit"), ("version", &version)]);
    let mut pairs: Vec<_> = decorative.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    pairs.extend([("picture".to_owned(), picture.clone()), (format!("decorative-{picture}"), "1".to_owned())]);
    let accepted = send_all(&teacher, "/projets/la-mare-sous-le-microscope/modifier", &pairs).await;
    assert_eq!(accepted.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_picture_that_was_taken_in_is_not_asked_for_again_when_a_field_is_missing() {
    let site = Site::open().await;
    let (teacher, other) = (site.as_(TEACHER).await, site.as_(OTHER_TEACHER).await);
    let photo = picture();
    let pairs = with(sheet(), &[("title", ""), ("intent", "save")]);
    let mut parts: Vec<_> = pairs.iter().map(|(name, value)| Part::Text(name, value)).collect();
    parts.push(Part::File("pictures", "photo.jpg", &photo));
    let refused = teacher.upload("/projets/nouveau", &parts).await;
    let taken = refused.attributes("input[name=picture]", "value").remove(0);
    let file = format!("/fichiers/{taken}/320.webp");
    assert_eq!(teacher.get(&file).await.status, StatusCode::OK);
    assert_eq!(other.get(&file).await.status, StatusCode::NOT_FOUND, "not placed yet: only who took it in sees it");
    let stolen =
        send(&other, "/projets/nouveau", &[("title", "À moi".to_owned()), ("picture", taken.clone()), ("intent", "save".to_owned())]).await;
    assert_eq!(stolen.status, StatusCode::UNPROCESSABLE_ENTITY);
    let kept = send(&teacher, "/projets/nouveau", &with(sheet(), &[("picture", &taken), ("intent", "save")])).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn two_who_edit_at_once_do_not_overwrite_each_other() {
    let site = Site::open().await;
    let teacher = site.as_(TEACHER).await;
    send(&teacher, "/projets/nouveau", &with(sheet(), &[("intent", "save")])).await;
    let path = "/projets/la-mare-sous-le-microscope/modifier";
    let seen = version(&teacher, path).await;
    let first = with(sheet(), &[("summary", "Le premier"), ("version", &seen), ("intent", "save")]);
    assert_eq!(send(&teacher, path, &first).await.status, StatusCode::SEE_OTHER);
    let second = with(sheet(), &[("summary", "Le second"), ("version", &seen), ("intent", "save")]);
    let told = send(&teacher, path, &second).await;
    assert_eq!(told.status, StatusCode::CONFLICT);
    assert_eq!(told.select("#summary"), ["Le second"], "what was typed is still there");
    let again = told.attributes("input[name=version]", "value").remove(0);
    assert_ne!(again, seen);
    let knowingly = with(sheet(), &[("summary", "Le second"), ("version", &again), ("intent", "save")]);
    assert_eq!(send(&teacher, path, &knowingly).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn an_old_address_leads_to_the_new_one_for_good_and_only_for_readers() {
    let site = Site::open().await;
    let teacher = site.as_(TEACHER).await;
    send(&teacher, "/projets/nouveau", &with(sheet(), &[("intent", "save")])).await;
    let seen = version(&teacher, "/projets/la-mare-sous-le-microscope/modifier").await;
    let renamed = with(sheet(), &[("title", "La mare de près"), ("version", &seen), ("intent", "save")]);
    let saved = send(&teacher, "/projets/la-mare-sous-le-microscope/modifier", &renamed).await;
    assert_eq!(saved.location(), "/projets/la-mare-de-pres/modifier");
    let moved = teacher.get("/projets/la-mare-sous-le-microscope").await;
    assert_eq!((moved.status, moved.location().as_str()), (StatusCode::PERMANENT_REDIRECT, "/projets/la-mare-de-pres"));
    assert_eq!(site.nobody().get("/projets/la-mare-sous-le-microscope").await.status, StatusCode::NOT_FOUND);
    let other = send(&teacher, "/projets/nouveau", &with(sheet(), &[("intent", "save")])).await;
    assert_eq!(other.location(), "/projets/la-mare-sous-le-microscope-2/modifier", "an address that redirects is not given again");
}

#[tokio::test]
async fn only_those_who_may_decide() {
    let site = Site::open().await;
    let (teacher, other, advisor) = (site.as_(TEACHER).await, site.as_(OTHER_TEACHER).await, site.as_(ADVISOR).await);
    send(&teacher, "/projets/nouveau", &with(sheet(), &[("intent", "submit")])).await;
    let review = "/animation/projets/la-mare-sous-le-microscope";
    let seen = version(&advisor, review).await;
    assert_eq!(other.post(review, &[("move", "publish"), ("version", &seen)]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(teacher.post(review, &[("move", "publish"), ("version", &seen)]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(advisor.post(review, &[("move", "publish"), ("version", &seen)]).await.status, StatusCode::FORBIDDEN);
    let empty = advisor.post(review, &[("move", "ask-changes"), ("version", &seen), ("remark", "  ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(empty.select("#remark-erreur"), ["Ce champ est nécessaire."]);
    let asked = advisor.post(review, &[("move", "ask-changes"), ("version", &seen), ("remark", "Très bien, précisez la durée.")]).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_planned_publication_happens_at_its_minute_and_once() {
    let site = Site::open().await;
    let (teacher, animator) = (site.as_(TEACHER).await, site.as_(ANIMATOR).await);
    send(&teacher, "/projets/nouveau", &with(sheet(), &[("intent", "submit")])).await;
    let review = "/animation/projets/la-mare-sous-le-microscope";
    let seen = version(&animator, review).await;
    let past = animator.post(review, &[("move", "schedule"), ("version", &seen), ("publish_at", "2026-11-22T09:00")]).await;
    assert_eq!(past.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(past.attributes("#publish_at", "value"), ["2026-11-22T09:00"], "the date typed is still there");
    let planned = animator.post(review, &[("move", "schedule"), ("version", &seen), ("publish_at", "2026-11-23T09:10")]).await;
    assert_eq!(planned.status, StatusCode::SEE_OTHER);
    let system = site.system();
    assert_eq!(services::projects::publish_due(&system).await.expect("nothing yet"), 0);
    site.portal.clock.advance_ms(10 * 60_000);
    let (one, two) = tokio::join!(services::projects::publish_due(&system), services::projects::publish_due(&system));
    assert_eq!(one.expect("published") + two.expect("published"), 1, "two servers publish it once");
    assert_eq!(site.nobody().get("/projets/la-mare-sous-le-microscope").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_teacher_names_schools_of_their_own() {
    let site = Site::open().await;
    let (teacher, parent) = (site.as_(TEACHER).await, site.as_(PARENT).await);
    let elsewhere = OTHER_TEACHER.school().expect("a school").to_string();
    let refused = send(&teacher, "/projets/nouveau", &with(sheet(), &[("schools", &elsewhere), ("intent", "save")])).await;
    assert_eq!(refused.attributes(".error-summary a", "href"), ["#schools"]);
    assert_eq!(parent.get("/projets/nouveau").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn an_island_is_answered_as_an_island() {
    use axum::{
        body::Body,
        http::{Method, Request, header},
    };
    let site = Site::open().await;
    let teacher = site.as_(TEACHER).await;
    let request = Request::builder()
        .method(Method::POST)
        .uri("/projets/nouveau")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::ORIGIN, crate::harness::ORIGIN)
        .header(header::ACCEPT, "application/json")
        .body(Body::from("title=Gard%C3%A9+tout+seul&intent=autosave"));
    let kept = teacher.ask(request.expect("a request")).await;
    let answer: serde_json::Value = serde_json::from_slice(&kept.bytes).expect("JSON");
    assert_eq!(answer["address"], "/projets/garde-tout-seul/modifier");
    assert_eq!(answer["version"], 1);
    let preview = Request::builder()
        .method(Method::POST)
        .uri("/iles/apercu")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::ORIGIN, crate::harness::ORIGIN)
        .body(Body::from("markdown=**gras**+%3Cscript%3E"));
    let shown = teacher.ask(preview.expect("a request")).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert!(shown.text().contains("<strong>gras</strong>") && !shown.text().contains("<script"), "{}", shown.text());
}

#[tokio::test]
async fn the_animator_archives_what_was_published() {
    let site = Site::open().await;
    let animator = site.as_(ANIMATOR).await;
    let address = site.nobody().get("/projets").await.attributes(".project-card-title a", "href").remove(0);
    assert_eq!(animator.get(&address).await.attributes("button[name=move]", "value"), ["withdraw", "archive"]);
    let archived = animator.post(&format!("{address}/etat"), &[("move", "archive")]).await;
    assert_eq!((archived.status, archived.location()), (StatusCode::SEE_OTHER, address.clone()));
    let kept = animator.get(&address).await;
    assert_eq!(kept.select(".badge"), ["Archivé"]);
    assert!(kept.attributes("button[name=move]", "value").is_empty());
    assert_eq!(site.nobody().get(&address).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_school_with_more_projects_than_a_page_holds_leads_to_all_of_them() {
    let site = Site::open().await;
    let school = TEACHER.school().expect("a school");
    let system = site.system();
    let id = services::identity::ensure_account(&system, &TEACHER.account()).await.expect("an account");
    let (name, schools) = (TEACHER.name.into(), vec![school.clone()]);
    let writer = Viewer::Member(Member {
        id,
        name,
        roles: vec![Role::Teacher],
        schools,
        communes: Vec::new(),
        school_communes: Vec::new(),
        animates: Vec::new(),
        links: Vec::new(),
    });
    let writer = system.as_viewer(writer);
    for number in 0..=PAGE_SIZE {
        let pairs = with(sheet(), &[("title", &format!("Projet {number}"))]);
        let form = ProjectForm::read(pairs.iter().map(|(name, value)| (*name, value.as_str())));
        let saved = projects::start(&writer, &form, SaveMode::Kept).await.expect("kept");
        projects::submit(&writer, &saved.slug, saved.version).await.expect("handed over");
        projects::publish(&system, &saved.slug, saved.version).await.expect("published");
    }
    services::search::catch_up(&site.portal).await.expect("the index follows");
    let page = site.nobody().get(&format!("/ecoles/{school}")).await;
    assert_eq!(page.select(".project-card-title").len(), PAGE_SIZE);
    let all = page.attributes(".section-head a", "href");
    assert_eq!(all, [format!("/projets?ecole={school}")]);
    let list = site.nobody().get(&all[0]).await;
    assert_eq!(list.select("#compte strong"), page.select("#projets"));
    assert!(!list.attributes(".pagination a[rel=next]", "href").is_empty());
}
