//! What is typed about a message: reports, decisions and their justifications, appeals and answers. All of it is text everywhere.

use super::{PAYLOADS, checked, still, tells};
use crate::{
    harness::{Browser, Site},
    reports::{says, talk},
};
use axum::http::StatusCode;
use domain::{ids::PostId, paths};
use sample::cast::{ANIMATOR, OTHER_TEACHER, TEACHER};

#[tokio::test]
async fn nothing_that_is_said_of_a_message_runs_anywhere() {
    let site = Site::open().await;
    let topic = talk(&site).await;
    let (author, reader, animator) = (site.as_(TEACHER).await, site.as_(OTHER_TEACHER).await, site.as_(ANIMATOR).await);
    for payload in PAYLOADS {
        let post = says(&site, TEACHER, topic, payload).await;
        reported(&reader, &animator, post, payload).await;
        decided(&author, &animator, post, payload).await;
        appealed(&author, &animator, payload).await;
        let unread = animator.post(paths::REPORTS, &[("do", payload), ("phrase", payload), ("read_first", payload)]).await;
        assert!(tells(&checked(unread, StatusCode::UNPROCESSABLE_ENTITY, payload), "#phrase", payload), "{payload}");
        animator.post(paths::REPORTS, &[("do", "add-phrase"), ("phrase", payload)]).await;
        assert!(tells(&still(&animator, paths::REPORTS).await, ".phrase-list .remark-text", payload), "{payload}");
    }
    still(&reader, paths::MODERATION_LOG).await;
}

async fn reported(reader: &Browser, animator: &Browser, post: PostId, payload: &str) {
    let address = paths::post_report(post);
    still(reader, &address).await;
    let unread = reader.post(&address, &[("reason", payload), ("note", payload)]).await;
    assert!(tells(&checked(unread, StatusCode::UNPROCESSABLE_ENTITY, payload), "#note", payload), "{payload}");
    assert_eq!(reader.post(&address, &[("reason", "other"), ("note", payload)]).await.status, StatusCode::SEE_OTHER, "{payload}");
    assert!(tells(&still(animator, paths::REPORTS).await, ".report-reasons .remark-text", payload), "{payload}");
}

async fn decided(author: &Browser, animator: &Browser, post: PostId, payload: &str) {
    let address = paths::moderate_post(post);
    let typed = [("kind", "removed"), ("reason", payload), ("words", payload), ("days", payload), ("from", payload)];
    let unread = checked(animator.post(&address, &typed).await, StatusCode::UNPROCESSABLE_ENTITY, payload);
    assert!(tells(&unread, "#words", payload), "{payload}");
    let typed = [("kind", "removed"), ("reason", "other"), ("words", payload), ("phrase", payload)];
    assert_eq!(animator.post(&address, &typed).await.status, StatusCode::SEE_OTHER, "{payload}");
    assert!(tells(&still(animator, &address).await, ".around .remark-text", payload), "{payload}");
    assert!(tells(&still(author, paths::MY_MODERATION).await, ".moderation-item .remark-text", payload), "{payload}");
}

async fn appealed(author: &Browser, animator: &Browser, payload: &str) {
    let id = author.get(paths::MY_MODERATION).await.attributes("input[name=act]", "value").remove(0);
    let said = author.post(paths::MY_MODERATION, &[("act", &id), ("appeal", payload)]).await;
    assert_eq!(said.status, StatusCode::SEE_OTHER, "{payload}");
    let answer = format!("{}/recours/{id}", paths::REPORTS);
    let unread = animator.post(&answer, &[("decision", payload), ("answer", payload)]).await;
    assert!(tells(&checked(unread, StatusCode::UNPROCESSABLE_ENTITY, payload), "#answer", payload), "{payload}");
    assert_eq!(animator.post(&answer, &[("decision", "kept"), ("answer", payload)]).await.status, StatusCode::SEE_OTHER, "{payload}");
    assert!(tells(&still(author, paths::MY_MODERATION).await, ".moderation-item .remark-text", payload), "{payload}");
}
