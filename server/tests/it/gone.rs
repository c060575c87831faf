//! A message that is hidden is on no page any more, whoever looks: its author and who decides left out.

use crate::{
    harness::{Browser, Site},
    reports::{says, talk},
};
use axum::http::StatusCode;
use domain::{
    ids::{PostId, TopicId},
    paths,
};
use sample::cast::{ANIMATOR, OTHER_TEACHER, PARENT, TEACHER};

/// What the message says, and what is looked for: a search says again what was searched for, and nothing of what stood beside it.
const WORDS: &str = "Un zanzibar jaune.";

/// The pages on which it could be.
fn pages(topic: TopicId, post: PostId) -> Vec<String> {
    let address = paths::topic(topic, "les-tablettes");
    let mut pages = vec![
        address.clone(),
        format!("{address}?citer=2"),
        format!("{address}?lire=suite"),
        paths::draw_project(topic),
        paths::post(post),
        paths::post_history(post),
        paths::post_edit(post),
        paths::post_report(post),
        paths::removal_from_post(post),
        paths::moderate_post(post),
    ];
    let others = [
        paths::HOME,
        paths::DISCUSSIONS,
        "/echanges/salle-des-essais",
        paths::DRAFTS,
        paths::NOTICES,
        paths::ME,
        paths::MY_MODERATION,
        paths::MODERATION_LOG,
        paths::REPORTS,
        paths::NEEDS,
        paths::PROJECTS_FEED,
        paths::SITEMAP,
        "/recherche?q=zanzibar",
        "/recherche.atom?q=zanzibar",
    ];
    pages.extend(others.map(str::to_owned));
    pages
}

/// Those on which it is.
async fn found(browser: &Browser, topic: TopicId, post: PostId) -> Vec<String> {
    let mut found = Vec::new();
    for path in pages(topic, post) {
        let page = browser.get(&path).await;
        assert!(page.status.as_u16() < 500, "{path}: {}", page.status);
        if page.text().contains("zanzibar jaune") {
            found.push(path);
        }
    }
    found
}

#[tokio::test]
async fn a_hidden_message_is_on_no_page_any_more() {
    let site = Site::open().await;
    let topic = talk(&site).await;
    let post = says(&site, TEACHER, topic, WORDS).await;
    let (author, animator) = (site.as_(TEACHER).await, site.as_(ANIMATOR).await);
    let others = [site.as_(OTHER_TEACHER).await, site.as_(PARENT).await, site.nobody()];
    let accept = [("do", "accept"), ("post", &*post.to_string())];
    assert_eq!(animator.post(&paths::topic_acts(topic), &accept).await.status, StatusCode::SEE_OTHER);
    site.catch_up().await;
    let before = found(&others[0], topic, post).await;
    assert!(before.len() >= 5, "it was there: {before:?}");

    let hide = [("kind", "hidden"), ("reason", "off-topic"), ("words", "Voir ailleurs.")];
    assert_eq!(animator.post(&paths::moderate_post(post), &hide).await.status, StatusCode::SEE_OTHER);
    for other in &others {
        assert_eq!(found(other, topic, post).await, Vec::<String>::new());
    }
    site.catch_up().await;
    for other in &others {
        assert_eq!(found(other, topic, post).await, Vec::<String>::new(), "nor once all jobs have run");
    }
    assert!(found(&author, topic, post).await.contains(&paths::MY_MODERATION.to_owned()), "who wrote it reads it on");
    assert!(found(&animator, topic, post).await.contains(&paths::moderate_post(post)), "so does who decides");
}
