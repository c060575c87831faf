//! A review over HTTP: remarks, answers, other words proposed and taken, and how the desk is run. No JavaScript anywhere.

use crate::{
    harness::{Browser, Page, Site},
    projects::{send, sheet, with},
};
use axum::http::StatusCode;
use sample::cast::{ADVISOR, ANIMATOR, OTHER_TEACHER, TEACHER};

const SHEET: &str = "/projets/la-mare-sous-le-microscope";
const REVIEW: &str = "/animation/projets/la-mare-sous-le-microscope";

async fn handed_over(teacher: &Browser) {
    let sent = send(teacher, "/projets/nouveau", &with(sheet(), &[("intent", "submit")])).await;
    assert_eq!(sent.location(), SHEET);
}

fn remark_id(page: &Page) -> String {
    page.attributes(".remarks > li", "id").remove(0).trim_start_matches("remarque-").to_owned()
}

#[tokio::test]
async fn a_decision_on_a_sheet_that_changed_meanwhile_is_shown_again_as_it_was_typed() {
    let site = Site::open().await;
    let (teacher, animator) = (site.as_(TEACHER).await, site.as_(ANIMATOR).await);
    send(&teacher, "/projets/nouveau", &with(sheet(), &[("intent", "submit")])).await;
    let (path, review) = ("/projets/la-mare-sous-le-microscope", "/animation/projets/la-mare-sous-le-microscope");
    let correct = async |title: &str, seen: &str| {
        teacher.post(&format!("{path}/etat"), &[("move", "take-back")]).await;
        let pairs = with(sheet(), &[("title", title), ("summary", "Corrigé."), ("version", seen), ("intent", "submit")]);
        send(&teacher, &format!("{path}/modifier"), &pairs).await
    };
    let decide = async |seen: &str| {
        let typed = [("move", "ask-changes"), ("version", seen), ("remark", "Très beau projet."), ("steps", "Combien de séances ?")];
        animator.post(review, &typed).await
    };
    // First it says something else; then it is called something else, and its address with it.
    for (title, seen, now, sheet, review) in [
        ("La mare sous le microscope", "1", "2", path, review),
        ("La mare de près", "2", "3", "/projets/la-mare-de-pres", "/animation/projets/la-mare-de-pres"),
    ] {
        assert_eq!(correct(title, seen).await.location(), sheet);
        let told = decide(seen).await;
        assert_eq!(told.status, StatusCode::CONFLICT, "{title}");
        assert_eq!(told.select("#entre-temps"), ["Cette fiche a changé pendant que vous la lisiez"], "{title}");
        assert_eq!(told.select("#remark"), ["Très beau projet."], "{title}");
        assert_eq!(told.attributes("details[open] #steps", "value"), ["Combien de séances ?"], "{title}");
        let (versions, addresses) =
            (told.attributes("input[name=version]", "value"), told.attributes(".review-form form:has(input[name=version])", "action"));
        assert!(!versions.is_empty() && versions.iter().all(|version| version == now), "{title}: {versions:?}");
        assert!(addresses.iter().all(|address| address == review), "{title}: {addresses:?}");
    }
    let review = "/animation/projets/la-mare-de-pres";
    let asked = animator.post(review, &[("move", "ask-changes"), ("version", "3"), ("remark", "Très beau projet.")]).await;
    assert_eq!(asked.location(), "/animation");
}

#[tokio::test]
async fn a_remark_on_a_passage_is_answered_where_it_stands() {
    let site = Site::open().await;
    let (teacher, animator) = (site.as_(TEACHER).await, site.as_(ANIMATOR).await);
    handed_over(&teacher).await;
    let typed = [("move", "ask-changes"), ("version", "1"), ("passage", "deux litres"), ("passage-remark", "Pourquoi <b>deux</b> ?")];
    let refused = animator.post(REVIEW, &typed).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.select("#passages-erreur")[0].contains("« deux litres » ne se trouve pas dans la fiche"));
    assert_eq!(
        (refused.select("#passages"), refused.select("#passage-1-remarque")),
        (vec!["deux litres".to_owned()], vec!["Pourquoi <b>deux</b> ?".to_owned()])
    );
    assert_eq!(refused.select("details[open].passages").len(), 1);

    let typed = [
        ("move", "ask-changes"),
        ("version", "1"),
        ("passage", "un litre d’eau"),
        ("passage-remark", "Pourquoi <b>un</b> ?"),
        ("phrase", "Merci de cet envoi."),
    ];
    assert_eq!(animator.post(REVIEW, &typed).await.location(), "/animation");
    let told = teacher.get(SHEET).await;
    assert_eq!(told.select(".remark-passage"), ["un litre d’eau"]);
    assert!(told.select(".remarks > li")[0].contains("Pourquoi <b>un</b> ?"), "shown as it was typed");
    assert!(told.select(".remarks > li")[1].contains("Merci de cet envoi."));
    assert!(!told.text().contains("<b>un</b>"));
    let (id, answers) = (remark_id(&told), format!("{SHEET}/remarques"));
    let empty = teacher.post(&answers, &[("remark", &id), ("do", "answer"), ("answer", " ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(empty.select(&format!("#reponse-{id}-erreur")), ["Ce champ est nécessaire."]);
    let answered = teacher.post(&answers, &[("remark", &id), ("do", "answer"), ("answer", "Il n’y en avait qu’un.")]).await;
    assert_eq!(answered.location(), format!("{SHEET}#remarque-{id}"));
    let settled = animator.post(&answers, &[("remark", &id), ("do", "settle"), ("from", "review")]).await;
    assert_eq!(settled.location(), format!("{REVIEW}#remarque-{id}"));
    let seen = animator.get(REVIEW).await;
    assert!(seen.select(".settled .remark-answers li")[0].contains("Il n’y en avait qu’un."));
    let stranger = site.as_(OTHER_TEACHER).await;
    assert_eq!(stranger.post(&answers, &[("remark", &id), ("do", "settle")]).await.status, StatusCode::NOT_FOUND);
    assert!(
        teacher.get(&format!("{SHEET}/modifier")).await.select(".remarks form").is_empty(),
        "a form beside the form would lose what was typed"
    );
}

#[tokio::test]
async fn other_words_are_proposed_and_taken_field_by_field() {
    let site = Site::open().await;
    let (teacher, animator) = (site.as_(TEACHER).await, site.as_(ANIMATOR).await);
    handed_over(&teacher).await;
    let address = format!("{REVIEW}/retouches");
    let form = animator.get(&address).await;
    assert_eq!(form.attributes("#title", "value"), ["La mare sous le microscope"]);
    let nothing = animator.post(&address, &[("version", "1"), ("title", "La mare sous le microscope"), ("note", "Bravo")]).await;
    assert_eq!((nothing.status, nothing.select("#note")), (StatusCode::UNPROCESSABLE_ENTITY, vec!["Bravo".to_owned()]));
    let stale = animator.post(&address, &[("version", "0"), ("title", "La mare")]).await;
    assert_eq!((stale.status, stale.attributes("#title", "value")), (StatusCode::CONFLICT, vec!["La mare".to_owned()]));
    let proposed =
        animator.post(&address, &[("version", "1"), ("title", "La mare"), ("duration", "Une semaine"), ("note", "Deux détails.")]).await;
    assert_eq!(proposed.location(), "/animation");

    let told = teacher.get(SHEET).await;
    let page = told.attributes(".proposals-waiting a", "href").remove(0);
    let shown = teacher.get(&page).await;
    assert_eq!(shown.select(".difference h2"), ["Titre", "Durée"]);
    assert_eq!(shown.attributes("input[name=taken]", "value"), ["title", "duration"]);
    assert!(animator.get(&page).await.select("input[name=taken]").is_empty(), "its authors alone decide");
    let stale = teacher.post(&page, &[("version", "0"), ("taken", "title")]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    let taken = teacher.post(&page, &[("version", "1"), ("taken", "title"), ("do", "submit")]).await;
    assert_eq!(taken.location(), "/projets/la-mare");
    let now = teacher.get("/projets/la-mare").await;
    assert_eq!((now.select("h1"), now.select(".badge")), (vec!["La mare".to_owned()], vec!["En attente de relecture".to_owned()]));
    assert!(!now.text().contains("Une semaine</dd>"));
    assert_eq!(teacher.get(&page).await.status, StatusCode::NOT_FOUND, "it is decided");
}

#[tokio::test]
async fn what_appears_unread_waits_on_the_desk_to_be_checked() {
    let site = Site::open().await;
    let (teacher, animator) = (site.as_(TEACHER).await, site.as_(ANIMATOR).await);
    let set = animator.post("/animation/relecture", &[("do", "regime"), ("scope", "everyone:"), ("regime", "after")]).await;
    assert_eq!(set.location(), "/animation/relecture");
    assert_eq!(animator.get("/animation/relecture").await.attributes("#regime-everyone- option[selected]", "value"), ["after"]);
    handed_over(&teacher).await;
    assert_eq!(site.nobody().get(SHEET).await.status, StatusCode::OK, "it appeared at once");
    let desk = animator.get("/animation").await;
    assert!(
        desk.attributes("#verifier, section[aria-labelledby=verifier] a", "href").contains(&SHEET.to_owned()),
        "{:?}",
        desk.select("h2")
    );
    assert!(animator.get(SHEET).await.select("button").contains(&"C’est vérifié".to_owned()));
    assert_eq!(animator.post(&format!("{REVIEW}/verification"), &[]).await.location(), "/animation");
    assert!(animator.get("/animation").await.select("#verifier").is_empty());
    let unknown = animator.post("/animation/relecture", &[("do", "regime"), ("scope", "school:1"), ("regime", "after")]).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    let elsewhere = [("do", "regime"), ("scope", "everyone:"), ("regime", "before"), ("back", "//evil.example")];
    assert_eq!(animator.post("/animation/relecture", &elsewhere).await.location(), "/");
}

#[tokio::test]
async fn a_review_is_handed_to_a_colleague_who_finds_it_on_the_desk() {
    let site = Site::open().await;
    let (teacher, animator, advisor) = (site.as_(TEACHER).await, site.as_(ANIMATOR).await, site.as_(ADVISOR).await);
    handed_over(&teacher).await;
    let form = animator.get(REVIEW).await;
    let names = form.select("#reviewer option");
    let place = names.iter().position(|name| *name == ADVISOR.name).expect("the advisor may review");
    let id = form.attributes("#reviewer option", "value").remove(place);
    assert_eq!(animator.post(&format!("{REVIEW}/suivi"), &[("reviewer", &id)]).await.location(), REVIEW);
    assert_eq!(animator.get(REVIEW).await.select("#reviewer option[selected]"), [ADVISOR.name]);
    let own = advisor.get("/animation?suivi=moi").await;
    assert_eq!(own.select(".review-queue h3"), ["La mare sous le microscope"]);
    assert!(animator.get("/animation?suivi=moi").await.select(".review-queue h3").is_empty());
    let both = advisor.get("/animation?suivi=moi&commune=33063&commune=rien").await;
    assert_eq!(both.select("nav[aria-label='Ce qui est montré'] a[aria-current]"), ["Ce que je suis (1)"]);
    let refused = animator.post(&format!("{REVIEW}/suivi"), &[("reviewer", "404")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn the_desk_shows_what_comes_from_the_communes_one_chooses_or_from_one_s_own() {
    let site = Site::open().await;
    let (teacher, animator) = (site.as_(TEACHER).await, site.as_(ANIMATOR).await);
    handed_over(&teacher).await;
    let desk = animator.get("/animation").await;
    let all = desk.select(".review-queue h3").len();
    let communes = desk.attributes("input[name=commune]", "value");
    assert!(communes.len() > 1, "{communes:?}");
    let mut shown = 0;
    for commune in &communes {
        let page = animator.get(&format!("/animation?commune={commune}")).await;
        let label = page.select(".choice:has(input[checked])").remove(0);
        let (name, many) = label.trim_end_matches(')').rsplit_once(" (").expect("a name and a number");
        let rows = page.select(".review-queue li .byline");
        assert_eq!(rows.len().to_string(), many, "{label}");
        assert!(rows.iter().all(|row| row.contains(name) || row.contains("autres écoles")), "{label}: {rows:?}");
        shown += rows.len();
    }
    assert!(shown >= all, "everything comes from somewhere");
    let two = animator.get(&format!("/animation?commune={}&commune={}", communes[0], communes[1])).await;
    assert!(two.select(".review-queue h3").len() >= 2);

    // One's own: those one answers for, and those of one's schools.
    let advisor = site.as_(ADVISOR).await;
    let home = advisor.get("/animation?territoire=moi").await;
    let bordeaux = advisor.get("/animation?commune=33063").await;
    assert!(!home.select(".review-queue h3").is_empty());
    assert_eq!(home.select(".review-queue h3"), bordeaux.select(".review-queue h3"));
    let said = format!("Mon territoire ({})", home.select(".review-queue h3").len());
    assert_eq!(home.select("a[aria-current=page]").last(), Some(&said));
    assert!(animator.get("/animation").await.select(".button-row a").iter().all(|label| !label.starts_with("Mon territoire")));
}

#[tokio::test]
async fn phrases_are_kept_for_the_next_review() {
    let site = Site::open().await;
    let (teacher, animator) = (site.as_(TEACHER).await, site.as_(ANIMATOR).await);
    handed_over(&teacher).await;
    let settings = "/animation/relecture";
    let empty = animator.post(settings, &[("do", "add-phrase"), ("phrase", " ")]).await;
    assert_eq!(
        (empty.status, empty.select("#phrase-erreur")),
        (StatusCode::UNPROCESSABLE_ENTITY, vec!["Ce champ est nécessaire.".to_owned()])
    );
    assert_eq!(animator.post(settings, &[("do", "add-phrase"), ("phrase", "Bravo <i>à tous</i>.")]).await.location(), settings);
    let at_hand = animator.get(REVIEW).await.attributes("input[name=phrase]", "value");
    assert_eq!(at_hand.last().map(String::as_str), Some("Bravo <i>à tous</i>."));
    let id = animator.get(settings).await.attributes(".phrase-list button", "value").pop().expect("a button");
    assert_eq!(animator.post(settings, &[("do", "remove-phrase"), ("id", &id)]).await.location(), settings);
    assert!(!animator.get(settings).await.select(".phrase-list li").iter().any(|phrase| phrase.contains("Bravo")));
}
