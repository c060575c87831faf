use super::*;
use serde_json::{Value, json};

/// What five lines and `change` make; `null` takes a line away.
fn written(change: Value) -> Written {
    let mut row =
        json!({ "id": "ent", "label": "ENT", "issuer": "https://ent.example.fr", "client_id": "preau", "client_secret": "s3cret" });
    if let (Some(row), Some(change)) = (row.as_object_mut(), change.as_object()) {
        row.extend(change.clone());
    }
    serde_json::from_value(row).expect("well formed")
}

fn provider(change: Value) -> Provider {
    written(change).try_into().expect("sound")
}

fn unfit(change: Value) -> Vec<Unfit> {
    Provider::try_from(written(change)).map_or_else(|unfits| unfits.0, |_| Vec::new())
}

fn oidc(provider: &Provider) -> &Oidc {
    match &provider.kind {
        Kind::Oidc(oidc) => oidc,
        other => panic!("{other:?}"),
    }
}

fn oauth2(provider: &Provider) -> &OAuth2Userinfo {
    match &provider.kind {
        Kind::OAuth2Userinfo(oauth2) => oauth2,
        other => panic!("{other:?}"),
    }
}

#[test]
fn five_lines_are_enough() {
    let plain = provider(json!({}));
    assert!(plain.enabled && plain.parents == Parents::Refused && plain.logo.is_none() && plain.claims == ClaimMap::default());
    let plain_oidc = oidc(&plain);
    assert!(plain_oidc.bcl_require_typ && plain_oidc.expect_iss == ExpectIss::AsPromised && plain_oidc.subject_claim == "sub");
    assert_eq!((plain_oidc.client.auth_method, plain_oidc.client.pkce), (AuthMethod::Basic, Pkce::S256));
    assert_eq!(plain_oidc.algorithms, [Algorithm::RS256]);
    assert!(matches!((&plain_oidc.endpoints, &plain_oidc.logout), (Endpoints::Discovered, Logout::EndSession(None))));
    assert!(!format!("{plain:?}").contains("s3cret"));
    let other = provider(json!({
        "auth_method": "post", "parents": "read", "enabled": false, "pkce": "none", "expect_iss": true, "algorithms": ["RS256", "ES256"],
        "claim_map": { "profile": ["rôle"] }, "logo": "ent.png",
    }));
    assert!(!other.enabled && other.parents == Parents::Read && other.logo.as_deref() == Some("ent.png"));
    assert_eq!((other.claims.profile.as_slice(), other.claims.uid.len()), (&["rôle".to_owned()][..], 2), "what is not said is as usual");
    let other = oidc(&other);
    assert_eq!((other.client.auth_method, other.client.pkce, other.expect_iss), (AuthMethod::Post, Pkce::Off, ExpectIss::Always));
}

#[test]
fn what_an_operator_gets_wrong_is_said() {
    let row = json!({ "id": "ent", "client_secrets": "x" });
    assert!(serde_json::from_value::<Written>(row).is_err(), "an unknown line is not passed over");
    let endpoint = "https://ent.example.fr/a";
    let wrong = [
        (json!({ "id": "demo" }), Unfit::IdReserved),
        (json!({ "id": "granted" }), Unfit::IdReserved),
        (json!({ "id": "" }), Unfit::IdMisspelt),
        (json!({ "id": "E/NT" }), Unfit::IdMisspelt),
        (json!({ "id": null }), Unfit::Missing("id")),
        (json!({ "label": " " }), Unfit::Empty("label")),
        (json!({ "issuer": "http://ent.example.fr" }), Unfit::NotSecure("issuer")),
        (json!({ "issuer": "ftp://localhost" }), Unfit::NotSecure("issuer")),
        (json!({ "issuer": "https://ent.example.fr/?a=b" }), Unfit::NotBare("issuer")),
        (json!({ "issuer": null }), Unfit::Missing("issuer")),
        (json!({ "client_id": "" }), Unfit::Empty("client_id")),
        (json!({ "client_secret": "" }), Unfit::Empty("client_secret")),
        (json!({ "client_secret": null }), Unfit::Missing("client_secret")),
        (json!({ "claim_map": { "profile": [] } }), Unfit::NoProfileClaims),
        (json!({ "algorithms": [] }), Unfit::NoAlgorithm),
        (json!({ "logo": "../ent.png" }), Unfit::LogoNoName),
        (json!({ "logo": ".ent" }), Unfit::LogoNoName),
        (json!({ "subject_claim": "" }), Unfit::Empty("subject_claim")),
        (json!({ "site": "https://ent.example.fr" }), Unfit::Foreign("site")),
        (json!({ "logout_kind": "cas" }), Unfit::Missing("logout_endpoint")),
        (json!({ "logout_endpoint": "http://ent.example.fr/" }), Unfit::NotSecure("logout_endpoint")),
        (json!({ "authorization_endpoint": endpoint, "token_endpoint": endpoint }), Unfit::Missing("jwks_uri")),
        (
            json!({ "preset": "fim", "kind": "cas", "site": endpoint, "issuer": null, "client_id": null, "client_secret": null }),
            Unfit::KindOfNoPreset,
        ),
    ];
    for (change, expected) in wrong {
        assert_eq!(unfit(change.clone()), [expected], "{change}");
    }
    assert_eq!(unfit(json!({ "issuer": "http://127.0.0.1:4000/oidc" })), []);
}

#[test]
fn a_key_of_another_kind_is_refused() {
    let cas = json!({ "kind": "cas", "site": "https://cas.example.fr/cas" });
    assert_eq!(unfit(cas.clone()), ["issuer", "client_id", "client_secret"].map(Unfit::Foreign));
    let bare = json!({ "kind": "cas", "site": "https://cas.example.fr/cas", "issuer": null, "client_id": null, "client_secret": null });
    assert_eq!(unfit(bare), []);
    let endpoint = "https://ent.example.fr/a";
    let oauth2 = json!({
        "kind": "oauth2_userinfo", "authorization_endpoint": endpoint, "token_endpoint": endpoint, "userinfo_endpoint": endpoint,
        "jwks_uri": endpoint, "logout_kind": "end_session",
    });
    assert_eq!(unfit(oauth2), [Unfit::Foreign("jwks_uri"), Unfit::LogoutOfAnotherKind]);
}

#[test]
fn edifice_needs_four_lines_and_a_registered_client() {
    let row = |change: Value| {
        let mut row = json!({ "preset": "edifice", "site": "https://ent.example.fr/", "issuer": null });
        if let (Some(row), Some(change)) = (row.as_object_mut(), change.as_object()) {
            row.extend(change.clone());
        }
        row
    };
    let plain = provider(row(json!({})));
    let way = oauth2(&plain);
    assert_eq!(way.authorization.as_str(), "https://ent.example.fr/auth/oauth2/auth");
    assert_eq!(way.token.as_str(), "https://ent.example.fr/auth/oauth2/token");
    assert_eq!(way.userinfo.as_str(), "https://ent.example.fr/auth/oauth2/userinfo");
    assert_eq!(way.logout.as_ref().map(Url::as_str), Some("https://ent.example.fr/auth/logout"));
    assert_eq!((way.mode, way.subject_claim.as_str(), way.client.auth_method), (UserinfoMode::EdificeV1, "externalId", AuthMethod::Post));
    assert_eq!((way.client.scopes.as_slice(), way.expect_iss), (&["userinfo".to_owned()][..], false));
    assert_eq!(plain.leaves_to().as_str(), "https://ent.example.fr/auth/logout");

    let signed = provider(row(json!({ "kind": "oidc", "issuer": "https://libre.example.fr" })));
    let way = oidc(&signed);
    assert!(matches!(&way.endpoints, Endpoints::Given(given) if given.jwks.as_str() == "https://ent.example.fr/auth/openid/jwks"));
    assert!(!way.bcl_require_typ && way.subject_claim == "sub" && way.expect_iss == ExpectIss::Never);
    assert!(matches!(&way.logout, Logout::EdificeCallback(_)));
    let basic = json!({ "kind": "oidc", "issuer": "https://libre.example.fr", "auth_method": "basic", "client_secret": "a+b" });
    assert_eq!(unfit(row(basic)), [Unfit::BasicSecret]);

    let cas = provider(row(json!({ "kind": "cas", "client_id": null, "client_secret": null })));
    assert_eq!(cas.address(), "https://ent.example.fr/cas");
    let no_site = json!({ "preset": "edifice", "issuer": null });
    assert_eq!(unfit(no_site), [Unfit::Missing("site")]);
}

#[test]
fn each_preset_fills_in_what_is_known_and_what_is_written_is_stronger() {
    let laclasse = provider(json!({ "preset": "laclasse" }));
    let way = oidc(&laclasse);
    assert!(matches!(&way.endpoints, Endpoints::Given(given) if given.token.as_str() == "https://www.laclasse.com/sso/token"));
    assert_eq!((way.subject_claim.as_str(), way.client.auth_method), ("uid", AuthMethod::Post));
    let changed = provider(json!({ "preset": "laclasse", "subject_claim": "sub", "token_endpoint": "https://ailleurs.example.fr/t" }));
    let way = oidc(&changed);
    assert!(matches!(&way.endpoints, Endpoints::Given(given) if given.token.as_str() == "https://ailleurs.example.fr/t"));
    assert_eq!(way.subject_claim, "sub");
    for preset in ["fim", "skolengo", "keycloak"] {
        let plain = provider(json!({ "preset": preset }));
        assert!(matches!(oidc(&plain).endpoints, Endpoints::Discovered) && oidc(&plain).bcl_require_typ, "{preset}");
    }
    let bare = json!({ "preset": "cas", "site": "https://cas.example.fr/", "issuer": null, "client_id": null, "client_secret": null });
    assert!(matches!(&provider(bare).kind, Kind::Cas(cas) if cas.subject_claim == "user"));
}
