//! A message over HTTP: reported, taken away, appealed, and what everyone is told. No JavaScript anywhere.

use crate::harness::{Browser, Site};
use axum::http::StatusCode;
use domain::{
    access::Viewer,
    discussions::{PostForm, SpaceForm, TopicForm},
    ids::{PostId, TopicId},
    paths,
};
use sample::cast::{ADVISOR, ANIMATOR, HEAD, OTHER_TEACHER, PARENT, Person, TEACHER};
use services::{cx::Cx, discussions, identity};

async fn cx_of(site: &Site, person: Person) -> Cx {
    let system = site.system();
    let account = identity::ensure_account(&system, &person.account()).await.expect("an account");
    let mut conn = system.read().await.expect("a connection");
    let viewer: Viewer = identity::person(&mut conn, account).await.expect("read").expect("a person");
    system.as_viewer(viewer)
}

/// A topic of the animator's, in a space where teachers write.
pub async fn talk(site: &Site) -> TopicId {
    let cx = cx_of(site, ANIMATOR).await;
    let form = SpaceForm::read([("name", "Salle des essais"), ("post", "teacher"), ("public", "yes")]).expect("a sound space");
    let slug = discussions::make_space(&cx, &form).await.expect("a space");
    let space = discussions::space(&cx, &slug).await.expect("it is there").id.to_string();
    let pairs = [("title", "Les tablettes"), ("body", "Bonjour à tous."), ("space", space.as_str())];
    let form = TopicForm::read(pairs, cx.now()).expect("a sound topic");
    discussions::open_topic(&cx, &form, None).await.expect("a topic").0
}

pub async fn says(site: &Site, person: Person, topic: TopicId, body: &str) -> PostId {
    let form = PostForm::read([("body", body)]).expect("a sound message");
    discussions::reply(&cx_of(site, person).await, topic, &form).await.expect("written")
}

/// What a form sends, as a browser takes it.
fn pairs<'a>(sent: &'a [(&'a str, String)]) -> Vec<(&'a str, &'a str)> {
    sent.iter().map(|(name, value)| (*name, value.as_str())).collect()
}

/// How much the desk says that waits.
async fn waiting(animator: &Browser) -> usize {
    let said = animator.get("/animation").await.select(".reports-waiting").remove(0);
    said.rsplit([' ', ':']).next().and_then(|number| number.parse().ok()).expect("a number")
}

#[tokio::test]
async fn a_message_is_reported_taken_away_and_appealed() {
    let site = Site::open().await;
    let topic = talk(&site).await;
    let post = says(&site, TEACHER, topic, "Tu n’y connais **rien**.").await;
    let (author, reader, animator) = (site.as_(TEACHER).await, site.as_(OTHER_TEACHER).await, site.as_(ANIMATOR).await);
    let address = paths::post_report(post);
    let before = waiting(&animator).await;
    assert_eq!(site.nobody().get(&address).await.location(), format!("/connexion?retour={}", address.replace('/', "%2F")));
    assert_eq!(author.get(&address).await.status, StatusCode::FORBIDDEN, "not one’s own");
    let form = reader.get(&address).await;
    assert_eq!(form.select(".moderated-message strong"), ["rien"]);
    assert_eq!(form.attributes("input[name=reason]", "value").len(), 7);
    let lacking = reader.post(&address, &[("note", "Au troisième paragraphe")]).await;
    assert_eq!(
        (lacking.status, lacking.attributes(".error-summary a", "href")),
        (StatusCode::UNPROCESSABLE_ENTITY, vec!["#reason".to_owned()])
    );
    assert_eq!(lacking.select("#note"), ["Au troisième paragraphe"]);
    let sent = reader.post(&address, &[("reason", "insult"), ("note", "Au troisième paragraphe")]).await;
    assert_eq!(sent.location(), format!("{address}?fait=signale"));
    assert_eq!(reader.get(&sent.location()).await.select("h1"), ["Merci, c’est signalé"]);

    assert_eq!(waiting(&animator).await, before + 1);
    let queue = animator.get(paths::REPORTS).await;
    assert!(queue.select(".moderation-item h3").contains(&"Message écrit par Inès Caradec".to_owned()));
    let item = queue.select(".moderation-item").into_iter().find(|item| item.contains("Au troisième paragraphe")).expect("it is there");
    assert!(!item.contains("Bastien"), "nobody is told who reported it: {item}");
    let decide = paths::moderate_post(post);
    assert!(queue.attributes(".moderation-item details form", "action").contains(&decide));
    let lacking = animator.post(&decide, &[("kind", "removed"), ("reason", "insult"), ("words", ""), ("days", "4")]).await;
    assert_eq!((lacking.status, lacking.select("#words-erreur").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    assert_eq!(lacking.attributes("#reason option[selected]", "value"), ["insult"]);
    assert_eq!(lacking.attributes("#days", "value"), ["4"]);
    let act = [("from", "queue"), ("kind", "removed"), ("reason", "insult"), ("words", "Restons courtois."), ("phrase", "Merci.")];
    assert_eq!(animator.post(&decide, &act).await.location(), "/animation/signalements?fait=decide");
    assert_eq!(waiting(&animator).await, before);
    assert!(!animator.get(paths::REPORTS).await.text().contains("Au troisième paragraphe"));

    assert!(author.get("/moi").await.attributes("main a", "href").contains(&paths::MY_MODERATION.to_owned()));
    assert!(
        !reader.get("/moi").await.attributes("main a", "href").contains(&paths::MY_MODERATION.to_owned()),
        "only where there is something"
    );
    let mine = author.get(paths::MY_MODERATION).await;
    assert_eq!(
        (mine.select(".moderation-item h2")[0].as_str(), mine.select(".moderated-words strong")[0].as_str()),
        ("Message retiré", "rien")
    );
    assert!(mine.text().contains("Restons courtois.") && mine.text().contains("Merci."));
    let id = mine.attributes("input[name=act]", "value").remove(0);
    let empty = author.post(paths::MY_MODERATION, &[("act", &id), ("appeal", " ")]).await;
    assert_eq!((empty.status, empty.select("#appeal-erreur").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    let appealed = author.post(paths::MY_MODERATION, &[("act", &id), ("appeal", "C’était une blague.")]).await;
    assert_eq!(appealed.location(), format!("/moi/moderation#decision-{id}"));
    assert_eq!(author.post(paths::MY_MODERATION, &[("act", &id), ("appeal", "Vraiment.")]).await.status, StatusCode::CONFLICT);

    let answer = format!("/animation/signalements/recours/{id}");
    assert!(animator.get(paths::REPORTS).await.text().contains("C’était une blague."));
    let silent = animator.post(&answer, &[("decision", "undone"), ("answer", "")]).await;
    assert_eq!((silent.status, silent.select("#answer-erreur").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    assert_eq!(animator.post(&answer, &[("answer", "Soit.")]).await.status, StatusCode::UNPROCESSABLE_ENTITY, "neither button");
    animator.post(&answer, &[("decision", "undone"), ("answer", "Soit.")]).await;
    assert!(author.get(paths::MY_MODERATION).await.text().contains("La décision est annulée."));

    let log = reader.get(paths::MODERATION_LOG).await;
    assert_eq!(log.select("tbody td")[..4], ["23/11/2026", "Message retiré", "Propos blessants ou irrespectueux", "Contestée, annulée"]);
    assert!(!log.select("main").concat().contains("Inès") && !log.text().contains("courtois"));
    assert_eq!(site.as_(PARENT).await.get(paths::MODERATION_LOG).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_desk_is_set_and_what_waits_is_let_through() {
    let site = Site::open().await;
    let topic = talk(&site).await;
    let (animator, advisor) = (site.as_(ANIMATOR).await, site.as_(ADVISOR).await);
    assert_eq!(advisor.get(paths::REPORTS).await.status, StatusCode::FORBIDDEN);
    assert!(advisor.get("/animation").await.select(".reports-waiting").is_empty(), "nothing of it is shown to who does not decide");
    let wrong = animator.post(paths::REPORTS, &[("do", "read-first"), ("read_first", "beaucoup")]).await;
    assert_eq!((wrong.status, wrong.attributes("#read_first", "value")), (StatusCode::UNPROCESSABLE_ENTITY, vec!["beaucoup".to_owned()]));
    let set = animator.post(paths::REPORTS, &[("do", "read-first"), ("read_first", "20")]).await;
    assert_eq!(set.location(), "/animation/signalements#reglages");
    let post = says(&site, HEAD, topic, "Bonjour, je débute.").await;
    let queue = animator.get(paths::REPORTS).await;
    assert_eq!(queue.select("#a-lire"), ["À lire avant parution"]);
    let buttons = queue.select(".moderation-item button");
    assert!(buttons.contains(&"Publier".to_owned()) && buttons.contains(&"Ne pas publier".to_owned()), "{buttons:?}");
    // It changes while it is read: what is let through is what was read.
    let read = queue.attributes(&format!("form[action='{}'] input[name=version]", paths::moderate_post(post)), "value").remove(0);
    let change = [("do", "save"), ("body", "Bonjour, je débute ici."), ("version", read.as_str())];
    assert_eq!(site.as_(HEAD).await.post(&paths::post_edit(post), &change).await.status, StatusCode::SEE_OTHER);
    let approve =
        |version: &str| [("from", "queue"), ("kind", "approved"), ("version", version)].map(|(name, value)| (name, value.to_owned()));
    let sent = approve(&read);
    let overtaken = animator.post(&paths::moderate_post(post), &pairs(&sent)).await;
    assert_eq!((overtaken.status, overtaken.select(".notice.error[role=alert]").len()), (StatusCode::CONFLICT, 1));
    assert_eq!(overtaken.select(".moderated-words")[0], "Bonjour, je débute ici.");
    assert!(animator.get(paths::REPORTS).await.text().contains("je débute ici"), "nothing is decided");
    let sent = approve(&overtaken.attributes("input[name=version]", "value").remove(0));
    assert_eq!(animator.post(&paths::moderate_post(post), &pairs(&sent)).await.location(), "/animation/signalements?fait=decide");
    assert!(!animator.get(paths::REPORTS).await.text().contains("je débute"));

    let quiet = [("kind", "silenced"), ("reason", "advertisement"), ("words", "Pas de publicité."), ("days", "7")];
    let done = animator.post(&paths::moderate_post(post), &quiet).await;
    assert_eq!(done.location(), format!("{}?fait=decide", paths::moderate_post(post)));
    assert_eq!(animator.get(&done.location()).await.select(".notice.good").len(), 1);
    let account = cx_of(&site, HEAD).await.account().expect("someone").to_string();
    assert!(animator.get(paths::REPORTS).await.attributes("button[name=account]", "value").contains(&account));
    animator.post(paths::REPORTS, &[("do", "unsilence"), ("account", &account)]).await;
    assert!(!animator.get(paths::REPORTS).await.attributes("button[name=account]", "value").contains(&account));

    let phrases = animator.get(paths::REPORTS).await.select(".phrase-list .remark-text").len();
    animator.post(paths::REPORTS, &[("do", "add-phrase"), ("phrase", "Merci de votre compréhension.")]).await;
    let more = animator.get(paths::REPORTS).await;
    assert_eq!(more.select(".phrase-list .remark-text").len(), phrases + 1);
    let id = more.attributes(".phrase-list button[name=id]", "value").pop().expect("the last");
    animator.post(paths::REPORTS, &[("do", "remove-phrase"), ("id", &id)]).await;
    assert_eq!(animator.get(paths::REPORTS).await.select(".phrase-list .remark-text").len(), phrases);
}

#[tokio::test]
async fn a_former_version_is_erased_from_the_page_where_one_decides() {
    let site = Site::open().await;
    let topic = talk(&site).await;
    let post = says(&site, TEACHER, topic, "Lola habite au 3 rue Longue.").await;
    let (author, reader, animator) = (site.as_(TEACHER).await, site.as_(OTHER_TEACHER).await, site.as_(ANIMATOR).await);
    let change = [("do", "save"), ("body", "Cela se trouve tout près."), ("version", "1")];
    assert_eq!(author.post(&paths::post_edit(post), &change).await.status, StatusCode::SEE_OTHER);
    let (history, decide) = (paths::post_history(post), paths::moderate_post(post));
    assert!(animator.get(&history).await.attributes("main a", "href").contains(&decide));
    assert!(!reader.get(&history).await.attributes("main a", "href").contains(&decide));
    assert_eq!(animator.get(&decide).await.attributes("select[name=former] option", "value"), ["", "1"]);
    let lacking = animator.post(&decide, &[("kind", "erased"), ("words", "Une adresse.")]).await;
    assert_eq!(lacking.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(lacking.attributes(".error-summary a", "href"), ["#former", "#reason"]);
    for field in ["#former", "#reason", "#words"] {
        assert_eq!(lacking.select(field).len(), 1, "{field}");
    }
    assert_eq!(lacking.select("#words"), ["Une adresse."]);
    let erase = [("kind", "erased"), ("former", "1"), ("reason", "personal"), ("words", "Une adresse.")];
    assert_eq!(animator.post(&decide, &erase).await.location(), format!("{decide}?fait=decide"));
    let read = reader.get(&history).await;
    assert!(
        !read.text().contains("Lola")
            && read.select(".post-versions p").contains(&"Cette version a été effacée par la modération.".to_owned())
    );
    assert!(!animator.get(&decide).await.text().contains("Lola"));
    assert!(author.get(paths::MY_MODERATION).await.text().contains("Ancienne version effacée"));
    let log = reader.get(paths::MODERATION_LOG).await;
    assert_eq!(log.select("tbody td")[1..3], ["Ancienne version effacée", "Données personnelles"]);
}
