//! Naming someone: only whom one may know of, and who may read it.

use super::{fifty, opened, other, person, says, space, writer};
use crate::{
    cast::{animator, settle, sql},
    harness::both,
};
use domain::{access::Role, discussions::Attention, ids::AccountId};
use services::{
    discussions::{self, Where},
    identity,
};

async fn body(cx: &services::cx::Cx, topic: domain::ids::TopicId) -> String {
    let page = discussions::topic(cx, topic, Where::Last).await.expect("a page");
    page.posts.last().and_then(|post| post.body.clone()).expect("a body").as_str().to_owned()
}

both! {
    async fn a_name_is_shown_as_its_bearer_chooses_now(portal: TestPortal) {
        settle(&portal).await;
        let (space, _) = space(&portal, "Entraide", &[("public", "yes")]).await;
        let topic = opened(&portal, &portal.cx(writer()), "Les tablettes", &[space]).await;
        let cx = portal.cx(other());
        let post = discussions::reply(&cx, topic, &says("Merci @camille durand, et @Personne Inconnue <b>.")).await.expect("written");
        let shown = body(&cx, topic).await;
        assert!(shown.contains("<strong>@Camille Durand</strong>, et @Personne Inconnue &lt;b&gt;."), "{shown}");
        assert_eq!(discussions::post(&cx, post).await.expect("a message").typed, "Merci @Camille Durand, et @Personne Inconnue <b>.");
        sql(&portal, "UPDATE account SET name_shown = 'initial', shown_name = 'Camille D.' WHERE id = 1").await;
        assert!(body(&cx, topic).await.contains("@Camille D.</strong>"), "the name is nowhere else");
    }

    async fn a_quotation_holds_no_name_that_does_not_follow_its_bearer(portal: TestPortal) {
        settle(&portal).await;
        sql(
            &portal,
            "INSERT INTO account_school (account_id, uai) VALUES (2, '0990001N'), (4, '0990001N');
             INSERT INTO account_role (account_id, role, source, granted_ms) VALUES (2, 'teacher', 'ent', 0), (4, 'teacher', 'ent', 0);",
        )
        .await;
        let (space, _) = space(&portal, "Entraide", &[]).await;
        let (one, two) = (portal.cx(writer()), portal.cx(other()));
        let topic = opened(&portal, &one, "Les tablettes", &[space]).await;
        // Noa wrote nothing: their colleague knows them, and nobody else.
        let post = discussions::reply(&two, topic, &says("Avec @Noa Leroy, @Camille Durand et @Dominique Petit.")).await.expect("written");
        assert_eq!(discussions::quote(&one, post).await.expect("a quotation"), "Avec quelqu’un, @Camille Durand et @Dominique Petit.");
        assert_eq!(discussions::beginning(&one, post).await.expect("read"), "Avec @Noa Leroy, @Camille Durand et @Dominique Petit.");
        let quoted = discussions::quote(&one, post).await.expect("a quotation");
        discussions::reply(&one, topic, &says(&format!("> {quoted}\n\nOui."))).await.expect("written");
        sql(&portal, "UPDATE account SET name_shown = 'initial', shown_name = substr(name, 1, 5) || '.' WHERE id IN (1, 2)").await;
        let shown = body(&two, topic).await;
        assert!(shown.contains("<strong>@Camil.</strong> et <strong>@Domin.</strong>") && !shown.contains("Durand"), "{shown}");
        let offered = discussions::mentionable(&one, topic, "").await.expect("offered");
        assert!(offered.iter().all(|one| one.account != AccountId::new(1)), "nobody calls themselves");
    }

    async fn who_may_not_read_it_cannot_be_named_in_it(portal: TestPortal) {
        settle(&portal).await;
        sql(&portal, "INSERT INTO account_role (account_id, role, source, granted_ms) VALUES (2, 'teacher', 'ent', 0)").await;
        let (public, _) = space(&portal, "Entraide", &[("public", "yes")]).await;
        let (heads, _) = space(&portal, "Direction", &[("post", "head")]).await;
        opened(&portal, &portal.cx(other()), "Qui je suis", &[public]).await;
        let head = portal.cx(person(4, Role::Head, "33063"));
        let topic = opened(&portal, &head, "Entre nous", &[heads]).await;
        discussions::reply(&head, topic, &says("Voir avec @Dominique Petit et @Alix Martin.")).await.expect("written");
        let shown = body(&head, topic).await;
        assert!(shown.contains("avec @Dominique Petit et <strong>@Alix Martin</strong>"), "{shown}");
        let offered = discussions::mentionable(&head, topic, "").await.expect("offered");
        assert_eq!(offered.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["Alix Martin"]);
        let everywhere = opened(&portal, &portal.cx(writer()), "Bonjour", &[public]).await;
        let offered = discussions::mentionable(&portal.cx(writer()), everywhere, "peti").await.expect("offered");
        assert_eq!(offered.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["Dominique Petit"]);
        assert!(discussions::mentionable(&portal.cx(writer()), topic, "a").await.is_err(), "not where one does not write");
    }

    async fn several_are_named_at_once_and_each_is_asked_of_their_own_rights(portal: TestPortal) {
        settle(&portal).await;
        fifty(&portal).await;
        sql(
            &portal,
            "INSERT INTO account_role (account_id, role, source, granted_ms) VALUES (2, 'parent', 'ent', 0);
             INSERT INTO account_school (account_id, uai) VALUES (1, '0990001N'), (2, '0990001N'), (2, '0990002P'), (4, '0990002P');
             INSERT INTO account_commune (account_id, insee) VALUES (4, '33063');
             UPDATE account SET suspended_ms = 1 WHERE id = 101;",
        )
        .await;
        let mut conn = portal.system().read().await.expect("a connection");
        let asked: Vec<_> = [1, 2, 3, 4, 100, 101, 999].map(AccountId::new).into();
        let mut each = std::collections::BTreeMap::new();
        for account in &asked {
            if let Some(person) = identity::person(&mut conn, *account).await.expect("read") {
                each.insert(*account, person);
            }
        }
        assert_eq!(identity::persons(&mut conn, &asked).await.expect("read"), each);
        assert_eq!(each.keys().map(|account| account.get()).collect::<Vec<_>>(), [1, 2, 3, 4, 100]);
        assert_eq!(each[&asked[1]].member().map(|member| (member.schools.len(), member.school_communes.len())), Some((2, 2)));
        assert!(identity::persons(&mut conn, &[]).await.expect("read").is_empty());
        drop(conn);

        let (public, _) = space(&portal, "Entraide", &[("public", "yes")]).await;
        for id in [100, 102] {
            opened(&portal, &portal.cx(person(id, Role::Teacher, "33063")), "Qui je suis", &[public]).await;
        }
        opened(&portal, &portal.cx(other()), "Qui je suis", &[public]).await;
        let (teachers, _) = space(&portal, "Entre nous", &[]).await;
        let cx = portal.cx(writer());
        let topic = opened(&portal, &cx, "Les tablettes", &[teachers]).await;
        let typed = "@Enseignante 102, @Dominique Petit, @alix martin et encore @Enseignante 102";
        let post = discussions::reply(&cx, topic, &says(typed)).await.expect("written");
        let shown = body(&cx, topic).await;
        let (named, text) = ("<strong>@Enseignante 102</strong>", ", @Dominique Petit, <strong>@Alix Martin</strong> et encore ");
        assert!(shown.contains(&format!("{named}{text}{named}")), "{shown}");
        let as_typed = discussions::post(&cx, post).await.expect("a message").typed;
        assert_eq!(as_typed, "@Enseignante 102, @Dominique Petit, @Alix Martin et encore @Enseignante 102");
        let offered = discussions::mentionable(&cx, topic, "").await.expect("offered");
        assert!(offered.len() <= 8 && offered.iter().all(|one| one.name != "Dominique Petit"), "{offered:?}");
    }

    async fn a_thousand_calls_to_nobody_hold_up_no_one(portal: TestPortal) {
        settle(&portal).await;
        fifty(&portal).await;
        let (space, _) = space(&portal, "Entraide", &[]).await;
        let cx = portal.cx(writer());
        let topic = opened(&portal, &cx, "Les tablettes", &[space]).await;
        let typed = "@".repeat(20_000);
        let post = discussions::reply(&cx, topic, &says(&typed)).await.expect("written");
        assert_eq!(discussions::post(&cx, post).await.expect("a message").typed, typed);
    }

    async fn nobody_is_found_by_typing_a_number(portal: TestPortal) {
        settle(&portal).await;
        let (space, _) = space(&portal, "Entraide", &[]).await;
        let cx = portal.cx(writer());
        let topic = opened(&portal, &cx, "Les tablettes", &[space]).await;
        let post = discussions::reply(&cx, topic, &says("Bonjour @[4] et @[3]")).await.expect("written");
        let shown = body(&cx, topic).await;
        assert!(!shown.contains("Noa") && !shown.contains("Alix"), "{shown}");
        assert_eq!(discussions::post(&cx, post).await.expect("a message").typed, "Bonjour @[4] et @[3]");
        assert_eq!(discussions::attention_to(&mut cx.read().await.expect("a connection"), domain::ids::AccountId::new(4), topic).await.expect("read"), Attention::Normal);
        assert!(discussions::mentionable(&portal.cx(animator()), topic, "camille").await.expect("offered").len() == 1);
    }
}
