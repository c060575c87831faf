//! A provider that signs people out itself (lines 62 to 67).

use super::{
    count,
    fake_provider::{Fake, Signed, Token},
    member,
    sign_in::{sign_in, with_fake},
};
use crate::harness::{TestPortal, both};
use domain::access::Viewer;
use serde_json::json;
use services::{
    error::Error,
    identity::{self, Calling, NotSignedOut},
};

async fn call(portal: &TestPortal, token: &str) -> Result<u64, NotSignedOut> {
    identity::back_channel(&portal.cx(Viewer::Nobody), "ent", Calling::Token(token)).await
}

type Tamper = fn(&mut Token);

/// A name, and what is done to a good logout token.
const REFUSED: &[(&str, Tamper)] = &[
    ("nonce", |token| token.claims["nonce"] = json!("n")),
    ("null_nonce", |token| token.claims["nonce"] = json!(null)),
    ("no_events", |token| token.claims["events"] = json!({})),
    ("events_of_another_kind", |token| token.claims["events"] = json!("http://schemas.openid.net/event/backchannel-logout")),
    ("wrong_aud", |token| token.claims["aud"] = json!("another")),
    ("wrong_iss", |token| token.claims["iss"] = json!("https://evil.fr")),
    ("expired", |token| token.claims["exp"] = json!(token.now - 90)),
    ("no_exp", |token| token.claims["exp"] = json!(null)),
    ("iat_old", |token| token.claims["iat"] = json!(token.now - 3600)),
    ("iat_future", |token| token.claims["iat"] = json!(token.now + 90)),
    ("no_iat", |token| token.claims["iat"] = json!(null)),
    ("no_jti", |token| token.claims["jti"] = json!(null)),
    ("nobody", |token| token.claims["sub"] = json!(null)),
    ("alg_none", |token| token.signed = Signed::Not),
    ("hs256_pubkey", |token| token.signed = Signed::Hs256WithThePublicKey),
    ("hs256_client_secret", |token| token.signed = Signed::Hs256WithTheClientSecret),
    ("es256_that_was_not_allowed", |token| {
        token.signed = Signed::Es256;
        token.header["kid"] = json!("ec");
    }),
    ("bad_sig", |token| token.signed = Signed::ByAnother),
    ("unknown_kid", |token| token.header["kid"] = json!("k9")),
    ("crit", |token| token.header["crit"] = json!(["exp"])),
    // Line 64.
    ("typ_jwt", |token| token.header["typ"] = json!("JWT")),
    ("no_typ", |token| token.header = json!({ "kid": "k1" })),
];

both! {
    /// Line 62.
    async fn a_good_token_ends_the_sessions_of_that_person_alone(portal: TestPortal) {
        let (portal, fake) = with_fake(portal, json!({})).await;
        let (one, again) = (sign_in(&portal, &fake, "prof1").await.expect("signed in"), sign_in(&portal, &fake, "prof1").await.expect("signed in"));
        let other = sign_in(&portal, &fake, "head").await.expect("signed in");
        assert_eq!(call(&portal, &fake.logout_token("prof1", |_| {})).await.expect("believed"), 2);
        for session in [&one.session, &again.session] {
            assert_eq!(member(&portal, session).await, None);
        }
        assert!(member(&portal, &other.session).await.is_some());
        assert_eq!(call(&portal, &fake.logout_token("nobody-here", |_| {})).await.expect("believed"), 0, "the same answer");
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM audit WHERE action = 'sign-out-by-provider'").await, 1);
    }

    /// Line 62: with a `sid`, that session alone.
    async fn a_token_that_names_a_session_ends_that_one(portal: TestPortal) {
        let (portal, fake) = with_fake(portal, json!({})).await;
        fake.tamper(|token| token.claims["sid"] = json!("s1"));
        let first = sign_in(&portal, &fake, "prof1").await.expect("signed in");
        fake.tamper(|token| token.claims["sid"] = json!("s2"));
        let second = sign_in(&portal, &fake, "prof1").await.expect("signed in");
        assert_eq!(call(&portal, &fake.logout_token("prof1", |token| token.claims["sid"] = json!("s1"))).await.expect("believed"), 1);
        assert_eq!(member(&portal, &first.session).await, None);
        assert!(member(&portal, &second.session).await.is_some());
        let sid_only = fake.logout_token("prof1", |token| {
            token.claims["sid"] = json!("s2");
            token.claims.as_object_mut().expect("an object").remove("sub");
        });
        assert_eq!(call(&portal, &sid_only).await.expect("believed"), 1);
        assert_eq!(member(&portal, &second.session).await, None);
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM session WHERE provider_session LIKE 's%1'").await, 0, "kept hashed");
    }

    /// Line 63.
    async fn what_is_not_believed_changes_nothing(portal: TestPortal) {
        let (portal, fake) = with_fake(portal, json!({})).await;
        let finished = sign_in(&portal, &fake, "prof1").await.expect("signed in");
        for (fault, tamper) in REFUSED {
            let answer = call(&portal, &fake.logout_token("prof1", tamper)).await;
            assert!(matches!(answer, Err(NotSignedOut::Unbelieved(_))), "{fault}: {answer:?}");
        }
        for garbage in ["", "a", "a.b.c", "...", &"a".repeat(20_000)] {
            assert!(matches!(call(&portal, garbage).await, Err(NotSignedOut::Unbelieved(_))));
        }
        assert!(member(&portal, &finished.session).await.is_some());
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM logout_token").await, 0);
    }

    /// Line 64: relaxed by the provider's row alone. Line 66: and even then no ID token passes.
    async fn a_type_may_be_missing_where_the_operator_says_so(portal: TestPortal) {
        let (portal, fake) = with_fake(portal, json!({ "bcl_require_typ": false })).await;
        for header in [json!({ "kid": "k1" }), json!({ "kid": "k1", "typ": "JWT" }), json!({ "kid": "k1", "typ": "application/logout+jwt" })] {
            sign_in(&portal, &fake, "prof1").await.expect("signed in");
            let token = fake.logout_token("prof1", |token| token.header = header.clone());
            assert_eq!(call(&portal, &token).await.expect("believed"), 1, "{header}");
        }
        let wrong = fake.logout_token("prof1", |token| token.header["typ"] = json!("at+jwt"));
        assert!(call(&portal, &wrong).await.is_err());
        sign_in(&portal, &fake, "prof1").await.expect("signed in");
        let id_token = crate::identity::texts(&portal, "SELECT id_token FROM session").await.remove(0);
        assert!(matches!(call(&portal, &id_token).await, Err(NotSignedOut::Unbelieved(_))));
    }

    /// Line 65.
    async fn a_token_counts_once(portal: TestPortal) {
        let (portal, fake) = with_fake(portal, json!({})).await;
        let token = fake.logout_token("prof1", |_| {});
        assert_eq!(call(&portal, &token).await.expect("believed"), 0);
        let finished = sign_in(&portal, &fake, "prof1").await.expect("signed in");
        assert_eq!(call(&portal, &token).await.expect("no error"), 0);
        assert!(member(&portal, &finished.session).await.is_some());
        portal.portal.clock.advance_ms(600_000);
        identity::sweep(&portal.system()).await.expect("swept");
        assert_eq!(count(&portal, "SELECT COUNT(*) FROM logout_token").await, 0);
        assert!(call(&portal, &token).await.is_err(), "too old by now");
    }

    /// Line 67, and what is no provider of that kind.
    async fn calls_are_counted_and_belong_to_their_provider(portal: TestPortal) {
        let (portal, fake) = with_fake(portal, json!({})).await;
        let cx = portal.cx(Viewer::Nobody);
        let unknown = identity::back_channel(&cx, "other", Calling::Token("x")).await;
        assert!(matches!(unknown, Err(NotSignedOut::Other(Error::NotFound))), "{unknown:?}");
        assert!(matches!(identity::back_channel(&cx, "ent", Calling::Request("<a/>")).await, Err(NotSignedOut::Unbelieved(_))));
        for _ in 1..600 {
            assert!(matches!(call(&portal, "x").await, Err(NotSignedOut::Unbelieved(_))));
        }
        assert!(matches!(call(&portal, "x").await, Err(NotSignedOut::Other(Error::Slow(_)))));
        portal.portal.clock.advance_ms(60_000);
        call(&portal, &fake.logout_token("prof1", |_| {})).await.expect("a minute later");
    }

    async fn whoever_calls_without_end_keeps_nobody_from_being_signed_out(portal: TestPortal) {
        let (portal, fake) = with_fake(portal, json!({})).await;
        let finished = sign_in(&portal, &fake, "prof1").await.expect("signed in");
        for _ in 0..600 {
            assert!(matches!(call(&portal, "x").await, Err(NotSignedOut::Unbelieved(_))));
        }
        assert!(matches!(call(&portal, "x").await, Err(NotSignedOut::Other(Error::Slow(_)))));
        assert_eq!(call(&portal, &fake.logout_token("prof1", |_| {})).await.expect("believed all the same"), 1);
        assert!(member(&portal, &finished.session).await.is_none());
    }

    /// A key that is new is asked for, as at sign-in (lines 31 and 32).
    async fn a_new_key_is_asked_for_once(portal: TestPortal) {
        let (portal, fake): (_, Fake) = with_fake(portal, json!({})).await;
        sign_in(&portal, &fake, "prof1").await.expect("signed in");
        fake.set().published = vec!["k2".to_owned()];
        let token = fake.logout_token("prof1", |token| token.header["kid"] = json!("k2"));
        assert_eq!(call(&portal, &token).await.expect("believed"), 1);
        assert_eq!(fake.asked("/jwks"), 2);
    }
}
