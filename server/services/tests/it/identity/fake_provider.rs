//! A provider on loopback that makes mistakes on demand.
//!
//! It checks what the portal sends (client, redirect, PKCE, a code used once), so that a sign-in that works proves those too.

use super::fake_people::{edifice, person};
use axum::{
    Json, Router,
    extract::{Form, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use openidconnect::{
    JsonWebKeyId, PrivateSigningKey,
    core::{CoreHmacKey, CoreJwsSigningAlgorithm as Alg, CoreRsaPrivateSigningKey},
};
use serde_json::{Value, json};
use services::{
    identity::{Answer, Provider},
    outside::Clock,
};
use sha2::{Digest, Sha256};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard},
    time::Duration,
};
use url::Url;

/// What the portal proves itself with, at every fake provider.
pub const CLIENT_SECRET: &str = "a-secret-of-the-client";

/// A token about to be signed.
pub struct Token {
    pub header: Value,
    pub claims: Value,
    pub access_token: String,
    /// The portal's clock, in seconds.
    pub now: i64,
    pub signed: Signed,
}

/// How a token is signed.
#[derive(Clone, Copy)]
pub enum Signed {
    Rs256,
    Es256,
    /// By a key that is not the provider's, under the name of the one that is.
    ByAnother,
    /// With what everyone knows, as if it were a secret.
    Hs256WithThePublicKey,
    Hs256WithTheClientSecret,
    Not,
}

/// What the token endpoint answers.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Exchange {
    Good,
    Slow,
    Huge,
    Html,
    Broken,
    Elsewhere,
    NoIdToken,
}

type Tamper = Arc<dyn Fn(&mut Token) + Send + Sync>;

/// What it does, and what it saw.
pub struct Behaviour {
    pub tamper: Tamper,
    pub exchange: Exchange,
    /// Whether claims come from userinfo, and not in the ID token.
    pub userinfo_only: bool,
    /// Whose userinfo is given, when it is somebody else's.
    pub userinfo_of: Option<String>,
    pub userinfo_status: StatusCode,
    /// What userinfo says besides, or otherwise.
    pub userinfo_more: Value,
    /// What the discovery document says besides, or otherwise.
    pub discovery: Value,
    /// The name of the key in use.
    pub kid: String,
    /// The names of the keys that are published.
    pub published: Vec<String>,
    grants: HashMap<String, Grant>,
    /// The access tokens it gave, and to whom.
    tokens: HashMap<String, String>,
    /// Paths asked for, in order.
    pub seen: Vec<String>,
    /// What it handed out that must not be written down anywhere.
    pub secrets: Vec<String>,
}

struct Grant {
    subject: String,
    /// Of OpenID Connect alone.
    nonce: String,
    /// Where the code is bound to the browser.
    challenge: Option<String>,
    redirect: String,
}

/// A running fake provider.
#[derive(Clone)]
pub struct Fake(Arc<Shared>);

struct Shared {
    issuer: String,
    clock: Clock,
    behaviour: Mutex<Behaviour>,
    key: CoreRsaPrivateSigningKey,
    other: CoreRsaPrivateSigningKey,
}

fn rsa(body: &str) -> CoreRsaPrivateSigningKey {
    let kind = "RSA PRIVATE KEY";
    CoreRsaPrivateSigningKey::from_pem(&format!("-----BEGIN {kind}-----\n{body}-----END {kind}-----\n"), None).expect("a key")
}

fn ec() -> p256::ecdsa::SigningKey {
    p256::ecdsa::SigningKey::from_slice(&[7; 32]).expect("a key")
}

fn random() -> String {
    services::outside::Secret::new().expect("chance").reveal().to_owned()
}

impl Fake {
    /// Begins to serve on a free port.
    pub async fn serve(clock: Clock) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let issuer = format!("http://{}", listener.local_addr().expect("an address"));
        let behaviour = Behaviour {
            tamper: Arc::new(|_| {}),
            exchange: Exchange::Good,
            userinfo_only: false,
            userinfo_of: None,
            userinfo_status: StatusCode::OK,
            userinfo_more: json!({}),
            discovery: json!({}),
            kid: "k1".to_owned(),
            published: vec!["k1".to_owned(), "ec".to_owned()],
            grants: HashMap::new(),
            tokens: HashMap::new(),
            seen: Vec::new(),
            secrets: Vec::new(),
        };
        let (key, other) = (rsa(include_str!("fake_key.txt")), rsa(include_str!("other_key.txt")));
        let fake = Self(Arc::new(Shared { issuer, clock, behaviour: Mutex::new(behaviour), key, other }));
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(discovery))
            .route("/jwks", get(jwks))
            .route("/token", post(token))
            .route("/elsewhere", get(token_elsewhere).post(token_elsewhere))
            .route("/userinfo", get(userinfo))
            .with_state(fake.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        fake
    }

    /// How the portal knows it.
    pub fn row(&self, id: &str, change: Value) -> Provider {
        let mut row = json!({ "id": id, "label": "L’ENT", "issuer": self.0.issuer, "client_id": "preau", "client_secret": CLIENT_SECRET });
        row.as_object_mut().expect("an object").extend(change.as_object().cloned().unwrap_or_default());
        serde_json::from_value(row).expect("a provider")
    }

    pub fn issuer(&self) -> &str {
        &self.0.issuer
    }

    /// What it does from now on.
    pub fn set(&self) -> MutexGuard<'_, Behaviour> {
        self.0.behaviour.lock().expect("not poisoned")
    }

    /// Has each token changed before it is signed.
    pub fn tamper(&self, tamper: impl Fn(&mut Token) + Send + Sync + 'static) {
        self.set().tamper = Arc::new(tamper);
    }

    /// How many times `path` was asked for.
    pub fn asked(&self, path: &str) -> usize {
        self.set().seen.iter().filter(|seen| *seen == path).count()
    }

    /// What `subject`'s browser comes back with, once sent to `url`.
    pub fn answer(&self, url: &Url, subject: &str) -> Answer {
        let query: HashMap<_, _> = url.query_pairs().into_owned().collect();
        assert_eq!(url.path(), "/authorize");
        assert_eq!(query["client_id"], "preau");
        assert_eq!(query["response_type"], "code");
        let challenge = query.get("code_challenge").cloned();
        assert_eq!(query.get("code_challenge_method").map(String::as_str), challenge.as_ref().map(|_| "S256"));
        let code = random();
        let nonce = query.get("nonce").cloned().unwrap_or_default();
        let grant = Grant { subject: subject.to_owned(), nonce: nonce.clone(), challenge, redirect: query["redirect_uri"].clone() };
        let mut behaviour = self.set();
        behaviour.secrets.extend([code.clone(), query["state"].clone(), nonce].into_iter().filter(|secret| !secret.is_empty()));
        behaviour.grants.insert(code.clone(), grant);
        Answer { state: vec![query["state"].clone()], code: vec![code], ..Answer::default() }
    }

    fn now(&self) -> i64 {
        self.0.clock.now().ms() / 1000
    }

    fn mint(&self, grant: &Grant, access_token: &str) -> String {
        let (tamper, kid, userinfo_only) = {
            let behaviour = self.set();
            (behaviour.tamper.clone(), behaviour.kid.clone(), behaviour.userinfo_only)
        };
        let now = self.now();
        let mut claims =
            json!({ "iss": self.0.issuer, "aud": "preau", "sub": grant.subject, "iat": now, "exp": now + 3600, "nonce": grant.nonce });
        if !userinfo_only {
            claims.as_object_mut().expect("an object").extend(person(&grant.subject).as_object().cloned().expect("an object"));
        }
        let mut token = Token {
            header: json!({ "typ": "JWT", "kid": kid }),
            claims,
            access_token: access_token.to_owned(),
            now,
            signed: Signed::Rs256,
        };
        tamper(&mut token);
        self.sign(token)
    }

    /// A logout token for `subject`, changed by `tamper` before it is signed.
    pub fn logout_token(&self, subject: &str, tamper: impl Fn(&mut Token)) -> String {
        let now = self.now();
        let claims = json!({
            "iss": self.0.issuer, "aud": "preau", "sub": subject, "iat": now, "exp": now + 120, "jti": random(),
            "events": { "http://schemas.openid.net/event/backchannel-logout": {} },
        });
        let header = json!({ "typ": "logout+jwt", "kid": "k1" });
        let mut token = Token { header, claims, access_token: String::new(), now, signed: Signed::Rs256 };
        tamper(&mut token);
        self.sign(token)
    }

    fn sign(&self, mut token: Token) -> String {
        let alg = match token.signed {
            Signed::Rs256 | Signed::ByAnother => "RS256",
            Signed::Es256 => "ES256",
            Signed::Hs256WithThePublicKey | Signed::Hs256WithTheClientSecret => "HS256",
            Signed::Not => "none",
        };
        token.header["alg"] = json!(alg);
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let message = format!("{}.{}", part(&token.header), part(&token.claims));
        let hmac = |secret: &[u8]| CoreHmacKey::new(secret).sign(&Alg::HmacSha256, message.as_bytes()).expect("signed");
        let signature = match token.signed {
            Signed::Rs256 => self.0.key.sign(&Alg::RsaSsaPkcs1V15Sha256, message.as_bytes()).expect("signed"),
            Signed::ByAnother => self.0.other.sign(&Alg::RsaSsaPkcs1V15Sha256, message.as_bytes()).expect("signed"),
            Signed::Es256 => {
                let signature: p256::ecdsa::Signature = p256::ecdsa::signature::Signer::sign(&ec(), message.as_bytes());
                signature.to_bytes().to_vec()
            }
            Signed::Hs256WithThePublicKey => hmac(self.jwk("k1").to_string().as_bytes()),
            Signed::Hs256WithTheClientSecret => hmac(CLIENT_SECRET.as_bytes()),
            Signed::Not => Vec::new(),
        };
        format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
    }

    fn jwk(&self, kid: &str) -> Value {
        if kid == "ec" {
            let point = ec().verifying_key().to_sec1_point(false);
            let part = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
            let (x, y) = (point.as_bytes()[1..33].to_vec(), point.as_bytes()[33..].to_vec());
            return json!({ "kty": "EC", "crv": "P-256", "use": "sig", "kid": "ec", "x": part(&x), "y": part(&y) });
        }
        let mut jwk = serde_json::to_value(self.0.key.as_verification_key()).expect("a key");
        jwk["kid"] = json!(JsonWebKeyId::new(kid.to_owned()));
        jwk
    }
}

async fn discovery(State(fake): State<Fake>) -> Json<Value> {
    let issuer = fake.issuer();
    let mut document = json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "userinfo_endpoint": format!("{issuer}/userinfo"),
        "end_session_endpoint": format!("{issuer}/logout"),
        "jwks_uri": format!("{issuer}/jwks"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256", "XX999"],
    });
    let mut behaviour = fake.set();
    behaviour.seen.push("/discovery".to_owned());
    document.as_object_mut().expect("an object").extend(behaviour.discovery.as_object().cloned().unwrap_or_default());
    Json(document)
}

async fn jwks(State(fake): State<Fake>) -> Json<Value> {
    let published = {
        let mut behaviour = fake.set();
        behaviour.seen.push("/jwks".to_owned());
        behaviour.published.clone()
    };
    Json(json!({ "keys": published.iter().map(|kid| fake.jwk(kid)).collect::<Vec<_>>() }))
}

async fn token(State(fake): State<Fake>, headers: HeaderMap, Form(form): Form<HashMap<String, String>>) -> Response {
    fake.set().seen.push("/token".to_owned());
    assert!(headers.get(header::USER_AGENT).is_some_and(|agent| agent.as_bytes().starts_with(b"Preau/")), "real workspaces ask for one");
    let basic = format!("Basic {}", STANDARD.encode(format!("preau:{CLIENT_SECRET}")));
    let in_header = headers.get(header::AUTHORIZATION).is_some_and(|value| value.as_bytes() == basic.as_bytes());
    let in_form = form.get("client_secret").is_some_and(|secret| secret == CLIENT_SECRET);
    if in_header == in_form {
        return refuse("invalid_client");
    }
    let Some(grant) = form.get("code").and_then(|code| fake.set().grants.remove(code)) else { return refuse("invalid_grant") };
    let verifier = form.get("code_verifier").cloned();
    let challenge = verifier.as_ref().map(|verifier| URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes())));
    if challenge != grant.challenge || form.get("redirect_uri") != Some(&grant.redirect) {
        return refuse("invalid_grant");
    }
    let exchange = fake.set().exchange;
    match exchange {
        Exchange::Slow => tokio::time::sleep(Duration::from_secs(60)).await,
        Exchange::Huge => {
            return ([(header::CONTENT_TYPE, "application/json")], format!("{{\"a\":\"{}\"}}", "a".repeat(3 << 20))).into_response();
        }
        Exchange::Html => return ([(header::CONTENT_TYPE, "text/html")], "<h1>Oups</h1>").into_response(),
        Exchange::Broken => return (StatusCode::INTERNAL_SERVER_ERROR, "panic at …").into_response(),
        Exchange::Elsewhere => return (StatusCode::FOUND, [(header::LOCATION, format!("{}/elsewhere", fake.issuer()))]).into_response(),
        Exchange::Good | Exchange::NoIdToken => {}
    }
    let access = random();
    let id_token = fake.mint(&grant, &access);
    let mut behaviour = fake.set();
    behaviour.secrets.extend([access.clone(), id_token.clone()].into_iter().chain(verifier));
    behaviour.tokens.insert(access.clone(), grant.subject);
    let mut answer = json!({ "access_token": access, "token_type": "Bearer", "expires_in": 3600, "id_token": id_token });
    if exchange == Exchange::NoIdToken {
        answer.as_object_mut().expect("an object").remove("id_token");
    }
    Json(answer).into_response()
}

async fn token_elsewhere(State(fake): State<Fake>) -> StatusCode {
    fake.set().seen.push("/elsewhere".to_owned());
    StatusCode::NOT_FOUND
}

async fn userinfo(State(fake): State<Fake>, headers: HeaderMap) -> Response {
    let mut behaviour = fake.set();
    behaviour.seen.push("/userinfo".to_owned());
    if behaviour.userinfo_status != StatusCode::OK {
        return behaviour.userinfo_status.into_response();
    }
    let bearer = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    let Some(subject) = bearer.and_then(|token| behaviour.tokens.get(token)) else { return StatusCode::UNAUTHORIZED.into_response() };
    let whose = behaviour.userinfo_of.as_ref().unwrap_or(subject);
    let asked = headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
    let mut claims = if asked == "application/json;version=1.0" { edifice(whose) } else { person(subject) };
    if asked == "application/json" {
        claims["sub"] = json!(whose);
    }
    claims.as_object_mut().expect("an object").extend(behaviour.userinfo_more.as_object().cloned().unwrap_or_default());
    Json(claims).into_response()
}

fn refuse(error: &str) -> Response {
    (StatusCode::BAD_REQUEST, Json(json!({ "error": error, "error_description": "a-code-repeated-by-the-provider" }))).into_response()
}
