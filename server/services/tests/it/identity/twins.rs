//! Two accounts that may be one person's: an administrator tells, and nothing is joined by itself.

use super::{
    count,
    fake_provider::Fake,
    member,
    sign_in::{sign_in, with_fake},
    texts,
};
use crate::{
    cast::{animator, settle, sql},
    harness::{TestPortal, both, member as viewer},
};
use domain::{
    access::{Denial, Role, Viewer},
    ids::AccountId,
    problem::Rule,
};
use serde_json::json;
use services::{
    error::Error,
    identity::{self, Finished},
    privacy,
};

fn admin() -> Viewer {
    viewer(9, &[Role::Admin], &[])
}

/// Someone whose provider gives them another subject.
async fn moved(portal: TestPortal) -> (TestPortal, Fake, Finished, Finished) {
    let (portal, fake) = with_fake(portal, json!({})).await;
    settle(&portal).await;
    fake.tamper(|token| token.claims["uid"] = json!("0b6b"));
    let before = sign_in(&portal, &fake, "prof1").await.expect("signed in");
    let after = sign_in(&portal, &fake, "prof1-moved").await.expect("signed in");
    (portal, fake, before, after)
}

async fn waiting(portal: &TestPortal) -> Vec<(AccountId, AccountId)> {
    let twins = identity::twins(&portal.cx(admin())).await.expect("a list");
    twins.into_iter().map(|twin| (twin.new.account, twin.former.account)).collect()
}

both! {
    async fn an_administrator_gives_the_new_identity_to_the_old_account(portal: TestPortal) {
        let (portal, fake, before, after) = moved(portal).await;
        let (old, new) = (before.account, after.account);
        assert_eq!(waiting(&portal).await, [(new, old)]);
        assert!(identity::pending(&portal.cx(animator())).await.expect("a list").is_empty(), "nobody else says what they are");
        for stranger in [animator(), viewer(2, &[Role::Teacher], &[])] {
            let cx = portal.cx(stranger);
            assert!(matches!(identity::twins(&cx).await, Err(Error::Denied(Denial::Role))));
            assert!(matches!(privacy::reunite(&cx, new, old).await, Err(Error::Denied(Denial::Role))));
            assert!(matches!(identity::tell_apart(&cx, new, old).await, Err(Error::Denied(Denial::Role))));
        }
        let cx = portal.cx(admin());
        assert!(matches!(privacy::reunite(&cx, old, new).await, Err(Error::NotFound)), "never the other way");
        privacy::reunite(&cx, new, old).await.expect("one account");
        assert!(matches!(privacy::reunite(&cx, new, old).await, Err(Error::NotFound)), "once");
        assert_eq!((member(&portal, &before.session).await, member(&portal, &after.session).await), (None, None), "both sign in again");
        for subject in ["prof1-moved", "prof1"] {
            let again = sign_in(&portal, &fake, subject).await.expect("signed in");
            let seen = member(&portal, &again.session).await.expect("someone");
            assert_eq!((again.account, seen.roles), (old, vec![Role::Teacher]), "{subject}");
        }
        assert!(waiting(&portal).await.is_empty());
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM erasure").await, 1, "the empty one is gone");
        let said = texts(&portal, "SELECT actor || ' ' || object || ' ' || outcome FROM audit WHERE action = 'identity-join'").await;
        assert_eq!(said, [format!("account:9 account:{new} account:{old}")]);
    }

    async fn an_account_that_holds_something_is_not_joined(portal: TestPortal) {
        let (portal, fake, before, after) = moved(portal).await;
        let (old, new) = (before.account, after.account);
        sql(
            &portal,
            "INSERT INTO post_draft (account_id, place, title, body, updated_ms) \
             SELECT account_id, 'need', '', 'Un début', 1 FROM account_identity WHERE subject = 'prof1-moved'",
        )
        .await;
        let refused = privacy::reunite(&portal.cx(admin()), new, old).await;
        assert!(matches!(&refused, Err(Error::Invalid(problems)) if problems.of("account").eq([&Rule::HoldsSomething])), "{refused:?}");
        assert_eq!(waiting(&portal).await, [(new, old)], "nothing has happened");
        assert!(member(&portal, &before.session).await.is_some());
        sql(&portal, "DELETE FROM post_draft").await;
        // Whoever only read loses nothing.
        privacy::reunite(&portal.cx(admin()), new, old).await.expect("one account");
        assert_eq!(sign_in(&portal, &fake, "prof1-moved").await.expect("signed in").account, old);
    }

    async fn two_people_of_one_name_are_told_apart(portal: TestPortal) {
        let (portal, fake, before, after) = moved(portal).await;
        let (old, new) = (before.account, after.account);
        let cx = portal.cx(admin());
        assert!(matches!(identity::tell_apart(&cx, old, new).await, Err(Error::NotFound)));
        identity::tell_apart(&cx, new, old).await.expect("told");
        assert!(waiting(&portal).await.is_empty());
        assert!(matches!(privacy::reunite(&cx, new, old).await, Err(Error::NotFound)), "what was said stays");
        assert_eq!(member(&portal, &after.session).await, None, "a new power begins with a new session");
        assert!(member(&portal, &before.session).await.is_some());
        let again = sign_in(&portal, &fake, "prof1-moved").await.expect("signed in");
        assert_eq!(member(&portal, &again.session).await.map(|member| (member.id, member.roles)), Some((new, vec![Role::Teacher])));
    }
}
