//! Signing in without an ID token: Edifice's userinfo says who came.

use super::{
    count,
    fake_provider::{Exchange, Fake},
    member,
    sign_in::{begin, finish, query, sign_in},
    texts,
};
use crate::harness::{TestPortal, both};
use axum::http::StatusCode;
use domain::{
    access::{Role, Viewer},
    identity::Refusal,
    territory::Uai,
};
use serde_json::{Value, json};
use services::{
    identity::{self, Answer, Finished, Providers, SignInFailure},
    outside::Secret,
};

/// A portal whose provider `ent` is a fake without ID tokens.
async fn with_fake(portal: TestPortal, change: Value) -> (TestPortal, Fake) {
    let fake = Fake::serve(portal.portal.clock.clone()).await;
    let at = |path: &str| format!("{}{path}", fake.issuer());
    let mut row = json!({
        "kind": "oauth2_userinfo", "authorization_endpoint": at("/authorize"), "token_endpoint": at("/token"),
        "userinfo_endpoint": at("/userinfo"), "logout_endpoint": at("/auth/logout"), "auth_method": "post",
    });
    row.as_object_mut().expect("an object").extend(change.as_object().cloned().unwrap_or_default());
    let rows = vec![fake.row("ent", row)];
    fake.set().exchange = Exchange::NoIdToken;
    (portal.changed(|portal| portal.providers = Providers::new(rows).expect("providers")), fake)
}

fn at_provider(answer: Result<Finished, SignInFailure>) -> String {
    match answer {
        Err(SignInFailure::Provider(why)) => why,
        other => panic!("{other:?}"),
    }
}

both! {
    /// Line 33, its second half.
    async fn who_came_is_asked_of_userinfo_and_kept_under_its_own_key(portal: TestPortal) {
        for method in ["post", "basic"] {
            let (portal, fake) = with_fake(TestPortal::sqlite().await, json!({ "auth_method": method })).await;
            sign_in(&portal, &fake, "AC-BORDEAUX-1001").await.expect(method);
        }
        let (portal, fake) = with_fake(portal, json!({})).await;
        let url = begin(&portal, &Secret::new().expect("chance")).await.expect("an address");
        assert_eq!((query(&url, "scope").as_str(), query(&url, "code_challenge_method").as_str()), ("userinfo", "S256"));
        assert_eq!(query(&url, "redirect_uri"), "https://preau.example.fr/connexion/ent/retour");

        let finished = sign_in(&portal, &fake, "AC-BORDEAUX-1001").await.expect("signed in");
        assert_eq!(finished.return_to.as_str(), "/projets?page=2");
        let seen = member(&portal, &finished.session).await.expect("someone");
        assert_eq!((seen.name.as_str(), seen.roles), ("Camille MARTIN", vec![Role::Teacher]));
        assert_eq!(seen.schools, [Uai::from_number(330_001)]);
        assert_eq!(texts(&portal, "SELECT subject || ' ' || uid FROM account_identity").await, ["AC-BORDEAUX-1001 uuid-of-AC-BORDEAUX-1001"]);
        assert_eq!((fake.asked("/discovery"), fake.asked("/jwks")), (0, 0));

        let url = identity::close_session(&portal.cx(Viewer::Nobody), &finished.session).await.expect("closed").expect("an address");
        assert_eq!((url.path(), query(&url, "callback").as_str()), ("/auth/logout", "https://preau.example.fr/"));
    }

    /// Lines 43, 45 and 46.
    async fn pupils_and_parents_are_refused_and_other_staff_waits(portal: TestPortal) {
        let (portal, fake) = with_fake(portal, json!({})).await;
        for (subject, refusal) in [("eleve1", Refusal::Pupil), ("parent1", Refusal::Parent)] {
            let answer = sign_in(&portal, &fake, subject).await;
            assert!(matches!(&answer, Err(SignInFailure::Refused(why)) if *why == refusal), "{answer:?}");
        }
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM account").await, 0);
        for subject in ["head", "super"] {
            let finished = sign_in(&portal, &fake, subject).await.expect(subject);
            assert_eq!(member(&portal, &finished.session).await.map(|member| member.roles), Some(vec![]), "{subject}");
        }
    }

    /// IDENTITY 1.6.
    async fn an_external_id_that_changed_is_somebody_new_without_a_role(portal: TestPortal) {
        let (portal, fake) = with_fake(portal, json!({})).await;
        fake.set().userinfo_more = json!({ "userId": "0b6b" });
        let before = sign_in(&portal, &fake, "AC-LYON-1").await.expect("signed in");
        let after = sign_in(&portal, &fake, "AC-BORDEAUX-1").await.expect("signed in");
        assert_ne!(before.account, after.account);
        assert_eq!(member(&portal, &after.session).await.map(|member| member.roles), Some(vec![]));
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM audit WHERE action = 'identity-twin'").await, 1);
    }

    /// Lines 35 to 37 and 51.
    async fn a_provider_that_fails_signs_nobody_in(portal: TestPortal) {
        let (portal, fake) = with_fake(portal, json!({})).await;
        for (exchange, why) in [
            (Exchange::Huge, "longer than"),
            (Exchange::Html, "not a JSON object"),
            (Exchange::Broken, "answered 500"),
            (Exchange::Elsewhere, "answered 302"),
        ] {
            fake.set().exchange = exchange;
            let said = at_provider(sign_in(&portal, &fake, "prof1").await);
            assert!(said.contains(why), "{said}");
        }
        assert_eq!(fake.asked("/elsewhere"), 0);
        fake.set().exchange = Exchange::NoIdToken;
        let many: serde_json::Map<_, _> = (0..1000).map(|at| (format!("c{at}"), json!("x"))).collect();
        for (more, why) in [
            (json!({ "externalId": null }), "no subject"),
            (json!({ "externalId": "" }), "no subject"),
            (json!({ "externalId": ["a"] }), "no subject"),
            (Value::Object(many), "claims"),
            (json!({ "widgets": "x".repeat(1 << 20) }), "longer than"),
        ] {
            fake.set().userinfo_more = more;
            let said = at_provider(sign_in(&portal, &fake, "prof1").await);
            assert!(said.contains(why), "{said}");
        }
        fake.set().userinfo_status = StatusCode::UNAUTHORIZED;
        assert!(at_provider(sign_in(&portal, &fake, "prof1").await).contains("answered 401"));
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM account").await, 0);
    }

    /// Lines 9 and 14.
    async fn an_answer_is_taken_once_and_an_error_uses_it_up(portal: TestPortal) {
        let (portal, fake) = with_fake(portal, json!({})).await;
        let browser = Secret::new().expect("chance");
        let answer = fake.answer(&begin(&portal, &browser).await.expect("an address"), "prof1");
        finish(&portal, &browser, answer.clone()).await.expect("signed in");
        assert!(matches!(finish(&portal, &browser, answer).await, Err(SignInFailure::BadAnswer(_))));
        assert_eq!(fake.asked("/token"), 1);
        let refused = Answer { error: Some("access_denied".to_owned()), ..fake.answer(&begin(&portal, &browser).await.expect("an address"), "prof1") };
        assert!(matches!(finish(&portal, &browser, refused.clone()).await, Err(SignInFailure::Cancelled { .. })));
        assert!(matches!(finish(&portal, &browser, refused).await, Err(SignInFailure::BadAnswer(_))));
    }

    /// IDENTITY 5: an ID token without profile or school, and Edifice's own userinfo for the rest, of the same person.
    async fn with_an_id_token_edifices_userinfo_must_be_of_the_same_person(portal: TestPortal) {
        let fake = Fake::serve(portal.portal.clock.clone()).await;
        let rows = vec![fake.row("ent", json!({ "userinfo_mode": "edifice_v1" }))];
        let portal = portal.changed(|portal| portal.providers = Providers::new(rows).expect("providers"));
        fake.set().userinfo_only = true;
        let finished = sign_in(&portal, &fake, "AC-LYON-1").await.expect("signed in");
        assert_eq!(member(&portal, &finished.session).await.map(|member| member.roles), Some(vec![Role::Teacher]));
        fake.set().userinfo_of = Some("head".to_owned());
        assert!(at_provider(sign_in(&portal, &fake, "AC-LYON-1").await).contains("of someone else"));
    }
}
