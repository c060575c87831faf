//! People whose provider does not say what they are here: someone does, or refuses.

use super::{
    count,
    delegates::delegate,
    member,
    sign_in::{sign_in, with_fake},
    texts,
};
use crate::{
    cast::{addressed, animator, letters, settle, sql, teacher},
    harness::{TestPortal, both, member as viewer},
};
use domain::{
    access::{Denial, Role, Viewer},
    ids::AccountId,
    problem::Rule,
};
use serde_json::json;
use services::{error::Error, identity};

/// The school that the fake provider attaches everyone to.
async fn settle_their_school(portal: &TestPortal) {
    settle(portal).await;
    sql(
        portal,
        "INSERT INTO school (uai, name, name_key, kind, nature_code, public_sector, commune, address, postcode, constituency, \
         constituency_code, pial, state, row_hash, updated_ms) VALUES \
         ('0330001X', 'École du Parc', 'ecole du parc', 'elementaire', '151', TRUE, '33063', '', '', '', '', '', 'ouvert', '', 0);",
    )
    .await;
}

async fn waiting(portal: &TestPortal, who: Viewer) -> Vec<AccountId> {
    identity::pending(&portal.cx(who)).await.expect("a list").into_iter().map(|person| person.account).collect()
}

both! {
    async fn who_waits_is_told_and_comes_in_as_a_teacher_for_good(portal: TestPortal) {
        let (portal, fake) = with_fake(portal, json!({})).await;
        settle_their_school(&portal).await;
        let known = sign_in(&portal, &fake, "prof1").await.expect("signed in").account;
        let finished = sign_in(&portal, &fake, "super").await.expect("signed in");
        let account = finished.account;
        let [person] = identity::pending(&portal.cx(animator())).await.expect("a list").try_into().expect("one");
        assert_eq!((person.account, person.said.as_str(), person.providers.as_slice()), (account, "SUPERADMIN", ["ent".to_owned()].as_slice()));
        assert_ne!(known, account, "who has a role does not wait");
        assert_eq!(person.schools[0].known, Some(("École du Parc".to_owned(), "Bordeaux".to_owned())));

        assert_eq!(waiting(&portal, delegate(&["33063"])).await, [account]);
        assert_eq!(waiting(&portal, viewer(9, &[Role::Admin], &[])).await, [account]);
        assert!(waiting(&portal, delegate(&["33039"])).await.is_empty());
        for stranger in [teacher(), viewer(2, &[Role::Advisor], &[])] {
            assert!(matches!(identity::pending(&portal.cx(stranger.clone())).await, Err(Error::Denied(Denial::Role))));
            assert!(matches!(identity::admit(&portal.cx(stranger), account, "0330001X").await, Err(Error::Denied(Denial::Role))));
        }
        assert!(matches!(identity::admit(&portal.cx(delegate(&["33039"])), account, "0330001X").await, Err(Error::NotFound)));
        let here = portal.cx(delegate(&["33063"]));
        for wrong in ["0990002P", "0330001Z", "", "0990009X"] {
            let answer = identity::admit(&here, account, wrong).await;
            assert!(matches!(&answer, Err(Error::Invalid(problems)) if problems.of("school").eq([&Rule::Unknown(wrong.to_owned())])), "{answer:?}");
        }
        letters(&portal).await;
        identity::admit(&here, account, " 0330001x ").await.expect("let in");
        assert!(matches!(identity::admit(&here, account, "0330001X").await, Err(Error::NotFound)), "once");
        assert_eq!(member(&portal, &finished.session).await, None, "a new power begins with a new session");
        assert_eq!(addressed(&letters(&portal).await), [("c.martin@ac-bordeaux.fr", "Votre compte est ouvert")]);
        assert!(waiting(&portal, animator()).await.is_empty());
        assert_eq!(
            texts(&portal, "SELECT actor || ' ' || outcome FROM audit WHERE action = 'admit'").await,
            ["account:4 teacher school:0330001X"],
        );

        let again = sign_in(&portal, &fake, "super").await.expect("signed in");
        let seen = member(&portal, &again.session).await.expect("someone");
        assert_eq!((seen.id, seen.roles), (account, vec![Role::Teacher]), "what was said here stays, whatever the provider says");
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM account WHERE said IS NOT NULL").await, 0, "its words are forgotten");
    }

    async fn who_is_refused_waits_no_more_until_something_else_is_said(portal: TestPortal) {
        let (portal, fake) = with_fake(portal, json!({})).await;
        settle_their_school(&portal).await;
        let account = sign_in(&portal, &fake, "super").await.expect("signed in").account;
        letters(&portal).await;
        identity::turn_down(&portal.cx(animator()), account).await.expect("refused");
        assert!(matches!(identity::turn_down(&portal.cx(animator()), account).await, Err(Error::NotFound)), "once");
        assert_eq!(addressed(&letters(&portal).await), [("c.martin@ac-bordeaux.fr", "Votre demande de compte")]);
        let again = sign_in(&portal, &fake, "super").await.expect("signed in");
        assert_eq!(member(&portal, &again.session).await.map(|member| member.roles), Some(vec![]));
        assert!(waiting(&portal, animator()).await.is_empty(), "the same is not asked twice");
        crate::identity::meddle(&portal, "UPDATE account SET said = 'National_EVS' WHERE said IS NOT NULL").await;
        sign_in(&portal, &fake, "super").await.expect("signed in");
        assert_eq!(waiting(&portal, animator()).await, [account]);
    }
}
