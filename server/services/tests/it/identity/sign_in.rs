//! Signing in with a provider: who comes in, and what comes of an answer that nobody asked for.

use super::{count, fake_provider::Fake, meddle, member, texts};
use crate::harness::{TestPortal, both};
use domain::{
    access::{Role, Viewer},
    identity::Refusal,
    paths::ReturnTo,
    territory::Uai,
};
use serde_json::{Value, json};
use services::{
    error::Error,
    identity::{self, Answer, Finished, Prompt, Providers, SignInFailure, Swept},
    outside::Secret,
};
use std::{collections::HashSet, time::Duration};
use url::Url;

/// A portal whose provider `ent` is a fake.
pub async fn with_fake(portal: TestPortal, row: Value) -> (TestPortal, Fake) {
    let fake = Fake::serve(portal.portal.clock.clone()).await;
    let rows = vec![fake.row("ent", row)];
    let portal = portal.changed(|portal| portal.providers = Providers::with_patience(rows, Duration::from_secs(2)).expect("providers"));
    (portal, fake)
}

pub async fn begin(portal: &TestPortal, browser: &Secret) -> Result<Url, SignInFailure> {
    identity::begin(&portal.cx(Viewer::Nobody), "ent", browser, ReturnTo::parse("/projets?page=2"), Prompt::AsUsual).await
}

pub async fn finish(portal: &TestPortal, browser: &Secret, answer: Answer) -> Result<Finished, SignInFailure> {
    identity::finish(&portal.cx(Viewer::Nobody), "ent", Some(browser), None, answer).await
}

/// The whole way, as `subject`.
pub async fn sign_in(portal: &TestPortal, fake: &Fake, subject: &str) -> Result<Finished, SignInFailure> {
    let browser = Secret::new().expect("chance");
    let url = begin(portal, &browser).await?;
    finish(portal, &browser, fake.answer(&url, subject)).await
}

pub fn query(url: &Url, name: &str) -> String {
    url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned()).unwrap_or_default()
}

fn bad(answer: Result<Finished, SignInFailure>) -> &'static str {
    match answer {
        Err(SignInFailure::BadAnswer(why)) => why,
        other => panic!("not a bad answer: {other:?}"),
    }
}

both! {
    async fn a_teacher_comes_in_and_goes_on_where_they_were_going(portal: TestPortal) {
        let (portal, fake) = with_fake(portal, json!({})).await;
        let finished = sign_in(&portal, &fake, "prof1").await.expect("signed in");
        assert_eq!(finished.return_to.as_str(), "/projets?page=2");
        let member = member(&portal, &finished.session).await.expect("someone");
        assert_eq!((member.id, member.name.as_str(), member.roles), (finished.account, "Camille Martin", vec![Role::Teacher]));
        assert_eq!(member.schools, [Uai::from_number(330_001)], "what is no school's code is dropped");
        assert_eq!(texts(&portal, "SELECT email FROM account").await, ["c.martin@ac-bordeaux.fr"]);
        assert_eq!(fake.asked("/userinfo"), 0, "everything was in the ID token");
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM sign_in_attempt").await, 0);
        let trail = texts(&portal, "SELECT actor || ' ' || action || ' ' || object || ' ' || outcome FROM audit ORDER BY id").await;
        let account = finished.account;
        assert_eq!(trail, [format!("account:{account} roles account:{account} ent: none -> teacher"), format!("account:{account} sign-in provider:ent ok")]);
    }

    async fn what_came_to_nothing_is_in_the_trail_without_a_word_of_what_was_sent(portal: TestPortal) {
        let (portal, fake) = with_fake(portal, json!({})).await;
        let browser = Secret::new().expect("chance");
        let url = begin(&portal, &browser).await.expect("an address");
        let forged = Answer { state: vec!["volé".to_owned()], ..fake.answer(&url, "prof1") };
        bad(finish(&portal, &browser, forged).await);
        let refused = Answer { error: Some("access_denied".to_owned()), code: Vec::new(), ..fake.answer(&url, "prof1") };
        let cancelled = finish(&portal, &browser, refused).await;
        assert!(matches!(cancelled, Err(SignInFailure::Cancelled { .. })), "{cancelled:?}");
        assert_eq!(
            texts(&portal, "SELECT actor || ' ' || action || ' ' || object || ' ' || outcome || ' ' || provider FROM audit ORDER BY id").await,
            [
                "nobody sign-in provider:ent failed: unknown state, or used already ent",
                "nobody sign-in provider:ent failed: cancelled at the provider ent",
            ],
        );
    }

    async fn what_is_asked_of_the_provider_is_new_and_complete_each_time(portal: TestPortal) {
        let (portal, fake) = with_fake(portal, json!({ "scopes": ["openid", "stage"] })).await;
        let browser = Secret::new().expect("chance");
        let mut seen = HashSet::new();
        for _ in 0..3 {
            let url = begin(&portal, &browser).await.expect("an address");
            assert!(url.as_str().starts_with(&format!("{}/authorize?", fake.issuer())));
            assert_eq!(query(&url, "redirect_uri"), "https://preau.example.fr/connexion/ent/retour");
            assert_eq!((query(&url, "scope").as_str(), query(&url, "code_challenge_method").as_str()), ("openid stage", "S256"));
            for name in ["state", "nonce", "code_challenge"] {
                let value = query(&url, name);
                assert!(value.len() >= 43 && value.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'), "{name}={value}");
                assert!(seen.insert(value), "{name} was used before");
            }
        }
        for verifier in texts(&portal, "SELECT verifier FROM sign_in_attempt").await {
            assert!(verifier.len() >= 43 && seen.insert(verifier));
        }
        let stored = texts(&portal, "SELECT state_hash FROM sign_in_attempt").await;
        assert!(stored.into_iter().all(|hash| seen.insert(hash)), "states are kept hashed");
    }

    async fn a_provider_that_is_unknown_or_switched_off_is_not_there(portal: TestPortal) {
        let (portal, fake) = with_fake(portal, json!({ "enabled": false })).await;
        let cx = portal.cx(Viewer::Nobody);
        let browser = Secret::new().expect("chance");
        for id in ["ent", "demo", "other", ""] {
            assert!(matches!(identity::begin(&cx, id, &browser, ReturnTo::parse("/"), Prompt::AsUsual).await, Err(SignInFailure::UnknownProvider)), "{id}");
            let answer = identity::finish(&cx, id, Some(&browser), None, Answer::default()).await;
            assert!(matches!(answer, Err(SignInFailure::UnknownProvider)), "{id}");
        }
        assert_eq!(portal.portal.providers.offered().count(), 0);
        assert_eq!(fake.asked("/discovery"), 0);
    }

    async fn two_tabs_both_succeed(portal: TestPortal) {
        let (portal, fake) = with_fake(portal, json!({})).await;
        let browser = Secret::new().expect("chance");
        let (one, two) = (begin(&portal, &browser).await.expect("an address"), begin(&portal, &browser).await.expect("an address"));
        let second = finish(&portal, &browser, fake.answer(&two, "prof1")).await.expect("signed in");
        let first = finish(&portal, &browser, fake.answer(&one, "prof1")).await.expect("signed in");
        assert_eq!(first.account, second.account);
        assert!(member(&portal, &first.session).await.is_some() && member(&portal, &second.session).await.is_some());
    }

    async fn an_answer_that_this_browser_did_not_ask_for_signs_nobody_in(portal: TestPortal) {
        let (portal, fake) = with_fake(portal, json!({})).await;
        let (mine, theirs) = (Secret::new().expect("chance"), Secret::new().expect("chance"));
        let cx = portal.cx(Viewer::Nobody);
        let mut asked = Vec::new();
        for _ in 0..4 {
            asked.push(begin(&portal, &mine).await.expect("an address"));
        }
        let no_cookie = identity::finish(&cx, "ent", None, None, fake.answer(&asked[0], "prof1")).await;
        assert_eq!(bad(no_cookie), "no cookie");
        assert_eq!(bad(finish(&portal, &theirs, fake.answer(&asked[1], "prof1")).await), "begun in another browser");
        let good = fake.answer(&asked[2], "prof1");
        let state = good.state[0].clone();
        for (states, why) in [
            (vec![], "not one state"),
            (vec![state.clone(), state.clone()], "not one state"),
            (vec![String::new()], "unknown state, or used already"),
            (vec![format!("{state}A")], "unknown state, or used already"),
        ] {
            assert_eq!(bad(finish(&portal, &mine, Answer { state: states.clone(), ..good.clone() }).await), why, "{states:?}");
        }
        for code in [vec![], vec![String::new()], vec!["a".to_owned(), "b".to_owned()]] {
            let url = begin(&portal, &mine).await.expect("an address");
            assert_eq!(bad(finish(&portal, &mine, Answer { code, ..fake.answer(&url, "prof1") }).await), "not one code");
        }
        assert_eq!(fake.asked("/token"), 0);
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM session").await + count(&portal, "SELECT COUNT(*) FROM account").await, 0);
        finish(&portal, &mine, good).await.expect("this one was asked for");
    }

    async fn an_answer_is_taken_once(portal: TestPortal) {
        let (portal, fake) = with_fake(portal, json!({})).await;
        let browser = Secret::new().expect("chance");
        let answer = fake.answer(&begin(&portal, &browser).await.expect("an address"), "prof1");
        finish(&portal, &browser, answer.clone()).await.expect("signed in");
        assert_eq!(bad(finish(&portal, &browser, answer).await), "unknown state, or used already");
        assert_eq!(fake.asked("/token"), 1, "the second time nothing was asked of the provider");

        let answer = fake.answer(&begin(&portal, &browser).await.expect("an address"), "prof1");
        let at_once: Vec<_> = (0..10).map(|_| {
            let (cx, browser, answer) = (portal.cx(Viewer::Nobody), browser.clone(), answer.clone());
            tokio::spawn(async move { identity::finish(&cx, "ent", Some(&browser), None, answer).await.is_ok() })
        }).collect();
        let mut successes = 0;
        for one in at_once {
            successes += u32::from(one.await.expect("no panic"));
        }
        assert_eq!((successes, fake.asked("/token")), (1, 2));
    }

    async fn an_answer_after_ten_minutes_is_too_late(portal: TestPortal) {
        let (portal, fake) = with_fake(portal, json!({})).await;
        let browser = Secret::new().expect("chance");
        let (one, two) = (begin(&portal, &browser).await.expect("an address"), begin(&portal, &browser).await.expect("an address"));
        portal.portal.clock.advance_ms(600_000 - 1);
        finish(&portal, &browser, fake.answer(&one, "prof1")).await.expect("in time");
        begin(&portal, &browser).await.expect("an address");
        portal.portal.clock.advance_ms(1);
        assert_eq!(bad(finish(&portal, &browser, fake.answer(&two, "prof1")).await), "begun too long ago");
        portal.portal.clock.advance_ms(600_000);
        assert_eq!(identity::sweep(&portal.system()).await.expect("swept"), Swept { sessions: 0, attempts: 1 });
    }

    async fn one_providers_answer_is_worth_nothing_at_another(portal: TestPortal) {
        let (one, two) = (Fake::serve(portal.portal.clock.clone()).await, Fake::serve(portal.portal.clock.clone()).await);
        let rows = vec![one.row("ent", json!({})), two.row("autre", json!({ "auth_method": "post" }))];
        let portal = portal.changed(|portal| portal.providers = Providers::new(rows).expect("providers"));
        let (cx, browser) = (portal.cx(Viewer::Nobody), Secret::new().expect("chance"));
        let answer = one.answer(&begin(&portal, &browser).await.expect("an address"), "prof1");
        assert_eq!(bad(identity::finish(&cx, "autre", Some(&browser), None, answer).await), "begun with another provider");
        assert_eq!(two.asked("/token"), 0);

        let here = sign_in(&portal, &one, "prof1").await.expect("signed in");
        let url = identity::begin(&cx, "autre", &browser, ReturnTo::parse("/"), Prompt::AsUsual).await.expect("an address");
        let there = identity::finish(&cx, "autre", Some(&browser), None, two.answer(&url, "prof1")).await.expect("signed in");
        assert_ne!(here.account, there.account, "one subject at two providers is two people");
    }

    async fn the_same_address_elsewhere_is_someone_else(portal: TestPortal) {
        let (portal, fake) = with_fake(portal, json!({})).await;
        let prof = sign_in(&portal, &fake, "prof1").await.expect("signed in");
        let thief = sign_in(&portal, &fake, "thief").await.expect("signed in");
        assert_ne!(prof.account, thief.account);
        assert_eq!(texts(&portal, "SELECT DISTINCT email FROM account").await, ["c.martin@ac-bordeaux.fr"], "both say the same address");
        let again = sign_in(&portal, &fake, "prof1").await.expect("signed in");
        assert_eq!((again.account, again.session == prof.session), (prof.account, false), "a new session each time");
    }

    async fn a_pupil_leaves_nothing_behind(portal: TestPortal) {
        let (portal, fake) = with_fake(portal, json!({})).await;
        for (subject, refusal) in [("eleve1", Refusal::Pupil), ("parent1", Refusal::Parent)] {
            let answer = sign_in(&portal, &fake, subject).await;
            assert!(matches!(&answer, Err(SignInFailure::Refused(why)) if *why == refusal), "{answer:?}");
        }
        for table in ["account", "account_identity", "account_role", "account_school", "session", "sign_in_attempt"] {
            let sql = Box::leak(format!("SELECT COUNT(*) FROM {table}").into_boxed_str());
            assert_eq!(count(&portal, sql).await, 0, "{table}");
        }
        let trail = texts(&portal, "SELECT actor || ' ' || action || ' ' || object || ' ' || outcome FROM audit ORDER BY id").await;
        assert_eq!(trail, ["nobody sign-in provider:ent refused: pupil", "nobody sign-in provider:ent refused: parent"]);
    }

    async fn a_parent_comes_in_where_the_provider_lets_parents_in(portal: TestPortal) {
        let (portal, fake) = with_fake(portal, json!({ "parents": "read" })).await;
        let finished = sign_in(&portal, &fake, "parent1").await.expect("signed in");
        assert_eq!(member(&portal, &finished.session).await.map(|member| member.roles), Some(vec![Role::Parent]));
        assert!(matches!(sign_in(&portal, &fake, "eleve1").await, Err(SignInFailure::Refused(Refusal::Pupil))));
    }

    async fn a_profile_gives_its_roles_and_never_power(portal: TestPortal) {
        let (portal, fake) = with_fake(portal, json!({})).await;
        for (subject, roles, name) in [
            ("head", vec![Role::Teacher, Role::Head], "Une directrice"),
            ("super", vec![], "Un super-administrateur"),
            ("multi", vec![Role::Teacher], "Une enseignante et parente"),
            ("nomail", vec![Role::Teacher], "Sans adresse"),
            ("odd", vec![Role::Teacher], "nimdA <script>"),
        ] {
            let finished = sign_in(&portal, &fake, subject).await.expect(subject);
            let member = member(&portal, &finished.session).await.expect(subject);
            assert_eq!((member.roles, member.name.as_str()), (roles, name), "{subject}");
        }
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM account WHERE email IS NULL").await, 1);
    }

    async fn each_sign_in_says_anew_what_someone_is(portal: TestPortal) {
        let (portal, fake) = with_fake(portal, json!({})).await;
        let known = sign_in(&portal, &fake, "prof1").await.expect("signed in");
        identity::grant_to(&portal.system(), known.account, Role::Animator).await.expect("given");
        let first = sign_in(&portal, &fake, "prof1").await.expect("signed in");
        fake.tamper(|token| {
            token.claims["ENTPersonProfils"] = json!("National_DIR");
            token.claims["uai"] = json!(Uai::from_number(330_002));
            token.claims["name"] = json!("Camille Martin-Dupuy");
        });
        let second = sign_in(&portal, &fake, "prof1").await.expect("signed in");
        assert_eq!(member(&portal, &first.session).await, None, "no session grows in rights: the one from before has ended");
        let seen = member(&portal, &second.session).await.expect("someone");
        assert_eq!(seen.roles, [Role::Teacher, Role::Head, Role::Animator], "the new rights, and the role that was given here");
        assert_eq!((seen.schools, seen.name.as_str()), (vec![Uai::from_number(330_002)], "Camille Martin-Dupuy"));

        fake.tamper(|token| token.claims["ENTPersonProfils"] = json!("National_ELV"));
        assert!(matches!(sign_in(&portal, &fake, "prof1").await, Err(SignInFailure::Refused(Refusal::Pupil))));
        assert_eq!(member(&portal, &second.session).await, None);
        assert!(texts(&portal, "SELECT role FROM account_role").await.is_empty(), "nothing that was given to a member of staff stays");
        fake.tamper(|token| token.claims["ENTPersonProfils"] = json!("National_ENS"));
        let again = sign_in(&portal, &fake, "prof1").await.expect("signed in");
        assert_eq!(member(&portal, &again.session).await.expect("someone").roles, [Role::Teacher], "power comes back by someone's decision alone");
    }

    async fn a_suspended_person_does_not_come_in(portal: TestPortal) {
        let (portal, fake) = with_fake(portal, json!({})).await;
        sign_in(&portal, &fake, "prof1").await.expect("signed in");
        meddle(&portal, "UPDATE account SET suspended_ms = 1, name = 'Avant'").await;
        let answer = sign_in(&portal, &fake, "prof1").await;
        assert!(matches!(answer, Err(SignInFailure::Other(Error::NotFound))), "{answer:?}");
        assert_eq!(texts(&portal, "SELECT name FROM account").await, ["Avant"]);
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM session").await, 1, "the one from before, which stands for nobody");
    }

    async fn signing_in_as_another_ends_the_session_before(portal: TestPortal) {
        let (portal, fake) = with_fake(portal, json!({})).await;
        let before = sign_in(&portal, &fake, "prof1").await.expect("signed in");
        let browser = Secret::new().expect("chance");
        let answer = fake.answer(&begin(&portal, &browser).await.expect("an address"), "head");
        let cx = portal.cx(Viewer::Nobody);
        let after = identity::finish(&cx, "ent", Some(&browser), Some(&before.session), answer).await.expect("signed in");
        assert_eq!(member(&portal, &before.session).await, None);
        assert_eq!(member(&portal, &after.session).await.map(|member| member.name).as_deref(), Some("Une directrice"));
    }

    /// Line 58.
    async fn who_signs_in_after_a_sign_out_says_again_who_they_are(portal: TestPortal) {
        let (portal, _fake) = with_fake(portal, json!({})).await;
        let (cx, browser) = (portal.cx(Viewer::Nobody), Secret::new().expect("chance"));
        for (prompt, expected) in [(Prompt::AsUsual, ""), (Prompt::Anew, "login")] {
            let url = identity::begin(&cx, "ent", &browser, ReturnTo::parse("/"), prompt).await.expect("an address");
            assert_eq!(query(&url, "prompt"), expected);
        }
    }

    async fn a_provider_without_pkce_is_asked_for_none(portal: TestPortal) {
        let (portal, fake) = with_fake(portal, json!({ "pkce": "none" })).await;
        let url = begin(&portal, &Secret::new().expect("chance")).await.expect("an address");
        assert_eq!(query(&url, "code_challenge"), "");
        sign_in(&portal, &fake, "prof1").await.expect("signed in");
    }

    /// IDENTITY 1.3: an issuer that leads nowhere, and endpoints elsewhere.
    async fn endpoints_that_were_given_are_used_without_discovery(portal: TestPortal) {
        let fake = Fake::serve(portal.portal.clock.clone()).await;
        let at = |path: &str| format!("{}{path}", fake.issuer());
        let given = json!({
            "authorization_endpoint": at("/authorize"), "token_endpoint": at("/token"), "userinfo_endpoint": at("/userinfo"),
            "jwks_uri": at("/jwks"), "expect_iss": false, "logout_endpoint": at("/adieu"), "logout_kind": "edifice_callback",
        });
        let rows = vec![fake.row("ent", given)];
        let portal = portal.changed(|portal| portal.providers = Providers::new(rows).expect("providers"));
        let finished = sign_in(&portal, &fake, "prof1").await.expect("signed in");
        assert_eq!((fake.asked("/discovery"), fake.asked("/jwks")), (0, 1));
        let url = identity::close_session(&portal.cx(Viewer::Nobody), &finished.session).await.expect("closed").expect("an address");
        assert_eq!((url.path(), query(&url, "callback").as_str()), ("/adieu", "https://preau.example.fr/"));
    }

    /// The claim that the operator names tells people apart, and it must be there.
    async fn who_someone_is_may_be_another_claim_than_sub(portal: TestPortal) {
        let (portal, fake) = with_fake(portal, json!({ "subject_claim": "uid" })).await;
        let answer = sign_in(&portal, &fake, "prof1").await;
        assert!(matches!(&answer, Err(SignInFailure::Provider(why)) if why.contains("\"uid\"")), "{answer:?}");
        fake.tamper(|token| token.claims["uid"] = json!("VAC65103"));
        sign_in(&portal, &fake, "prof1").await.expect("signed in");
        assert_eq!(texts(&portal, "SELECT subject FROM account_identity").await, ["VAC65103"]);
    }

    /// EduConnect is for families: even where parents are let in, and whatever else is said.
    async fn educonnect_is_turned_away(portal: TestPortal) {
        let (portal, fake) = with_fake(portal, json!({ "parents": "read" })).await;
        for (affiliation, refusal) in [("resp2d", Refusal::Parent), ("eleve2d", Refusal::Pupil)] {
            fake.tamper(move |token| token.claims["FrEduCtPersonAffiliation"] = json!(affiliation));
            let answer = sign_in(&portal, &fake, "prof1").await;
            assert!(matches!(&answer, Err(SignInFailure::Refused(why)) if *why == refusal), "{answer:?}");
        }
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM account").await, 0);
    }

    /// IDENTITY 1.6: never merged, never believed, and said.
    async fn a_subject_that_changed_is_not_believed(portal: TestPortal) {
        let (portal, fake) = with_fake(portal, json!({})).await;
        fake.tamper(|token| token.claims["uid"] = json!("0b6b"));
        let before = sign_in(&portal, &fake, "prof1").await.expect("signed in");
        let after = sign_in(&portal, &fake, "prof1-moved").await.expect("signed in");
        assert_ne!(before.account, after.account);
        for _ in 0..2 {
            let again = sign_in(&portal, &fake, "prof1-moved").await.expect("signed in");
            assert_eq!(member(&portal, &again.session).await.map(|member| member.roles), Some(vec![]), "an administrator has to tell");
            let known = sign_in(&portal, &fake, "prof1").await.expect("signed in");
            assert_eq!(member(&portal, &known.session).await.map(|member| member.roles), Some(vec![Role::Teacher]));
        }
        let said = texts(&portal, "SELECT object || ' ' || outcome FROM audit WHERE action = 'identity-twin'").await;
        assert_eq!(said, [format!("account:{} ent: perhaps account:{} under another subject", after.account, before.account)]);
    }

    /// A provider of OpenID Connect at which one signs out as at a CAS server: nothing but where to go then is told it.
    async fn signing_out_leads_where_the_operator_says(portal: TestPortal) {
        let elsewhere = json!({ "logout_kind": "cas", "logout_endpoint": "https://cas.example.fr/cas/logout" });
        let (portal, fake) = with_fake(portal, elsewhere).await;
        let finished = sign_in(&portal, &fake, "prof1").await.expect("signed in");
        let url = identity::close_session(&portal.cx(Viewer::Nobody), &finished.session).await.expect("closed").expect("an address");
        assert_eq!(url.as_str(), "https://cas.example.fr/cas/logout?service=https%3A%2F%2Fpreau.example.fr%2F");
        assert_eq!(member(&portal, &finished.session).await, None);
    }

    async fn signing_out_kills_the_row_and_leads_to_the_provider(portal: TestPortal) {
        let (portal, fake) = with_fake(portal, json!({})).await;
        let finished = sign_in(&portal, &fake, "prof1").await.expect("signed in");
        let id_token = texts(&portal, "SELECT id_token FROM session").await.remove(0);
        let cx = portal.cx(Viewer::Nobody);
        let url = identity::close_session(&cx, &finished.session).await.expect("closed").expect("an address");
        assert!(url.as_str().starts_with(&format!("{}/logout?", fake.issuer())));
        assert_eq!(query(&url, "id_token_hint"), id_token);
        assert_eq!(query(&url, "post_logout_redirect_uri"), "https://preau.example.fr/");
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM session").await, 0);
        assert_eq!(member(&portal, &finished.session).await, None);
    }
}
