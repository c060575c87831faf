//! What the animator does to a topic as a whole, and the minute at which one opens.

use super::{number, opened, said, send, settings, space, topic_form};
use crate::harness::{Browser, Site};
use axum::http::StatusCode;
use sample::cast::{ANIMATOR, OTHER_TEACHER, TEACHER};

const DAY_MS: i64 = 24 * 60 * 60_000;

async fn titles(browser: &Browser, space: &str) -> Vec<String> {
    browser.get(space).await.select(".topic-title")
}

#[tokio::test]
async fn a_pinned_topic_stands_first_until_its_day_is_over() {
    let site = Site::open().await;
    let (animator, teacher) = (site.as_(ANIMATOR).await, site.as_(TEACHER).await);
    let space = space(&animator, "Le préau", &[]).await;
    let topic = opened(&teacher, &space, "Le premier").await;
    site.portal.clock.advance_ms(1_000);
    opened(&teacher, &space, "Le second").await;
    assert_eq!(titles(&teacher, &space).await, ["Le second", "Le premier"]);
    for wrong in ["hier", "2020-01-01", ""] {
        let refused = animator.post(&settings(&topic), &[("do", "pin"), ("until", wrong)]).await;
        assert_eq!((refused.status, refused.select("#until-erreur").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1), "{wrong}");
        assert_eq!(refused.attributes("#until", "value"), [wrong]);
    }
    assert_eq!(animator.post(&settings(&topic), &[("do", "pin"), ("until", "2026-11-24")]).await.location(), topic);
    assert_eq!(titles(&teacher, &space).await, ["Le premier", "Le second"]);
    assert!(teacher.get(&topic).await.select(".topic-marks .badge").contains(&"Épinglé jusqu’au 24/11/2026".to_owned()));
    site.portal.clock.advance_ms(2 * DAY_MS);
    let teacher = site.as_(TEACHER).await;
    assert_eq!(titles(&teacher, &space).await, ["Le second", "Le premier"]);
}

#[tokio::test]
async fn two_topics_become_one_and_one_becomes_two() {
    let site = Site::open().await;
    let (animator, teacher, other) = (site.as_(ANIMATOR).await, site.as_(TEACHER).await, site.as_(OTHER_TEACHER).await);
    let space = space(&animator, "Le préau", &[]).await;
    let (from, into) = (opened(&teacher, &space, "Tablettes en panne").await, opened(&other, &space, "Tablettes").await);
    said(&other, &from, "Redémarrez-la.").await;
    let own = number(&from);
    for wrong in ["rien", "/echanges/sujets/1-rien", own.as_str()] {
        let refused = animator.post(&settings(&from), &[("do", "merge"), ("into", wrong)]).await;
        assert_eq!((refused.status, refused.select("#into-erreur").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1), "{wrong}");
        assert_eq!(refused.attributes("#into", "value"), [wrong]);
    }
    assert_eq!(teacher.post(&settings(&from), &[("do", "merge"), ("into", &into)]).await.status, StatusCode::FORBIDDEN);
    let whole = format!("http://127.0.0.1:3000{into}#message-1");
    assert_eq!(animator.post(&settings(&from), &[("do", "merge"), ("into", &whole)]).await.location(), into);
    let moved = teacher.get(&from).await;
    assert_eq!((moved.status, moved.location()), (StatusCode::MOVED_PERMANENTLY, into.clone()));
    assert_eq!(teacher.get(&into).await.select("#messages .post-name"), ["Bastien Lanoé", "Inès Caradec", "Bastien Lanoé"]);
    assert_eq!(titles(&teacher, &space).await, ["Tablettes"]);

    let among = animator.get(&settings(&into)).await.attributes("input[name=posts]", "value");
    assert_eq!(among.len(), 2, "the first one stays");
    let untitled = animator.post(&settings(&into), &[("do", "split"), ("posts", &among[0])]).await;
    assert_eq!((untitled.status, untitled.select("#new_title-erreur").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    assert_eq!(untitled.attributes("input[name=posts][checked]", "value"), [among[0].clone()]);
    let none = animator.post(&settings(&into), &[("do", "split"), ("new_title", "À part")]).await;
    assert_eq!((none.select("#posts-erreur").len(), none.attributes("#new_title", "value")), (1, vec!["À part".to_owned()]));
    let split = [("do", "split"), ("new_title", "À part"), ("posts", among[0].as_str()), ("posts", among[1].as_str())];
    let apart = animator.post(&settings(&into), &split).await.location();
    assert!(apart.ends_with("-a-part"), "{apart}");
    assert_eq!(teacher.get(&apart).await.select("#messages .post-name"), ["Inès Caradec", "Bastien Lanoé"]);
    assert_eq!(teacher.get(&into).await.select("#messages .post-name"), ["Bastien Lanoé"]);
}

#[tokio::test]
async fn what_was_written_for_fewer_goes_into_another_topic_once_it_is_said_that_more_may_read_it() {
    let site = Site::open().await;
    let (animator, teacher, other) = (site.as_(ANIMATOR).await, site.as_(TEACHER).await, site.as_(OTHER_TEACHER).await);
    let (between, public) = (space(&animator, "Entre nous", &[]).await, space(&animator, "Pour tous", &[("public", "yes")]).await);
    let (from, into) = (opened(&teacher, &between, "Tablettes en panne").await, opened(&other, &public, "Tablettes").await);
    let merge = [("do", "merge"), ("into", into.as_str())];
    let asked = animator.post(&settings(&from), &merge).await;
    assert_eq!((asked.status, asked.attributes("#into", "value")), (StatusCode::UNPROCESSABLE_ENTITY, vec![into.clone()]));
    assert_eq!(asked.select("#reunir + form .notice li"), ["tout le monde, même sans compte"]);
    assert_eq!(asked.attributes("#agreed[checked]", "value").len(), 0);
    assert_eq!(site.nobody().get(&into).await.select("#messages .post-name").len(), 1, "nothing happens before");
    assert_eq!(teacher.get(&from).await.status, StatusCode::OK);
    let agreed = asked.attributes("#agreed", "value").remove(0);
    let merge: Vec<_> = merge.into_iter().chain([("agreed", agreed.as_str())]).collect();
    assert_eq!(animator.post(&settings(&from), &merge).await.location(), into);
    assert_eq!(site.nobody().get(&into).await.select("#messages .post-name").len(), 2);
}

#[tokio::test]
async fn a_hidden_topic_is_its_author_s_and_the_animator_s() {
    let site = Site::open().await;
    let (animator, teacher, other) = (site.as_(ANIMATOR).await, site.as_(TEACHER).await, site.as_(OTHER_TEACHER).await);
    let space = space(&animator, "Le préau", &[]).await;
    let topic = opened(&teacher, &space, "Tablettes").await;
    let decides =
        async |browser: &Browser| browser.get(&settings(&topic)).await.attributes("a[href^='/animation/signalements/messages/']", "href");
    assert_eq!(decides(&teacher).await, Vec::<String>::new());
    let decide = decides(&animator).await.remove(0);
    assert!(animator.get(&decide).await.text().contains("il emporte tout le sujet"));
    let unsaid = animator.post(&decide, &[("kind", "hidden")]).await;
    assert_eq!((unsaid.status, unsaid.select("#reason-erreur").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1), "it says why");
    let hide = [("kind", "hidden"), ("reason", "off-topic"), ("words", "Voir ailleurs.")];
    assert_eq!(animator.post(&decide, &hide).await.location(), format!("{decide}?fait=decide"));
    assert_eq!(other.get(&topic).await.status, StatusCode::NOT_FOUND);
    assert_eq!(titles(&other, &space).await, Vec::<String>::new());
    assert!(teacher.get(&topic).await.select(".topic-head .notice")[0].starts_with("Masqué"));
    let told = teacher.get("/moi/moderation").await;
    assert!(told.text().contains("Voir ailleurs.") && told.select("textarea[name=appeal]").len() == 1, "and may appeal");
    animator.post(&decide, &[("kind", "shown")]).await;
    assert_eq!(other.get(&topic).await.status, StatusCode::OK);
    for unknown in ["rien", "hide"] {
        assert_eq!(animator.post(&settings(&topic), &[("do", unknown)]).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{unknown}");
    }
}

#[tokio::test]
async fn a_topic_opens_at_its_minute() {
    let site = Site::open().await;
    let (animator, teacher, other) = (site.as_(ANIMATOR).await, site.as_(TEACHER).await, site.as_(OTHER_TEACHER).await);
    let space = space(&animator, "Le préau", &[]).await;
    let form = topic_form(&teacher, &space, &[("title", "Demain"), ("body", "Bonjour"), ("opens", "2026-11-23T10:00")]).await;
    let topic = send(&teacher, "/echanges/nouveau", &form).await.location();
    assert!(teacher.get(&topic).await.select(".topic-head .notice")[0].starts_with("Programmé : ce sujet s’ouvre le lundi 23"));
    assert_eq!(other.get(&topic).await.status, StatusCode::NOT_FOUND);
    assert_eq!(titles(&other, &space).await, Vec::<String>::new());
    for (minutes, status) in [(59, StatusCode::NOT_FOUND), (1, StatusCode::OK)] {
        site.portal.clock.advance_ms(minutes * 60_000);
        services::discussions::open_due(&site.system()).await.expect("the clock is followed");
        assert_eq!(other.get(&topic).await.status, status);
    }
    assert_eq!(titles(&other, &space).await, ["Demain"]);
}

#[tokio::test]
async fn a_question_without_an_answer_stands_on_the_desk_after_five_days() {
    let site = Site::open().await;
    let (animator, teacher) = (site.as_(ANIMATOR).await, site.as_(TEACHER).await);
    let space = space(&animator, "Le préau", &[]).await;
    let topic = opened(&teacher, &space, "Quel micro choisir ?").await;
    let listed = "section[aria-labelledby=sans-reponse] .topic-title a";
    assert!(!animator.get("/animation").await.attributes(listed, "href").contains(&topic), "not at once");
    site.portal.clock.advance_ms(5 * DAY_MS);
    let (animator, other) = (site.as_(ANIMATOR).await, site.as_(OTHER_TEACHER).await);
    assert!(animator.get("/animation").await.attributes(listed, "href").contains(&topic));
    assert!(animator.get("/animation?suivi=moi").await.select(listed).is_empty(), "nobody looks after one");
    said(&other, &topic, "Celui de la classe 3.").await;
    assert!(!animator.get("/animation").await.attributes(listed, "href").contains(&topic));
}
