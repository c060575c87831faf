//! What is typed in discussions: names of spaces, titles, messages, drafts. All of it is text everywhere.

use super::{PAYLOADS, checked, still, tells};
use crate::harness::{Browser, Site};
use axum::http::StatusCode;
use sample::cast::{ANIMATOR, OTHER_TEACHER, TEACHER};

#[tokio::test]
async fn nothing_that_is_said_in_a_discussion_runs_anywhere() {
    let site = Site::open().await;
    let (animator, teacher, other) = (site.as_(ANIMATOR).await, site.as_(TEACHER).await, site.as_(OTHER_TEACHER).await);
    for payload in PAYLOADS {
        // Nobody opens topics faster than this.
        site.portal.clock.advance_ms(15 * 60_000);
        let space = spaced(&animator, payload).await;
        let new = space.replace("/echanges/", "/echanges/nouveau?espace=");
        let number = still(&teacher, &new).await.attributes("input[name=space][checked]", "value").remove(0);
        let lacking = [("title", ""), ("body", payload), ("opens", payload), ("kind", payload), ("tag", payload), ("sent", payload)];
        assert!(tells(&checked(teacher.post(&new, &lacking).await, StatusCode::UNPROCESSABLE_ENTITY, payload), "#body", payload));
        let topic = teacher.post(&new, &[("title", payload), ("body", payload), ("space", &number)]).await.location();
        for who in [&animator, &teacher, &other] {
            let page = still(who, &topic).await;
            assert!(tells(&page, "h1", payload) && tells(&page, ".breadcrumb", payload), "{payload}");
            assert!(tells(&still(who, &space).await, ".topic-title", payload), "{payload}");
            still(who, "/echanges").await;
        }
        answered(&teacher, &other, &topic, payload).await;
        tended(&animator, &topic, payload).await;
        still(&other, &format!("{topic}?citer=2&jour=x&lire=y")).await;
    }
}

/// A space that says `payload` wherever it can; its address.
async fn spaced(animator: &Browser, payload: &str) -> String {
    let typed = [("name", payload), ("summary", payload), ("commune", payload)];
    let refused = checked(animator.post("/animation/espaces", &typed).await, StatusCode::UNPROCESSABLE_ENTITY, payload);
    assert!(tells(&refused, "#summary", payload), "{payload}");
    let made = animator.post("/animation/espaces", &[("name", payload), ("summary", payload), ("post", "teacher")]).await.location();
    assert!(tells(&still(animator, &made).await, "h1", payload), "{payload}");
    still(animator, "/animation/espaces").await;
    made.replace("/animation/espaces", "/echanges")
}

/// An answer, its draft, what it said before, and what it is answered.
async fn answered(teacher: &Browser, other: &Browser, topic: &str, payload: &str) {
    let draft = [("do", "draft"), ("page", "1"), ("body", payload)];
    assert_eq!(other.post(topic, &draft).await.status, StatusCode::SEE_OTHER, "{payload}");
    assert!(tells(&still(other, "/echanges/brouillons").await, ".draft-text", payload), "{payload}");
    assert!(tells(&still(other, topic).await, "#body", payload), "{payload}");
    let message = other.post(topic, &[("body", payload), ("sent", payload)]).await.location();
    let edit = format!("{message}/modifier");
    assert!(tells(&still(other, &edit).await, "#body", payload), "{payload}");
    let change = |version| [("do", "save"), ("body", payload), ("version", version)];
    checked(other.post(&edit, &change(payload)).await, StatusCode::CONFLICT, payload);
    let longer = format!("Encore {payload}");
    let changed = other.post(&edit, &[("do", "save"), ("body", longer.as_str()), ("version", "1")]).await;
    assert_eq!(changed.status, StatusCode::SEE_OTHER, "{payload}");
    still(teacher, &format!("{message}/historique")).await;
    checked(
        teacher.post(&format!("{topic}/gestes"), &[("do", payload), ("post", payload)]).await,
        StatusCode::UNPROCESSABLE_ENTITY,
        payload,
    );
}

/// What the animator types to tend it.
async fn tended(animator: &Browser, topic: &str, payload: &str) {
    let settings = format!("{topic}/reglages");
    still(animator, &settings).await;
    for (act, field) in [("pin", "until"), ("merge", "into")] {
        let refused = animator.post(&settings, &[("do", act), (field, payload)]).await;
        let refused = checked(refused, StatusCode::UNPROCESSABLE_ENTITY, payload);
        assert_eq!(refused.attributes(&format!("#{field}"), "value"), [payload]);
    }
    let split =
        checked(animator.post(&settings, &[("do", "split"), ("new_title", payload)]).await, StatusCode::UNPROCESSABLE_ENTITY, payload);
    assert_eq!(split.attributes("#new_title", "value"), [payload]);
}
