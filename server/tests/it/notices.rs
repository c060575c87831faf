//! Notices over HTTP: counted above every page, listed, read, and what one follows. No JavaScript anywhere.

use crate::harness::Site;
use axum::http::StatusCode;
use domain::{
    access::Role,
    discussions::{Attention, Followed, PostForm, Sent, SpaceAccess, SpaceForm, TopicForm, TopicKind},
    projects::Subject,
};
use sample::cast::{ANIMATOR, OTHER_TEACHER, Person, TEACHER};
use services::{cx::Cx, discussions, identity};

/// What `person` asks, with the rights that they have.
async fn cx_of(site: &Site, person: Person) -> Cx {
    let system = site.system();
    let id = identity::ensure_account(&system, &person.account()).await.expect("an account");
    let viewer = identity::person(&mut system.read().await.expect("a connection"), id).await.expect("an answer").expect("a person");
    system.as_viewer(viewer)
}

fn post(body: &str) -> PostForm {
    PostForm { body: body.into(), sent: Sent::default() }
}

/// The teacher opens a topic in a space that the other follows, is answered, and names them.
async fn talk(site: &Site) {
    let (animator, teacher, other) = (cx_of(site, ANIMATOR).await, cx_of(site, TEACHER).await, cx_of(site, OTHER_TEACHER).await);
    let access = SpaceAccess { public: true, read: Vec::new(), post: vec![Role::Teacher], communes: Vec::new() };
    let form = SpaceForm { name: "Salle des maîtres".into(), summary: String::new(), access, takes_needs: false };
    let slug = discussions::make_space(&animator, &form).await.expect("a space");
    let space = discussions::space(&animator, &slug).await.expect("a space").id;
    discussions::follow(&other, Followed::Space(space), Attention::Watch).await.expect("followed");
    let form = TopicForm {
        title: "Des tablettes".into(),
        kind: TopicKind::Question,
        tags: Vec::new(),
        spaces: vec![space],
        opens: None,
        post: post("Qui en a ?"),
    };
    let (topic, _) = discussions::open_topic(&teacher, &form, None).await.expect("a topic");
    discussions::reply(&other, topic, &post("Il m’en reste deux.")).await.expect("a reply");
    discussions::reply(&teacher, topic, &post("Merci @Bastien Lanoé")).await.expect("a reply");
}

#[tokio::test]
async fn what_happened_is_counted_listed_and_read() {
    let site = Site::open().await;
    site.catch_up().await;
    talk(&site).await;
    site.catch_up().await;
    let (browser, nobody) = (site.as_(OTHER_TEACHER).await, site.nobody());
    let address = "/moi/notifications";
    let page = browser.get(address).await;
    assert_eq!(page.attributes(".bell", "aria-label"), ["Notifications (2)"]);
    assert_eq!(page.select(".section h2"), ["Aujourd’hui", "Ce que vous suivez"]);
    let lines = ["Inès Caradec vous nomme dans « Des tablettes »", "Inès Caradec ouvre le sujet « Des tablettes »"];
    assert_eq!((page.select(".notices a"), page.select(".notices .badge").len()), (lines.map(str::to_owned).to_vec(), 2));
    assert!(page.attributes(".notices a", "href").iter().all(|path| path.starts_with("/echanges/sujets/")));
    let first = page.attributes(".notices input[name=notice]", "value").remove(0);
    assert_eq!(browser.post(address, &[("do", "read"), ("notice", &first)]).await.location(), address);
    assert_eq!(browser.get("/projets").await.attributes(".bell", "aria-label"), ["Notifications (1)"], "above every page");
    assert_eq!(browser.post(address, &[("do", "read-all")]).await.location(), "/moi/notifications?fait=lu");
    let read = browser.get("/moi/notifications?fait=lu").await;
    assert_eq!((read.attributes(".bell", "aria-label"), read.select(".notices .badge").len()), (vec!["Notifications".to_owned()], 0));
    assert_eq!((read.select(".notices li").len(), read.select("main .notice").len()), (2, 1));
    assert_eq!(read.select("main button"), ["Arrêter de suivre"], "nothing is left to be read");
    let teacher = site.as_(TEACHER).await.get("/").await;
    assert_eq!(teacher.attributes(".bell", "aria-label"), ["Notifications (1)"], "others have read their own");
    assert_eq!(nobody.get(address).await.status, StatusCode::SEE_OTHER);
    assert!(nobody.get("/").await.select(".bell").is_empty());
}

#[tokio::test]
async fn what_one_follows_is_listed_and_ended() {
    let site = Site::open().await;
    talk(&site).await;
    let browser = site.as_(OTHER_TEACHER).await;
    let address = "/moi/notifications";
    let page = browser.get(address).await;
    assert_eq!(page.select("main .people-list p"), ["Salle des maîtres · Espace"]);
    let followed = page.attributes("input[name=followed]", "value").remove(0);
    let unknown = browser.post(address, &[("do", "follow-no-more"), ("followed", "space:x")]).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    let ended = browser.post(address, &[("do", "follow-no-more"), ("followed", &followed)]).await;
    assert_eq!(ended.location(), "/moi/notifications#suivis");
    assert!(browser.get(address).await.select("main .people-list li").is_empty());
}

#[tokio::test]
async fn what_one_follows_goes_by_pages_and_a_tag_leads_to_its_topics() {
    let site = Site::open().await;
    talk(&site).await;
    let other = cx_of(&site, OTHER_TEACHER).await;
    for tag in Subject::ALL {
        discussions::follow(&other, Followed::Tag(*tag), Attention::Watch).await.expect("followed");
    }
    let spaces = discussions::spaces(&other).await.expect("spaces");
    let space = spaces.into_iter().map(|card| card.space).find(|space| space.name == "Salle des maîtres").expect("a space");
    let form = TopicForm {
        title: "Des tablettes et des sources".into(),
        kind: TopicKind::Question,
        tags: vec![Subject::Emi],
        spaces: vec![space.id],
        opens: None,
        post: post("Où les trouver ?"),
    };
    let (topic, slug) = discussions::open_topic(&cx_of(&site, TEACHER).await, &form, None).await.expect("a topic");
    // With the space, the first topic in it and each subject, that is one more than a page holds.
    for card in discussions::topics_of_space(&other, &space, 1).await.expect("topics").0 {
        discussions::follow(&other, Followed::Topic(card.id), Attention::Watch).await.expect("followed");
    }
    let browser = site.as_(OTHER_TEACHER).await;
    let first = browser.get("/moi/notifications").await;
    assert_eq!(first.select("main .people-list li").len(), 20);
    let next = first.attributes("nav[aria-label='Pages de ce que vous suivez'] a[rel=next]", "href").concat();
    assert_eq!(next, "/moi/notifications?suivis=2#suivis");
    let second = browser.get("/moi/notifications?suivis=2").await;
    assert!(!second.select("main .people-list li").is_empty());
    let form = second.attributes("main .people-list form", "action").remove(0);
    let followed = second.attributes("main .people-list input[name=followed]", "value").remove(0);
    let ended = browser.post(&form, &[("do", "follow-no-more"), ("followed", &followed)]).await;
    assert_eq!(ended.location(), "/moi/notifications?suivis=2#suivis", "one comes back to the page one was on");

    let tagged = browser.get("/echanges?matiere=emi").await;
    assert_eq!((tagged.status, tagged.select("h1")), (StatusCode::OK, vec!["Éducation aux médias et à l’information".to_owned()]));
    assert!(tagged.select(".topic-title").contains(&"Des tablettes et des sources".to_owned()));
    let page = browser.get(&format!("/echanges/sujets/{topic}-{slug}")).await;
    assert_eq!(page.attributes(".topic-marks a.chip", "href"), ["/echanges?matiere=emi"]);
    assert_eq!(browser.get("/echanges?matiere=rien").await.select("h1"), ["Échanges"]);
    assert_eq!(browser.get("/echanges?matiere=emi&page=4294967295").await.status, StatusCode::OK);
}
