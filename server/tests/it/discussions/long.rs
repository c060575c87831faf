//! What is long: topics of many messages, and what is far too long or too much for one.

use super::{opened, said, space};
use crate::harness::Site;
use axum::http::StatusCode;
use sample::cast::{ANIMATOR, OTHER_TEACHER, TEACHER};

const DAY_MS: i64 = 24 * 60 * 60_000;

#[tokio::test]
async fn a_long_topic_is_read_page_by_page_and_one_comes_in_anywhere() {
    let site = Site::open().await;
    let (animator, teacher) = (site.as_(ANIMATOR).await, site.as_(TEACHER).await);
    let space = space(&animator, "Le préau", &[]).await;
    let topic = opened(&teacher, &space, "Cent vingt messages").await;
    for number in 2..=100 {
        // Nobody else writes that fast.
        said(&animator, &topic, &format!("Message {number}")).await;
    }
    site.portal.clock.advance_ms(DAY_MS);
    let animator = site.as_(ANIMATOR).await;
    for number in 101..=120 {
        said(&animator, &topic, &format!("Message {number}")).await;
    }
    let reader = site.as_(OTHER_TEACHER).await;
    let first = reader.get(&topic).await;
    assert_eq!((first.select("#messages > li").len(), first.select(".jump-bar .byline")), (50, vec!["Page 1 sur 3".to_owned()]));
    assert_eq!(first.attributes(".pagination a[rel=next]", "href"), [format!("{topic}?page=2#messages")]);
    assert_eq!(reader.get(&space).await.select(".topic-new"), ["70 nouveaux"], "one page is read");

    let leads = [
        ("lire=suite", format!("{topic}?page=2#message-51")),
        ("lire=fin", format!("{topic}?page=3#message-120")),
        ("lire=reponse", format!("{topic}#message-1")),
        ("jour=2026-11-24", format!("{topic}?page=3#message-101")),
        ("jour=24/11/2026", format!("{topic}?page=3#message-101")),
        ("jour=2026-12-24", format!("{topic}?page=3#message-120")),
    ];
    for (way, place) in leads {
        let led = reader.get(&format!("{topic}?{way}")).await;
        assert_eq!((led.status, led.location()), (StatusCode::SEE_OTHER, place), "{way}");
    }
    let second = reader.get(&format!("{topic}?page=2")).await;
    assert_eq!(second.attributes("#messages > li", "id")[0], "message-51");
    assert_eq!((second.select("#messages > li").len(), second.select(".post-new").len()), (50, 1));
    for odd in ["page=3", "page=99999", "page=99999999999999", "page=-1&jour=&lire=rien"] {
        let page = reader.get(&format!("{topic}?{odd}")).await;
        assert_eq!(page.status, StatusCode::OK, "{odd}");
        let many = if odd == "page=3" || odd == "page=99999" { 20 } else { 50 };
        assert_eq!(page.select("#messages > li").len(), many, "{odd}");
    }
    assert!(reader.get(&space).await.select(".topic-new").is_empty(), "all of it is read");
}

#[tokio::test]
async fn what_is_far_too_much_is_refused_by_name_and_nothing_typed_is_lost() {
    let site = Site::open().await;
    let (animator, teacher) = (site.as_(ANIMATOR).await, site.as_(TEACHER).await);
    let space = space(&animator, "Le préau", &[]).await;
    let topic = opened(&teacher, &space, "Trop").await;
    let (long, links) = ("a".repeat(50_000), "https://exemple.fr/ ".repeat(300));
    for (typed, said) in [(long.as_str(), "50000 caractères"), (links.as_str(), "30 adresses au plus")] {
        for path in [topic.as_str(), "/echanges/nouveau"] {
            let refused = teacher.post(path, &[("body", typed), ("title", "Trop")]).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
            assert!(refused.select("#body-erreur")[0].contains(said), "{path}: {:?}", refused.select("#body-erreur"));
            assert_eq!(refused.select("#body")[0].len(), typed.trim_end().len(), "{path}");
        }
    }
    let zalgo = format!("z{}algo", "\u{30d}\u{311}\u{352}".repeat(50));
    said(&teacher, &topic, &zalgo).await;
    assert!(teacher.get(&topic).await.select("#message-2 .prose")[0].chars().count() <= 8, "no tower stands on a letter");
    let family = "\u{1F469}\u{200D}\u{1F469}\u{200D}\u{1F467}";
    let settings = super::settings(&topic);
    let wordless = teacher.post(&settings, &[("do", "retitle"), ("title", family)]).await;
    assert_eq!((wordless.status, wordless.attributes("#title", "value")), (StatusCode::UNPROCESSABLE_ENTITY, vec![family.to_owned()]));
    assert!(wordless.select("#title-erreur")[0].contains("au moins un mot"));
    let titled = teacher.post(&settings, &[("do", "retitle"), ("title", &format!("En famille {family}"))]).await.location();
    assert!(titled.contains("-en-famille"), "{titled}");
    assert_eq!(teacher.get(&titled).await.select("h1"), [format!("En famille {family}")]);
}
