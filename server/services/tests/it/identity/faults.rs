//! A provider that lies, errs, stalls, or is someone else.

use super::{
    count,
    fake_provider::{CLIENT_SECRET, Exchange, Fake, Signed, Token},
    sign_in::{begin, finish, sign_in, with_fake},
    texts,
};
use crate::harness::{TestPortal, both};
use axum::http::StatusCode;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::json;
use services::{
    identity::{Answer, Finished, SignInFailure},
    outside::Secret,
};
use sha2::{Digest, Sha256};
use std::{
    fmt::Write,
    sync::{Arc, Mutex},
};
use tracing::instrument::WithSubscriber;

fn at_provider(answer: Result<Finished, SignInFailure>, fault: &str) -> String {
    match answer {
        Err(SignInFailure::Provider(why)) => why,
        other => panic!("{fault}: {other:?}"),
    }
}

async fn nobody_came_in(portal: &TestPortal) {
    for sql in ["SELECT COUNT(*) FROM session", "SELECT COUNT(*) FROM account", "SELECT COUNT(*) FROM sign_in_attempt"] {
        assert_eq!(count(portal, sql).await, 0, "{sql}");
    }
}

fn half_hash(access_token: &str) -> String {
    URL_SAFE_NO_PAD.encode(&Sha256::digest(access_token.as_bytes())[..16])
}

type Tamper = fn(&mut Token);
type Fault = (&'static str, &'static str, Tamper);

/// A name, what the log says of it, and what is done to a good token.
const REFUSED: &[Fault] = &[
    ("wrong_aud", "Invalid audiences", |token| token.claims["aud"] = json!("another")),
    ("no_aud", "Invalid audiences", |token| token.claims["aud"] = json!([])),
    ("aud_list_no_azp", "not a trusted audience", |token| token.claims["aud"] = json!(["preau", "another"])),
    ("aud_list_with_azp", "not a trusted audience", |token| {
        token.claims["aud"] = json!(["preau", "another"]);
        token.claims["azp"] = json!("preau");
    }),
    ("wrong_azp", "azp", |token| token.claims["azp"] = json!("another")),
    ("wrong_iss", "Invalid issuer", |token| token.claims["iss"] = json!("https://evil.fr")),
    ("wrong_nonce", "nonce mismatch", |token| token.claims["nonce"] = json!("another")),
    ("no_nonce", "missing nonce", |token| token.claims["nonce"] = json!(null)),
    ("expired", "Expired", |token| token.claims["exp"] = json!(token.now - 3600)),
    ("skew_90s", "Expired", |token| token.claims["exp"] = json!(token.now - 90)),
    ("iat_future", "issued in the future", |token| token.claims["iat"] = json!(token.now + 90)),
    ("nbf_future", "nbf", |token| token.claims["nbf"] = json!(token.now + 90)),
    ("nbf_text", "nbf", |token| token.claims["nbf"] = json!("now")),
    ("alg_none", "No signature found", |token| token.signed = Signed::Not),
    ("hs256_pubkey", "Disallowed signature algorithm", |token| token.signed = Signed::Hs256WithThePublicKey),
    ("hs256_client_secret", "Disallowed signature algorithm", |token| token.signed = Signed::Hs256WithTheClientSecret),
    ("bad_sig", "bad signature", |token| token.signed = Signed::ByAnother),
    ("es256_under_an_rsa_key", "unknown key", |token| token.signed = Signed::Es256),
    ("crit", "critical", |token| token.header["crit"] = json!(["exp"])),
    ("no_sub", "an answer that is none", |token| {
        token.claims.as_object_mut().expect("an object").remove("sub");
    }),
    ("empty_sub", "subject", |token| token.claims["sub"] = json!("")),
    ("long_sub", "subject", |token| token.claims["sub"] = json!("a".repeat(256))),
    ("nul_sub", "subject", |token| token.claims["sub"] = json!("a\0b")),
    ("at_hash", "at_hash", |token| token.claims["at_hash"] = json!(half_hash("another"))),
];

/// What may look odd, and is right.
const ACCEPTED: &[(&str, Tamper)] = &[
    ("skew_30s", |token| token.claims["exp"] = json!(token.now - 30)),
    ("iat_30s_ahead", |token| token.claims["iat"] = json!(token.now + 30)),
    ("nbf_30s_ahead", |token| token.claims["nbf"] = json!(token.now + 30)),
    ("aud_list_of_one", |token| token.claims["aud"] = json!(["preau"])),
    ("azp", |token| token.claims["azp"] = json!("preau")),
    ("at_hash", |token| token.claims["at_hash"] = json!(half_hash(&token.access_token))),
    ("es256", |token| {
        token.signed = Signed::Es256;
        token.header["kid"] = json!("ec");
    }),
    ("no_kid", |token| token.header = json!({})),
    ("a_claim_that_the_standard_means_otherwise", |token| {
        token.claims["ENTPersonProfils"] = json!(null);
        token.claims["profile"] = json!("National_ENS");
    }),
    ("odd_claims", |token| {
        token.claims["title"] = json!(null);
        token.claims["structureNodes"] = json!([{ "UAI": "0330001A" }, 7, [null]]);
    }),
];

both! {
    async fn a_token_with_a_fault_signs_nobody_in(portal: TestPortal) {
        let (portal, fake) = with_fake(portal, json!({ "algorithms": ["RS256", "ES256"] })).await;
        for (fault, why, tamper) in REFUSED {
            fake.tamper(tamper);
            let said = at_provider(sign_in(&portal, &fake, "prof1").await, fault);
            assert!(said.contains(why), "{fault}: {said}");
        }
        nobody_came_in(&portal).await;
        let trail = texts(&portal, "SELECT DISTINCT actor || ' ' || action || ' ' || object || ' ' || outcome FROM audit").await;
        assert_eq!(trail, ["nobody sign-in provider:ent failed"]);
        fake.tamper(|_| {});
        sign_in(&portal, &fake, "prof1").await.expect("without a fault");
    }

    async fn only_rs256_is_believed_where_nothing_else_is_said(portal: TestPortal) {
        let (portal, fake) = with_fake(portal, json!({})).await;
        fake.tamper(|token| {
            token.signed = Signed::Es256;
            token.header["kid"] = json!("ec");
        });
        let said = at_provider(sign_in(&portal, &fake, "prof1").await, "es256");
        assert!(said.contains("Disallowed signature algorithm"), "{said}");
        nobody_came_in(&portal).await;
    }

    async fn a_token_that_is_right_after_all_signs_in(portal: TestPortal) {
        let (portal, fake) = with_fake(portal, json!({ "algorithms": ["RS256", "ES256"] })).await;
        for (oddity, tamper) in ACCEPTED {
            fake.tamper(tamper);
            let answer = sign_in(&portal, &fake, "prof1").await;
            assert!(answer.is_ok(), "{oddity}: {answer:?}");
            assert_eq!(texts(&portal, "SELECT role FROM account_role").await, ["teacher"], "{oddity}");
        }
    }

    async fn a_token_endpoint_that_fails_signs_nobody_in(portal: TestPortal) {
        let (portal, fake) = with_fake(portal, json!({})).await;
        for (exchange, fault, why) in [
            (Exchange::Slow, "token_slow", "no answer in time"),
            (Exchange::Huge, "token_huge", "longer than"),
            (Exchange::Html, "token_html", "token:"),
            (Exchange::Broken, "token_500", "token:"),
            (Exchange::Elsewhere, "token_302", "token:"),
            (Exchange::NoIdToken, "no_id_token", "no ID token"),
        ] {
            fake.set().exchange = exchange;
            let said = at_provider(sign_in(&portal, &fake, "prof1").await, fault);
            assert!(said.contains(why), "{fault}: {said}");
        }
        assert_eq!(fake.asked("/elsewhere"), 0, "nobody follows a provider elsewhere");
        nobody_came_in(&portal).await;
    }

    async fn userinfo_is_asked_for_what_the_token_lacks_and_must_be_of_the_same_person(portal: TestPortal) {
        let (portal, fake) = with_fake(portal, json!({ "auth_method": "post" })).await;
        fake.set().userinfo_only = true;
        fake.set().userinfo_of = Some("head".to_owned());
        let said = at_provider(sign_in(&portal, &fake, "prof1").await, "userinfo_sub_mismatch");
        assert!(said.contains("of someone else"), "{said}");
        fake.set().userinfo_of = None;
        fake.set().userinfo_status = StatusCode::UNAUTHORIZED;
        let said = at_provider(sign_in(&portal, &fake, "prof1").await, "userinfo_401");
        assert!(said.contains("answered 401"), "{said}");
        nobody_came_in(&portal).await;

        fake.set().userinfo_status = StatusCode::OK;
        assert!(matches!(sign_in(&portal, &fake, "eleve1").await, Err(SignInFailure::Refused(_))), "pupils are known by it too");
        sign_in(&portal, &fake, "prof1").await.expect("signed in");
        assert_eq!(texts(&portal, "SELECT name FROM account").await, ["Camille Martin"]);
        assert_eq!(texts(&portal, "SELECT role FROM account_role").await, ["teacher"]);
    }

    async fn keys_are_asked_for_again_once_a_minute_at_most(portal: TestPortal) {
        let (portal, fake) = with_fake(portal, json!({})).await;
        sign_in(&portal, &fake, "prof1").await.expect("signed in");
        assert_eq!((fake.asked("/discovery"), fake.asked("/jwks")), (1, 1));
        fake.set().kid = "unknown".to_owned();
        for _ in 0..20 {
            let said = at_provider(sign_in(&portal, &fake, "prof1").await, "unknown_kid");
            assert!(said.contains("unknown key"), "{said}");
        }
        assert_eq!((fake.asked("/discovery"), fake.asked("/jwks")), (1, 2), "once, and not twenty times");
    }

    async fn a_provider_that_changes_its_key_needs_no_restart(portal: TestPortal) {
        let (portal, fake) = with_fake(portal, json!({})).await;
        sign_in(&portal, &fake, "prof1").await.expect("signed in");
        {
            let mut behaviour = fake.set();
            behaviour.kid = "k2".to_owned();
            behaviour.published = vec!["k2".to_owned()];
        }
        sign_in(&portal, &fake, "prof1").await.expect("signed in with the new key");
        sign_in(&portal, &fake, "prof1").await.expect("and again");
        assert_eq!((fake.asked("/discovery"), fake.asked("/jwks")), (1, 2));
        portal.portal.clock.advance_ms(600_000);
        sign_in(&portal, &fake, "prof1").await.expect("signed in");
        assert_eq!(fake.asked("/discovery"), 2, "a discovery document is believed for ten minutes");
    }

    async fn a_discovery_document_of_another_issuer_is_refused(portal: TestPortal) {
        let (portal, fake) = with_fake(portal, json!({})).await;
        fake.set().discovery = json!({ "issuer": "https://evil.fr" });
        let browser = Secret::new().expect("chance");
        for _ in 0..3 {
            let answer = begin(&portal, &browser).await;
            assert!(matches!(&answer, Err(SignInFailure::Provider(why)) if why.contains("unexpected issuer")), "{answer:?}");
        }
        assert_eq!(fake.asked("/discovery"), 1, "a provider of no use is left alone for a while");
        fake.set().discovery = json!({});
        portal.portal.clock.advance_ms(5_000);
        begin(&portal, &browser).await.expect("well again");
    }

    async fn endpoints_without_encryption_are_not_spoken_to(portal: TestPortal) {
        let (portal, fake) = with_fake(portal, json!({})).await;
        fake.set().discovery = json!({ "token_endpoint": "http://192.0.2.1/token" });
        let said = at_provider(sign_in(&portal, &fake, "prof1").await, "plain http");
        assert!(said.contains("https only"), "{said}");
        for endpoint in ["javascript:alert(1)", "http://192.0.2.1/authorize"] {
            portal.portal.clock.advance_ms(600_000);
            fake.set().discovery = json!({ "authorization_endpoint": endpoint });
            let answer = begin(&portal, &Secret::new().expect("chance")).await;
            assert!(matches!(&answer, Err(SignInFailure::Provider(why)) if why.contains("no address")), "{endpoint}: {answer:?}");
        }
    }

    async fn an_answer_names_its_issuer_where_that_is_promised(portal: TestPortal) {
        let (portal, fake) = with_fake(portal, json!({})).await;
        let issuer = fake.issuer().to_owned();
        for (promised, iss, taken) in [
            (false, None, true),
            (false, Some(issuer.clone()), true),
            (false, Some("https://evil.fr".to_owned()), false),
            (true, None, false),
            (true, Some(issuer.clone()), true),
            (true, Some("https://evil.fr".to_owned()), false),
            (true, Some(String::new()), false),
        ] {
            fake.set().discovery = json!({ "authorization_response_iss_parameter_supported": promised });
            portal.portal.clock.advance_ms(600_000);
            let browser = Secret::new().expect("chance");
            let answer = fake.answer(&begin(&portal, &browser).await.expect("an address"), "prof1");
            let before = fake.asked("/token");
            let answer = finish(&portal, &browser, Answer { iss: iss.clone(), ..answer }).await;
            assert_eq!(answer.is_ok(), taken, "{promised} {iss:?}: {answer:?}");
            assert!(taken || matches!(answer, Err(SignInFailure::BadAnswer(_))));
            assert_eq!(fake.asked("/token") - before, usize::from(taken));
        }
    }

    /// Lines 12 and 13, where the operator says so rather than the discovery document.
    async fn an_answer_names_its_issuer_where_the_operator_expects_it(portal: TestPortal) {
        let fake = Fake::serve(portal.portal.clock.clone()).await;
        let rows = vec![fake.row("ent", json!({ "expect_iss": true })), fake.row("autre", json!({ "expect_iss": false }))];
        let portal = portal.changed(|portal| portal.providers = services::identity::Providers::new(rows).expect("providers"));
        fake.set().discovery = json!({ "authorization_response_iss_parameter_supported": true });
        let (cx, issuer) = (portal.cx(domain::access::Viewer::Nobody), fake.issuer().to_owned());
        for (id, iss, taken) in [
            ("ent", None, false),
            ("ent", Some(issuer), true),
            ("autre", None, true),
            ("autre", Some("https://evil.fr".to_owned()), false),
        ] {
            let browser = Secret::new().expect("chance");
            let to = domain::paths::ReturnTo::parse("/");
            let url = services::identity::begin(&cx, id, &browser, to, services::identity::Prompt::AsUsual).await.expect("an address");
            let answer = Answer { iss: iss.clone(), ..fake.answer(&url, "prof1") };
            let answer = services::identity::finish(&cx, id, Some(&browser), None, answer).await;
            assert_eq!(answer.is_ok(), taken, "{id} {iss:?}: {answer:?}");
        }
    }

    async fn an_error_from_the_provider_is_shown_clean_and_uses_the_sign_in_up(portal: TestPortal) {
        let (portal, fake) = with_fake(portal, json!({})).await;
        let browser = Secret::new().expect("chance");
        let answer = Answer {
            error: Some("access_denied".to_owned()),
            error_description: Some(format!("<b>\u{202E}non\0</b>{}", "é".repeat(5_000))),
            ..fake.answer(&begin(&portal, &browser).await.expect("an address"), "prof1")
        };
        let Err(SignInFailure::Cancelled { error, description }) = finish(&portal, &browser, answer.clone()).await else { panic!("not cancelled") };
        assert_eq!(error, "access_denied");
        assert!(description.starts_with("<b>non </b>éé") && description.chars().count() == 200, "{description}");
        assert!(matches!(finish(&portal, &browser, answer).await, Err(SignInFailure::BadAnswer(_))));
        assert_eq!(fake.asked("/token"), 0);
        nobody_came_in(&portal).await;
    }

    async fn no_code_token_or_secret_is_written_down(portal: TestPortal) {
        let (portal, fake) = with_fake(portal, json!({})).await;
        let log = Log::default();
        // While there is one subscriber alone, tracing asks the thread that first meets a callsite whether it is
        // wanted: another test's thread, without any, would say no for all. With two, both are asked.
        let beside = tracing::Dispatch::new(Log::default());
        let work = async {
            let mut said = String::new();
            let good = sign_in(&portal, &fake, "prof1").await;
            write!(said, "{good:?}").expect("written");
            for (_, _, tamper) in REFUSED {
                fake.tamper(tamper);
                write!(said, "{:?}", sign_in(&portal, &fake, "prof1").await).expect("written");
            }
            let browser = Secret::new().expect("chance");
            let answer = fake.answer(&begin(&portal, &browser).await.expect("an address"), "prof1");
            write!(said, "{answer:?}{:?}{:?}", portal.portal.providers, good.expect("signed in").session).expect("written");
            let stolen = Answer { code: vec!["a-code-of-someone-else".to_owned()], ..answer };
            write!(said, "{:?}", finish(&portal, &browser, stolen).await).expect("written");
            said
        };
        let said = work.with_subscriber(log.clone()).await;
        drop(beside);
        let log = log.0.lock().expect("not poisoned").clone();
        assert!(log.contains("a sign-in failed at the provider"), "the log was looked at: {log}");
        let mut secrets = fake.set().secrets.clone();
        secrets.extend(["a-code-of-someone-else".to_owned(), "a-code-repeated-by-the-provider".to_owned(), CLIENT_SECRET.to_owned()]);
        assert!(secrets.len() > 80);
        for secret in secrets {
            assert!(!log.contains(&secret) && !said.contains(&secret), "{secret} was written down");
        }
    }
}

/// Keeps everything that is logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<String>>);

impl tracing::Subscriber for Log {
    fn enabled(&self, _: &tracing::Metadata<'_>) -> bool {
        true
    }
    fn new_span(&self, span: &tracing::span::Attributes<'_>) -> tracing::span::Id {
        span.record(&mut Writer(&self.0));
        tracing::span::Id::from_u64(1)
    }
    fn record(&self, _: &tracing::span::Id, values: &tracing::span::Record<'_>) {
        values.record(&mut Writer(&self.0));
    }
    fn record_follows_from(&self, _: &tracing::span::Id, _: &tracing::span::Id) {}
    fn event(&self, event: &tracing::Event<'_>) {
        event.record(&mut Writer(&self.0));
    }
    fn enter(&self, _: &tracing::span::Id) {}
    fn exit(&self, _: &tracing::span::Id) {}
}

struct Writer<'a>(&'a Mutex<String>);

impl tracing::field::Visit for Writer<'_> {
    fn record_debug(&mut self, field: &tracing::field::Field, value: &dyn std::fmt::Debug) {
        writeln!(self.0.lock().expect("not poisoned"), "{field}={value:?}").expect("written");
    }
}

#[tokio::test]
async fn a_fake_that_checks_nothing_would_prove_nothing() {
    let clock = services::outside::Clock::fixed(domain::time::Timestamp::from_ms(0));
    let fake = Fake::serve(clock).await;
    let client = reqwest::Client::builder().no_proxy().user_agent("Preau/test").build().expect("a client");
    let form = [("code", "made-up"), ("client_secret", CLIENT_SECRET)];
    let answer = client.post(format!("{}/token", fake.issuer())).body(form.map(|(k, v)| format!("{k}={v}")).join("&"));
    let answer = answer.header("content-type", "application/x-www-form-urlencoded").send().await.expect("an answer");
    assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
}
