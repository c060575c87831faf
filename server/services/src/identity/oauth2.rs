//! OAuth 2.0 without ID tokens: a code, an access token, and what the userinfo endpoint says of who came (Edifice, IDENTITY 1.3).
//!
//! Written out rather than left to the library, which encodes the secret in the `Authorization` header as the standard says: Edifice
//! reads it as it stands.

use super::{
    claims::Claims,
    provider::{AuthMethod, OAuth2Userinfo, Provider},
    providers::{Away, Providers},
    token::{Proved, There},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use openidconnect::{
    HttpRequest, PkceCodeChallenge, PkceCodeVerifier,
    http::{Method, StatusCode, header},
};
use serde_json::{Map, Value};
use url::{Url, form_urlencoded::Serializer};

/// Where a browser is sent to sign in.
pub(super) fn authorize(oauth2: &OAuth2Userinfo, redirect: &str, state: &str, verifier: Option<&PkceCodeVerifier>) -> Url {
    let mut url = oauth2.authorization.clone();
    let mut query = url.query_pairs_mut();
    query.append_pair("response_type", "code");
    query.append_pair("client_id", &oauth2.client.id);
    query.append_pair("redirect_uri", redirect);
    query.append_pair("scope", &oauth2.client.scopes.join(" "));
    query.append_pair("state", state);
    if let Some(verifier) = verifier {
        query.append_pair("code_challenge", PkceCodeChallenge::from_code_verifier_sha256(verifier).as_str());
        query.append_pair("code_challenge_method", "S256");
    }
    drop(query);
    url
}

impl Providers {
    /// Exchanges `code`, and asks who came.
    pub(super) async fn prove_by_userinfo(
        &self,
        provider: &Provider,
        oauth2: &OAuth2Userinfo,
        code: &str,
        redirect: &str,
        verifier: Option<&PkceCodeVerifier>,
    ) -> Result<Proved, Away> {
        let request = exchange(oauth2, code, redirect, verifier).map_err(|_| "token: the request cannot be made".to_owned())?;
        let answer = self.http.send(request).await.map_err(|error| format!("token: {error}"))?;
        if answer.status() != StatusCode::OK {
            return Err(format!("token: answered {}", answer.status()));
        }
        // A refresh token, and an ID token that nobody signed, are not looked at.
        let token: Map<String, Value> = serde_json::from_slice(answer.body()).map_err(|_| "token: not a JSON object".to_owned())?;
        let access = token.get("access_token").and_then(Value::as_str).ok_or("token: no access token")?;
        if token.get("token_type").and_then(Value::as_str).is_some_and(|kind| !kind.eq_ignore_ascii_case("bearer")) {
            return Err("token: of a kind that is not known".to_owned());
        }
        let said = self.userinfo(&oauth2.userinfo, access, oauth2.mode).await?;
        let claims = Claims::read(said, provider, &oauth2.subject_claim).map_err(|why| format!("userinfo: {why}"))?;
        let subject = claims.subject.clone().ok_or_else(|| format!("userinfo: no subject, {:?}", oauth2.subject_claim))?;
        Ok(Proved { subject, claims, id_token: None, there: There::default() })
    }
}

fn exchange(
    oauth2: &OAuth2Userinfo,
    code: &str,
    redirect: &str,
    verifier: Option<&PkceCodeVerifier>,
) -> Result<HttpRequest, openidconnect::http::Error> {
    let client = &oauth2.client;
    let mut form = Serializer::new(String::new());
    form.append_pair("grant_type", "authorization_code").append_pair("code", code).append_pair("redirect_uri", redirect);
    if let Some(verifier) = verifier {
        form.append_pair("code_verifier", verifier.secret());
    }
    let mut request = openidconnect::http::Request::builder()
        .method(Method::POST)
        .uri(oauth2.token.as_str())
        .header(header::ACCEPT, "application/json")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    match client.auth_method {
        AuthMethod::Post => {
            form.append_pair("client_id", &client.id).append_pair("client_secret", client.secret.secret());
        }
        AuthMethod::Basic => {
            let both = STANDARD.encode(format!("{}:{}", client.id, client.secret.secret()));
            request = request.header(header::AUTHORIZATION, format!("Basic {both}"));
        }
    }
    request.body(form.finish().into_bytes())
}
