//! Discussions over HTTP: spaces, topics, messages. No JavaScript anywhere. `tending` is what is done to a topic as a whole,
//! `secrets` what nobody sees who may not.

mod beside;
mod kept;
mod long;
mod secrets;
mod tending;

use crate::harness::{Browser, ORIGIN, Page, Site};
use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use sample::cast::{ANIMATOR, HEAD, OTHER_TEACHER, PARENT, TEACHER};

/// A space for teachers called `name`, with what else its form says; its address.
async fn space(animator: &Browser, name: &str, more: &[(&str, &str)]) -> String {
    let form: Vec<_> = [("name", name), ("post", "teacher")].into_iter().chain(more.iter().copied()).collect();
    let made = animator.post("/animation/espaces", &form).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{:?}", made.select(".error-summary li"));
    made.location().replace("/animation/espaces", "/echanges")
}

/// The form for a topic in a space, ready to be sent, with what else is typed.
async fn topic_form(browser: &Browser, space: &str, more: &[(&str, &str)]) -> Vec<(String, String)> {
    let page = browser.get(&space.replace("/echanges/", "/echanges/nouveau?espace=")).await;
    let number = page.attributes("input[name=space][checked]", "value").remove(0);
    let sent = page.attributes("input[name=sent]", "value").remove(0);
    let typed = more.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    [("space".to_owned(), number), ("sent".to_owned(), sent)].into_iter().chain(typed).collect()
}

async fn send(browser: &Browser, path: &str, form: &[(String, String)]) -> Page {
    let pairs: Vec<_> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    browser.post(path, &pairs).await
}

/// A question called `title` in a space; its address.
async fn opened(browser: &Browser, space: &str, title: &str) -> String {
    let form = topic_form(browser, space, &[("title", title), ("kind", "question"), ("body", "Bonjour à *tous*.")]).await;
    let made = send(browser, "/echanges/nouveau", &form).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{:?}", made.select(".error-summary li"));
    made.location()
}

/// Says something in a topic; the message's number.
async fn said(browser: &Browser, topic: &str, body: &str) -> String {
    let sent = browser.post(topic, &[("body", body)]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{:?}", sent.select(".error-summary li"));
    sent.location().replace("/echanges/messages/", "")
}

/// The number in a topic's address.
fn number(topic: &str) -> String {
    topic.replace("/echanges/sujets/", "").split('-').next().expect("a number").to_owned()
}

fn settings(topic: &str) -> String {
    format!("/echanges/sujets/{}/reglages", number(topic))
}

#[tokio::test]
async fn a_topic_is_opened_and_answered_and_what_is_wrong_is_said_beside_what_was_typed() {
    let site = Site::open().await;
    let (animator, teacher, other) = (site.as_(ANIMATOR).await, site.as_(TEACHER).await, site.as_(OTHER_TEACHER).await);
    let space = space(&animator, "Le préau", &[]).await;
    let lacking = teacher.post("/echanges/nouveau", &[("title", "👍"), ("body", "Ma tablette"), ("opens", "demain"), ("tag", "emi")]).await;
    assert_eq!(lacking.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["title", "opens", "space"] {
        assert_eq!(lacking.select(&format!("#{field}-erreur")).len(), 1, "{field}");
    }
    assert_eq!((lacking.attributes("#title", "value"), lacking.select("#body")), (vec!["👍".to_owned()], vec!["Ma tablette".to_owned()]));
    assert_eq!(lacking.attributes("#opens", "value"), ["demain"]);
    assert_eq!(lacking.attributes("input[name=tag][checked]", "value"), ["emi"]);

    let form = topic_form(&teacher, &space, &[("title", "Tablettes en panne"), ("kind", "question"), ("body", "Bonjour à *tous*.")]).await;
    let topic = send(&teacher, "/echanges/nouveau", &form).await.location();
    assert!(topic.ends_with("-tablettes-en-panne"), "{topic}");
    assert_eq!(send(&teacher, "/echanges/nouveau", &form).await.location(), topic, "a second tap of the same finger");

    let empty = other.post(&topic, &[("body", " "), ("page", "1")]).await;
    assert_eq!((empty.status, empty.select("#body-erreur").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    let reply = [("body", "Redémarrez-la."), ("sent", "abc123")];
    let first = other.post(&topic, &reply).await.location();
    assert_eq!(other.post(&topic, &reply).await.location(), first, "one message");
    let found = other.get(&first).await;
    assert_eq!((found.status, found.location()), (StatusCode::FOUND, format!("{topic}#message-2")));

    let page = teacher.get(&topic).await;
    assert_eq!(page.select("#messages .post-name"), ["Inès Caradec", "Bastien Lanoé"]);
    assert_eq!(page.select("#messages .prose"), ["Bonjour à tous.", "Redémarrez-la."]);
    assert_eq!(page.select("h1"), ["Tablettes en panne"]);
    let listed = teacher.get(&space).await;
    assert_eq!(listed.select(".topic-title"), ["Tablettes en panne"]);
    assert!(listed.select(".topic-rows .byline")[0].starts_with("Inès Caradec · 1 réponse · dernier message le lundi 23"));
    assert!(listed.select(".topic-new").is_empty(), "she has just read it");
    for (who, browser) in [("nobody", site.nobody()), ("a parent", site.as_(PARENT).await)] {
        for path in [&space, &topic, &first] {
            assert_eq!(browser.get(path).await.status, StatusCode::NOT_FOUND, "{who} {path}");
        }
        assert!(!browser.get("/echanges").await.text().contains("Le préau"), "{who}");
    }
}

#[tokio::test]
async fn an_address_with_another_title_leads_to_the_right_one() {
    let site = Site::open().await;
    let (animator, teacher) = (site.as_(ANIMATOR).await, site.as_(TEACHER).await);
    let space = space(&animator, "Le préau", &[]).await;
    let topic = opened(&teacher, &space, "Tablettes").await;
    let id = number(&topic);
    for former in [format!("/echanges/sujets/{id}"), format!("/echanges/sujets/{id}-autre-titre"), format!("{space}/{id}-tablettes")] {
        let moved = teacher.get(&format!("{former}?page=2")).await;
        assert_eq!((moved.status, moved.location()), (StatusCode::MOVED_PERMANENTLY, format!("{topic}?page=2")), "{former}");
        assert_eq!(site.nobody().get(&former).await.status, StatusCode::NOT_FOUND, "it tells nobody else the title: {former}");
    }
    assert_eq!(teacher.get("/echanges/sujets/rien").await.status, StatusCode::NOT_FOUND);
    let renamed = teacher.post(&settings(&topic), &[("do", "retitle"), ("title", "Tablettes réparées")]).await.location();
    assert_eq!(teacher.get(&topic).await.location(), renamed);
}

#[tokio::test]
async fn a_message_is_quoted_thanked_for_and_accepted() {
    let site = Site::open().await;
    let (animator, teacher, other) = (site.as_(ANIMATOR).await, site.as_(TEACHER).await, site.as_(OTHER_TEACHER).await);
    let space = space(&animator, "Le préau", &[]).await;
    let topic = opened(&teacher, &space, "Tablettes").await;
    let acts = format!("/echanges/sujets/{}/gestes", number(&topic));

    let quote = other.get(&topic).await.attributes("#message-1 .post-acts a", "href").remove(0);
    assert_eq!(quote, format!("{topic}?page=1&citer=1#repondre"));
    let form = other.get(&quote).await;
    let first = other.get(&topic).await.attributes("#message-1 input[name=post]", "value").remove(0);
    assert_eq!(form.select("#body"), [format!("> [Message 1](/echanges/messages/{first}) : > > Bonjour à *tous*.")]);
    assert_eq!(other.get(&format!("{topic}?citer=99")).await.select("#body"), [""]);

    let thanks = [("do", "thanks"), ("post", first.as_str()), ("on", "1")];
    assert_eq!(other.post(&acts, &thanks).await.location(), format!("/echanges/messages/{first}"));
    let thanked = other.get(&topic).await;
    assert_eq!(thanked.select("#message-1 .reaction[aria-pressed=true]"), ["Merci 1"]);
    assert_eq!(thanked.select("#message-1 .who li"), ["Merci : Bastien Lanoé"]);
    assert_eq!(teacher.get(&topic).await.select("#message-1 .reactions .chip"), ["Merci 1"], "of one’s own one reads it");
    assert_eq!(teacher.post(&acts, &thanks).await.status, StatusCode::FORBIDDEN);
    other.post(&acts, &[("do", "thanks"), ("post", first.as_str()), ("on", "0")]).await;
    assert!(other.get(&topic).await.select("#message-1 .who").is_empty());
    assert_eq!(other.post(&acts, &[("do", "rien")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);

    let answer = said(&other, &topic, &format!("Redémarrez-la. {}", "Puis attendez. ".repeat(40))).await;
    let accept = [("do", "accept"), ("post", answer.as_str())];
    assert_eq!(other.post(&acts, &accept).await.status, StatusCode::FORBIDDEN, "who asked says so");
    assert_eq!(teacher.post(&acts, &accept).await.location(), format!("/echanges/messages/{answer}"));
    let page = other.get(&topic).await;
    assert_eq!(page.attributes("#messages li[data-answer]", "id"), ["message-2"]);
    let brief = page.select("#message-1 .answer-brief").remove(0);
    assert!(brief.starts_with("Réponse retenue de Bastien LanoéRedémarrez-la.") && brief.contains('…') && brief.len() < 500, "{brief}");
    assert_eq!(other.get(&format!("{topic}?lire=reponse")).await.location(), format!("{topic}#message-2"));
    assert!(other.get(&space).await.select(".topic-marks .badge").contains(&"Réponse trouvée".to_owned()));
    teacher.post(&acts, &[("do", "unaccept"), ("post", answer.as_str())]).await;
    assert!(other.get(&topic).await.select("#messages li[data-answer]").is_empty());
}

#[tokio::test]
async fn each_form_says_where_its_draft_goes_and_an_island_keeps_it_there() {
    let site = Site::open().await;
    let (animator, teacher) = (site.as_(ANIMATOR).await, site.as_(TEACHER).await);
    let space = space(&animator, "Le préau", &[]).await;
    let topic = opened(&teacher, &space, "Tablettes").await;
    let new = space.replace("/echanges/", "/echanges/nouveau?espace=");
    let ticked = teacher.get(&new).await.attributes("input[name=space][checked]", "value").remove(0);
    for (path, place) in [(topic.as_str(), format!("topic:{}", number(&topic))), (new.as_str(), format!("space:{ticked}"))] {
        assert_eq!(teacher.get(path).await.attributes("form[data-draft]", "data-draft"), std::slice::from_ref(&place));
        let request = Request::builder()
            .method(Method::POST)
            .uri("/echanges/brouillons")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::ORIGIN, ORIGIN)
            .header(header::ACCEPT, "application/json")
            .body(Body::from(format!("place={place}&title=&body=Commenc%C3%A9")));
        let kept = teacher.ask(request.expect("a request")).await;
        assert_eq!((kept.status, kept.text().as_str()), (StatusCode::NO_CONTENT, ""), "{path}");
        assert_eq!(teacher.get(path).await.select("#body"), ["Commencé"], "{path}");
    }
}

#[tokio::test]
async fn how_many_a_topic_tells_is_said_before_it_opens() {
    let site = Site::open().await;
    let (animator, teacher, other) = (site.as_(ANIMATOR).await, site.as_(TEACHER).await, site.as_(OTHER_TEACHER).await);
    let (followed, quiet) = (space(&animator, "Le préau", &[]).await, space(&animator, "La cour", &[]).await);
    other.post(&followed, &[("attention", "watch")]).await;
    let new = |space: &str| space.replace("/echanges/", "/echanges/nouveau?espace=");
    assert!(teacher.get("/echanges/nouveau").await.select("#portee").concat().starts_with("Choisissez où ouvrir le sujet"));
    let page = teacher.get(&new(&followed)).await;
    assert_eq!(page.select("#portee"), ["Ce sujet préviendra une personne, sur le portail et par courriel."]);
    assert!(other.get(&new(&followed)).await.select("#portee").concat().contains("personne ne sera prévenu"), "not oneself");
    // Elsewhere, without JavaScript: nothing typed is lost, nothing is opened.
    let elsewhere = teacher.get(&new(&quiet)).await.attributes("input[name=space][checked]", "value").remove(0);
    let typed = [("do", "count"), ("title", "Une question"), ("kind", "talk"), ("space", elsewhere.as_str()), ("body", "Laquelle ?")];
    let looked = teacher.post(&new(&followed), &typed).await;
    assert_eq!((looked.status, looked.select("#body")), (StatusCode::OK, vec!["Laquelle ?".to_owned()]));
    assert_eq!(looked.attributes("#title", "value"), ["Une question"]);
    assert!(looked.attributes("input[name=kind][checked]", "value").contains(&"talk".to_owned()));
    assert_eq!(looked.attributes("input[name=space][checked]", "value"), std::slice::from_ref(&elsewhere));
    assert!(looked.select("#portee[role=status]").concat().contains("personne ne sera prévenu"));
    assert!(!teacher.get(&quiet).await.text().contains("Une question"), "nothing is opened");
    let empty = teacher.post("/echanges/nouveau", &[("do", "count"), ("body", "Où ?")]).await;
    assert_eq!((empty.status, empty.select("#body")), (StatusCode::OK, vec!["Où ?".to_owned()]));
    assert!(empty.select("#portee").concat().starts_with("Choisissez"));
}

#[tokio::test]
async fn a_topic_a_space_and_a_tag_are_followed_or_not() {
    let site = Site::open().await;
    let (animator, teacher, other) = (site.as_(ANIMATOR).await, site.as_(TEACHER).await, site.as_(OTHER_TEACHER).await);
    let space = space(&animator, "Le préau", &[("public", "yes")]).await;
    let form = topic_form(&teacher, &space, &[("title", "Lire"), ("body", "Bonjour"), ("tag", "emi")]).await;
    let topic = send(&teacher, "/echanges/nouveau", &form).await.location();
    let acts = format!("/echanges/sujets/{}/gestes", number(&topic));
    let pressed = async |browser: &Browser, path: &str| browser.get(path).await.select(".following [aria-pressed=true]");
    assert_eq!(pressed(&teacher, &topic).await, ["Suivre", "Seulement si l’on me nomme"], "who wrote in it follows it");
    assert_eq!(pressed(&other, &topic).await, ["Seulement si l’on me nomme", "Seulement si l’on me nomme"]);
    for (how, attention) in [("follow", "mute"), ("follow-tag", "watch")] {
        let form = [("do", how), ("tag", "emi"), ("attention", attention), ("back", topic.as_str())];
        assert_eq!(other.post(&acts, &form).await.location(), topic);
    }
    assert_eq!(pressed(&other, &topic).await, ["Ne plus suivre", "Suivre"]);
    let elsewhere = [("do", "follow"), ("attention", "watch"), ("back", "https://ailleurs.fr/")];
    assert_eq!(other.post(&acts, &elsewhere).await.location(), "/", "never another host");
    assert_eq!(other.post(&space, &[("attention", "watch")]).await.location(), space);
    assert_eq!(pressed(&other, &space).await, ["Suivre"]);
    let people = other.get(&format!("/echanges/sujets/{}/personnes?q=ines", number(&topic))).await;
    assert!(people.text().contains(r#"{"name":"Inès Caradec"}"#), "{}", people.text());
    // As the page shows them while one types.
    let people = other.get(&topic).await.attributes("form[data-people]", "data-people").remove(0);
    let list = other.get(&format!("{people}?vue=liste&q=ines")).await;
    assert_eq!(list.select("li[role=option]"), ["Inès Caradec"]);

    let nobody = site.nobody();
    let page = nobody.get(&topic).await;
    assert_eq!((page.status, page.select(".following").len(), page.select("#repondre form").len()), (StatusCode::OK, 0, 0));
    assert_eq!(page.select("#repondre a"), ["Connectez-vous pour répondre"]);
    assert_eq!(nobody.post(&topic, &[("body", " ")]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(nobody.post(&acts, &elsewhere).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_message_changes_with_its_history_and_two_changes_are_both_shown() {
    let site = Site::open().await;
    let (animator, teacher, other) = (site.as_(ANIMATOR).await, site.as_(TEACHER).await, site.as_(OTHER_TEACHER).await);
    let space = space(&animator, "Le préau", &[]).await;
    let topic = opened(&teacher, &space, "Tablettes").await;
    let edit = teacher.get(&topic).await.attributes("#message-1 .post-acts a[href$='/modifier']", "href").remove(0);
    let form = teacher.get(&edit).await;
    assert_eq!(
        (form.select("#body"), form.attributes("input[name=version]", "value")),
        (vec!["Bonjour à *tous*.".into()], vec!["1".into()])
    );
    let change = |body, version| [("do", "save"), ("body", body), ("version", version)];
    assert_eq!(teacher.post(&edit, &change("Bonjour à toutes.", "1")).await.location(), edit.replace("/modifier", ""));
    let stale = teacher.post(&edit, &change("Bonsoir.", "1")).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert_eq!((stale.select("#maintenant"), stale.select("#body")), (vec!["Bonjour à toutes.".to_owned()], vec!["Bonsoir.".to_owned()]));
    assert_eq!(stale.attributes("input[name=version]", "value"), ["2"]);
    let empty = teacher.post(&edit, &change(" ", "2")).await;
    assert_eq!((empty.status, empty.select("#body-erreur").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    let history = other.get(&topic).await.attributes("#message-1 .post-head a[href$='/historique']", "href").remove(0);
    assert_eq!(other.get(&history).await.select(".post-versions .prose"), ["Bonjour à toutes.", "Bonjour à tous."]);
    assert_eq!(other.get(&edit).await.status, StatusCode::FORBIDDEN);

    let reply = said(&other, &topic, "Je reprends.").await;
    let withdrawn = other.post(&format!("/echanges/messages/{reply}/modifier"), &[("do", "withdraw")]).await;
    assert_eq!(withdrawn.location(), format!("{topic}#message-2"));
    assert_eq!(teacher.get(&topic).await.select("#message-2"), ["nº 2 · Message repris par son auteur"]);
    assert_eq!(teacher.get(&format!("/echanges/messages/{reply}")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_was_written_in_a_topic_that_closed_is_kept_and_shown() {
    let site = Site::open().await;
    let (animator, teacher, other) = (site.as_(ANIMATOR).await, site.as_(TEACHER).await, site.as_(OTHER_TEACHER).await);
    let space = space(&animator, "Le préau", &[]).await;
    let topic = opened(&teacher, &space, "Tablettes").await;
    assert_eq!(teacher.post(&settings(&topic), &[("do", "lock")]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(animator.post(&settings(&topic), &[("do", "lock")]).await.location(), topic);
    let refused = other.post(&topic, &[("body", "Ma longue réponse.")]).await;
    assert_eq!((refused.status, refused.select("h1")), (StatusCode::CONFLICT, vec!["Ce sujet s’est fermé entre-temps".to_owned()]));
    let closed = other.get(&topic).await;
    assert!(closed.select(".topic-marks .badge").contains(&"Fermé".to_owned()) && closed.select("#repondre form").is_empty());
    assert_eq!(closed.select("#repondre .draft-text"), ["Ma longue réponse."]);
    let drafts = other.get("/echanges/brouillons").await;
    assert_eq!(
        (drafts.select(".draft-text"), drafts.select("h2")),
        (vec!["Ma longue réponse.".into()], vec!["Réponse dans « Tablettes »".into()])
    );

    animator.post(&settings(&topic), &[("do", "unlock")]).await;
    assert_eq!(other.get(&topic).await.select("#body"), ["Ma longue réponse."], "one goes on where one was");
    let kept = other.post(&topic, &[("do", "draft"), ("page", "1"), ("body", "Une autre.")]).await;
    assert_eq!(kept.location(), format!("{topic}#repondre"));
    assert_eq!(other.get(&topic).await.select("#body"), ["Une autre."]);
    let place = format!("topic:{}", number(&topic));
    let island = Request::builder()
        .method(Method::POST)
        .uri("/echanges/brouillons")
        .header(header::ORIGIN, ORIGIN)
        .header(header::ACCEPT, "application/json")
        .body(Body::from(format!("place={place}&body=Par+une+ile")));
    assert_eq!(other.ask(island.expect("a request")).await.status, StatusCode::NO_CONTENT);
    assert_eq!(other.get(&topic).await.select("#body"), ["Par une ile"]);
    said(&other, &topic, "Par une ile").await;
    assert_eq!(other.get("/echanges/brouillons").await.select(".draft-text"), Vec::<String>::new(), "it is sent");

    let new = [("do", "draft"), ("title", "Plus tard"), ("body", "Un début")];
    let back = other.post(&space.replace("/echanges/", "/echanges/nouveau?espace="), &new).await.location();
    assert_eq!(other.get(&back).await.attributes("#title", "value"), ["Plus tard"]);
    let begun = other.get("/echanges/brouillons").await.attributes("input[name=place]", "value").remove(0);
    other.post("/echanges/brouillons", &[("do", "forget"), ("place", &begun)]).await;
    assert_eq!(other.get(&back).await.attributes("#title", "value"), [""]);
    assert_eq!(other.post("/echanges/brouillons", &[("place", "rien")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_space_for_heads_leaves_no_trace_for_others() {
    let site = Site::open().await;
    let (animator, teacher, head) = (site.as_(ANIMATOR).await, site.as_(TEACHER).await, site.as_(HEAD).await);
    let lacking = animator.post("/animation/espaces", &[("name", ""), ("summary", "Entre nous"), ("commune", "x")]).await;
    assert_eq!(lacking.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["name", "post", "commune"] {
        assert_eq!(lacking.select(&format!("#{field}-erreur")).len(), 1, "{field}");
    }
    assert_eq!(lacking.select("#summary"), ["Entre nous"]);
    let made = animator.post("/animation/espaces", &[("name", "Directions"), ("post", "head")]).await.location();
    let (heads, all) = (made.replace("/animation/espaces", "/echanges"), space(&animator, "Le préau", &[]).await);
    let topic = opened(&head, &heads, "Budgets").await;
    let form = topic_form(&head, &heads, &[("title", "Rien"), ("body", "Rien")]).await;
    assert_eq!(send(&teacher, "/echanges/nouveau", &form).await.status, StatusCode::NOT_FOUND);
    for (who, browser) in [("a teacher", teacher.clone()), ("nobody", site.nobody())] {
        for path in [&heads, &topic] {
            assert_eq!(browser.get(path).await.status, StatusCode::NOT_FOUND, "{who} {path}");
        }
        let list = browser.get("/echanges").await.text();
        assert!(!list.contains("Directions") && !list.contains("Budgets"), "{who}");
    }
    assert!(head.get("/echanges").await.select(".space-list h2").contains(&"Directions".to_owned()));

    // Shown to all as well: to each under the names of the spaces that they read.
    let numbers = animator.get(&settings(&topic)).await.attributes("input[name=space]", "value");
    let both: Vec<_> = [("do", "move")].into_iter().chain(numbers.iter().map(|number| ("space", number.as_str()))).collect();
    let asked = animator.post(&settings(&topic), &both).await;
    assert_eq!((asked.status, asked.select("#agreed-erreur").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    assert_eq!(asked.attributes("input[name=space][checked]", "value"), numbers, "what was chosen stays chosen");
    assert_eq!(teacher.get(&topic).await.status, StatusCode::NOT_FOUND, "nothing happens before");
    let agreed = asked.attributes("input[name=agreed]", "value").remove(0);
    let both: Vec<_> = both.into_iter().chain([("agreed", agreed.as_str())]).collect();
    assert_eq!(animator.post(&settings(&topic), &both).await.location(), topic);
    let shown = teacher.get(&topic).await.text();
    assert!(shown.contains("Le préau") && !shown.contains("Directions"));
    assert!(head.get(&topic).await.text().contains("Directions"));
    assert!(teacher.get(&all).await.select(".page-head .byline").contains(&"1 sujet".to_owned()));

    let changed = animator.post(&made, &[("name", "Directions"), ("post", "head"), ("closed", "yes")]).await;
    assert_eq!(changed.location(), format!("{made}?fait=espace"));
    assert!(!head.get("/echanges").await.text().contains("Directions"), "a closed space is not listed");
    assert_eq!(head.get(&heads).await.status, StatusCode::OK, "and is read on");
}
