//! Several identities of one person: linked by the person alone, from a session that has just begun (IDENTITY 42, 53).

use super::{count, fake_provider::Fake, member, texts};
use crate::harness::{TestPortal, both};
use domain::{
    access::{Role, Viewer},
    paths::ReturnTo,
    problem::Rule,
};
use serde_json::json;
use services::{
    error::Error,
    identity::{self, FRESH_MS, Finished, IdentityKey, Prompt, Providers, SessionKey, SignInFailure},
    outside::Secret,
};
use std::time::Duration;

/// A portal with two providers, `ent` and `aca`, and both of them.
async fn with_two(portal: TestPortal) -> (TestPortal, Fake, Fake) {
    let (ent, aca) = (Fake::serve(portal.portal.clock.clone()).await, Fake::serve(portal.portal.clock.clone()).await);
    let rows = vec![ent.row("ent", json!({})), aca.row("aca", json!({}))];
    let portal = portal.changed(|portal| portal.providers = Providers::with_patience(rows, Duration::from_secs(2)).expect("providers"));
    (portal, ent, aca)
}

async fn sign_in(portal: &TestPortal, provider: &str, fake: &Fake, subject: &str) -> Finished {
    let (cx, browser) = (portal.cx(Viewer::Nobody), Secret::new().expect("chance"));
    let url = identity::begin(&cx, provider, &browser, ReturnTo::parse("/"), Prompt::AsUsual).await.expect("an address");
    identity::finish(&cx, provider, Some(&browser), None, fake.answer(&url, subject)).await.expect("signed in")
}

async fn viewer(portal: &TestPortal, session: &Secret) -> Viewer {
    identity::viewer(&portal.portal, session).await.expect("an answer")
}

/// The whole way of a link to an identity at `aca`.
async fn link(portal: &TestPortal, session: &Secret, aca: &Fake, subject: &str) -> Result<Finished, SignInFailure> {
    let (cx, browser) = (portal.cx(viewer(portal, session).await), Secret::new().expect("chance"));
    let url = identity::begin_link(&cx, "aca", &browser, Some(&SessionKey::of(session))).await?;
    identity::finish(&cx, "aca", Some(&browser), Some(session), aca.answer(&url, subject)).await
}

async fn keys(portal: &TestPortal, session: &Secret) -> Vec<(String, IdentityKey)> {
    let own = identity::own_identities(&portal.cx(viewer(portal, session).await)).await.expect("a list");
    own.into_iter().map(|identity| (identity.provider, identity.key)).collect()
}

both! {
    async fn a_second_identity_opens_the_same_account(portal: TestPortal) {
        let (portal, ent, aca) = with_two(portal).await;
        let first = sign_in(&portal, "ent", &ent, "prof1").await;
        let linked = link(&portal, &first.session, &aca, "head").await.expect("linked");
        assert_eq!((linked.account, linked.return_to.as_str()), (first.account, "/moi/identites?fait=associe"));
        assert_eq!(member(&portal, &first.session).await, None, "a new power begins with a new session");
        assert_eq!(member(&portal, &linked.session).await.map(|member| member.roles), Some(vec![Role::Teacher, Role::Head]));
        assert_eq!(sign_in(&portal, "aca", &aca, "head").await.account, first.account);
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM account").await, 1);
        let account = first.account;
        assert_eq!(
            texts(&portal, "SELECT actor || ' ' || object || ' ' || outcome FROM audit WHERE action = 'link'").await,
            [format!("account:{account} account:{account} provider:aca ok")],
        );
    }

    async fn what_one_provider_says_of_schools_is_not_the_others_to_take(portal: TestPortal) {
        let (portal, ent, aca) = with_two(portal).await;
        let first = sign_in(&portal, "ent", &ent, "prof1").await;
        let linked = link(&portal, &first.session, &aca, "prof2").await.expect("linked");
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM account_school_source").await, 2);
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM account_school").await, 1, "both say the same");
        let cx = portal.cx(viewer(&portal, &linked.session).await);
        let (_, key) = keys(&portal, &linked.session).await.into_iter().find(|(provider, _)| provider == "ent").expect("there");
        identity::unlink(&cx, &key, Some(&SessionKey::of(&linked.session))).await.expect("taken away");
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM account_school").await, 1, "the other says it still");
        assert_eq!(texts(&portal, "SELECT source FROM account_role").await, ["aca"]);
        assert_eq!(member(&portal, &linked.session).await, None);
        assert_ne!(sign_in(&portal, "ent", &ent, "prof1").await.account, first.account, "it is someone else's beginning");
    }

    async fn an_identity_that_has_an_account_is_not_linked(portal: TestPortal) {
        let (portal, ent, aca) = with_two(portal).await;
        let theirs = sign_in(&portal, "aca", &aca, "prof1").await;
        let mine = sign_in(&portal, "ent", &ent, "prof1").await;
        assert_ne!(mine.account, theirs.account, "the same address, and someone else");
        assert!(matches!(link(&portal, &mine.session, &aca, "prof1").await, Err(SignInFailure::LinkedElsewhere)));
        assert!(member(&portal, &mine.session).await.is_some() && member(&portal, &theirs.session).await.is_some());
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM account_identity").await, 2);
        assert_eq!(texts(&portal, "SELECT outcome FROM audit WHERE action = 'link'").await, ["refused: linked elsewhere"]);
        let pupil = link(&portal, &mine.session, &aca, "eleve1").await;
        assert!(matches!(pupil, Err(SignInFailure::Refused(_))), "{pupil:?}");
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM account_identity").await, 2);
    }

    async fn linking_takes_a_session_that_has_just_begun_and_is_there_still(portal: TestPortal) {
        let (portal, ent, aca) = with_two(portal).await;
        let mine = sign_in(&portal, "ent", &ent, "prof1").await;
        let (cx, browser) = (portal.cx(viewer(&portal, &mine.session).await), Secret::new().expect("chance"));
        let key = SessionKey::of(&mine.session);
        let url = identity::begin_link(&cx, "aca", &browser, Some(&key)).await.expect("an address");
        let gone = identity::finish(&portal.cx(Viewer::Nobody), "aca", Some(&browser), None, aca.answer(&url, "head")).await;
        assert!(matches!(gone, Err(SignInFailure::BadAnswer(_))), "{gone:?}");
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM account_identity").await, 1);

        assert!(matches!(identity::begin_link(&portal.cx(Viewer::Nobody), "aca", &browser, None).await, Err(SignInFailure::Other(Error::SignIn))));
        let no_session = identity::begin_link(&cx, "aca", &browser, None).await;
        assert!(matches!(no_session, Err(SignInFailure::Other(Error::Invalid(_)))));
        portal.portal.clock.advance_ms(FRESH_MS);
        let late = identity::begin_link(&cx, "aca", &browser, Some(&key)).await;
        let Err(SignInFailure::Other(Error::Invalid(problems))) = late else { panic!("{late:?}") };
        assert_eq!(problems.iter().map(|problem| problem.rule.clone()).collect::<Vec<_>>(), [Rule::SignInAgain]);
    }

    async fn who_was_suspended_meanwhile_gets_no_identity_more(portal: TestPortal) {
        let (portal, ent, aca) = with_two(portal).await;
        let mine = sign_in(&portal, "ent", &ent, "prof1").await;
        let (cx, browser) = (portal.cx(viewer(&portal, &mine.session).await), Secret::new().expect("chance"));
        let url = identity::begin_link(&cx, "aca", &browser, Some(&SessionKey::of(&mine.session))).await.expect("an address");
        crate::identity::meddle(&portal, "UPDATE account SET suspended_ms = 1").await;
        let late = identity::finish(&cx, "aca", Some(&browser), Some(&mine.session), aca.answer(&url, "head")).await;
        assert!(matches!(late, Err(SignInFailure::Other(Error::NotFound))), "{late:?}");
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM account_identity").await, 1);
    }

    async fn the_last_identity_stays_and_nobody_takes_anothers(portal: TestPortal) {
        let (portal, ent, aca) = with_two(portal).await;
        let (mine, theirs) = (sign_in(&portal, "ent", &ent, "prof1").await, sign_in(&portal, "aca", &aca, "head").await);
        let cx = portal.cx(viewer(&portal, &mine.session).await);
        let session = SessionKey::of(&mine.session);
        let (own, other) = (keys(&portal, &mine.session).await.remove(0).1, keys(&portal, &theirs.session).await.remove(0).1);
        let last = identity::unlink(&cx, &own, Some(&session)).await;
        assert!(matches!(&last, Err(Error::Invalid(problems)) if problems.iter().all(|p| p.rule == Rule::LastIdentity)), "{last:?}");
        assert!(matches!(identity::unlink(&cx, &other, Some(&session)).await, Err(Error::NotFound)));
        assert!(!own.as_str().contains("prof1"), "a page does not tell what the provider calls them");
        portal.portal.clock.advance_ms(FRESH_MS);
        let late = identity::unlink(&cx, &own, Some(&session)).await;
        assert!(matches!(&late, Err(Error::Invalid(problems)) if problems.iter().all(|p| p.rule == Rule::SignInAgain)), "{late:?}");
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM account_identity").await, 2);
    }
}
