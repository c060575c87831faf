//! What an operator is told of a provider before anyone signs in with it.

use super::{
    cas::{self, INVALID_TICKET},
    cas_answer::Answer,
    http::is_secure,
    provider::{Cas, Endpoints, Kind, OAuth2Userinfo, Oidc, Provider},
    providers::{Providers, explain},
};
use openidconnect::{
    JsonWebKey, JsonWebKeySet, JsonWebKeySetUrl, JwsSigningAlgorithm,
    core::CoreJsonWebKey,
    http::{Method, StatusCode, header},
};
use serde_json::{Map, Value};
use url::Url;

/// What a discovery document's address ends with.
const DISCOVERY: &str = ".well-known/openid-configuration";
/// A ticket of nobody's.
const MADE_UP: &str = "ST-1-preau-check-sign-in";

/// What was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Whether the discovery document is read, and of this very issuer.
    Discovery,
    /// Whether the addresses that it gives, or that were given, may be spoken to.
    Endpoints,
    /// Whether its keys are read, and one of them can be believed.
    Keys,
    /// Whether its endpoint answers.
    Userinfo,
    /// Whether it says of a made-up ticket that it is none.
    Validation,
}

/// One thing that was looked at, and what was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Looked {
    /// What.
    pub what: Look,
    /// What is right with it, or what is wrong, in French; how an exchange broke off, as the log says it. Holds no secret.
    pub found: Result<String, String>,
}

impl Providers {
    /// Looks at `provider`, one of these, without signing anyone in. `callback` is where it would send people back.
    pub async fn look(&self, provider: &Provider, callback: &str) -> Vec<Looked> {
        match &provider.kind {
            Kind::Oidc(oidc) => self.look_at_oidc(oidc).await,
            Kind::OAuth2Userinfo(oauth2) => self.look_at_oauth2(oauth2).await,
            Kind::Cas(cas) => vec![Looked { what: Look::Validation, found: self.look_at_cas(cas, callback).await }],
        }
    }

    async fn look_at_oidc(&self, oidc: &Oidc) -> Vec<Looked> {
        let mut looked = Vec::new();
        let (endpoints, jwks, promised) = match &oidc.endpoints {
            Endpoints::Given(given) => {
                let endpoints = vec![given.authorization.to_string(), given.token.to_string()];
                (endpoints, Some(given.jwks.to_string()), None)
            }
            Endpoints::Discovered => match self.document(oidc).await {
                Ok(document) => {
                    looked.push(Looked { what: Look::Discovery, found: Ok(oidc.issuer.to_string()) });
                    let text = |name: &str| document.get(name).and_then(Value::as_str).map(str::to_owned);
                    let names = ["authorization_endpoint", "token_endpoint", "userinfo_endpoint", "end_session_endpoint"];
                    let endpoints = names.into_iter().filter_map(text).collect();
                    (endpoints, text("jwks_uri"), document.get("id_token_signing_alg_values_supported").cloned())
                }
                Err(why) => {
                    looked.push(Looked { what: Look::Discovery, found: Err(why) });
                    return looked;
                }
            },
        };
        looked.push(Looked { what: Look::Endpoints, found: secure(&endpoints) });
        let found = match jwks {
            Some(jwks) => self.keys(oidc, &jwks, promised.as_ref()).await,
            None => Err("son document de découverte ne donne pas de `jwks_uri`".to_owned()),
        };
        looked.push(Looked { what: Look::Keys, found });
        if looked.iter().all(|one| one.found.is_ok())
            && let Err(why) = self.fetch(oidc).await
        {
            looked.push(Looked { what: Look::Discovery, found: Err(why) });
        }
        looked
    }

    /// The discovery document, of this very issuer.
    async fn document(&self, oidc: &Oidc) -> Result<Map<String, Value>, String> {
        let address = oidc.issuer.join(DISCOVERY).map_err(|_| format!("{} n’est pas une adresse", oidc.issuer.as_str()))?;
        let (status, body) = self.read(&address).await?;
        if status != StatusCode::OK {
            return Err(format!("{address} répond {status}"));
        }
        let document: Map<String, Value> = serde_json::from_slice(&body).map_err(|_| format!("{address} n’est pas un objet JSON"))?;
        match document.get("issuer").and_then(Value::as_str) {
            Some(issuer) if issuer == oidc.issuer.as_str() => Ok(document),
            Some(issuer) => Err(format!("il nomme {issuer:?}, et non {:?}", oidc.issuer.as_str())),
            None => Err("il ne nomme pas d’`issuer`".to_owned()),
        }
    }

    async fn keys(&self, oidc: &Oidc, jwks: &str, promised: Option<&Value>) -> Result<String, String> {
        let address = JsonWebKeySetUrl::new(jwks.to_owned()).map_err(|_| format!("{jwks:?} n’est pas une adresse"))?;
        let keys: JsonWebKeySet<CoreJsonWebKey> =
            JsonWebKeySet::fetch_async(&address, &self.http).await.map_err(|error| format!("{jwks}: {}", explain(&error)))?;
        if keys.keys().is_empty() {
            return Err(format!("{jwks} ne donne aucune clé lisible"));
        }
        let usable: Vec<_> = oidc
            .algorithms
            .iter()
            .filter(|algorithm| keys.keys().iter().any(|key| algorithm.jws().key_type().as_ref() == Some(key.key_type())))
            .map(|algorithm| algorithm.name())
            .collect();
        let all = promised.and_then(Value::as_array);
        let agreed: Vec<_> = usable.into_iter().filter(|name| all.is_none_or(|all| all.iter().any(|one| one == name))).collect();
        if agreed.is_empty() {
            let promised = promised.map_or_else(|| "on ne sait quoi".to_owned(), Value::to_string);
            return Err(format!("aucune clé pour un algorithme permis\u{202f}; il signe avec {promised}"));
        }
        Ok(format!("{} clés, {}", keys.keys().len(), agreed.join(" ")))
    }

    async fn look_at_oauth2(&self, oauth2: &OAuth2Userinfo) -> Vec<Looked> {
        let endpoints = [&oauth2.authorization, &oauth2.token, &oauth2.userinfo].map(ToString::to_string);
        // Without a token it refuses, which is an answer.
        let found = match self.read(&oauth2.userinfo).await {
            Ok((status, _)) if status.is_client_error() && status != StatusCode::NOT_FOUND => {
                Ok(format!("{} répond {status} à qui ne montre rien", oauth2.userinfo))
            }
            Ok((status, _)) => Err(format!("{} répond {status} à qui ne montre rien", oauth2.userinfo)),
            Err(why) => Err(why),
        };
        vec![Looked { what: Look::Endpoints, found: secure(&endpoints) }, Looked { what: Look::Userinfo, found }]
    }

    async fn look_at_cas(&self, cas: &Cas, callback: &str) -> Result<String, String> {
        match self.validate(cas, &cas::service(callback, "preau-check"), MADE_UP, false).await? {
            Answer::Failure(code) if code == INVALID_TICKET => Ok(format!("{} répond {INVALID_TICKET} à un ticket inventé", cas.base)),
            Answer::Failure(code) => Err(format!("{} répond {code:?} à un ticket inventé pour {callback}", cas.base)),
            Answer::Success { .. } => Err(format!("{} croit un ticket inventé", cas.base)),
        }
    }

    async fn read(&self, url: &Url) -> Result<(StatusCode, Vec<u8>), String> {
        let request = openidconnect::http::Request::builder().method(Method::GET).uri(url.as_str());
        let request =
            request.header(header::ACCEPT, "application/json").body(Vec::new()).map_err(|_| format!("{url} n’est pas une adresse"))?;
        let answer = self.http.send(request).await.map_err(|error| format!("{url}: {error}"))?;
        Ok((answer.status(), answer.into_body()))
    }
}

fn secure(endpoints: &[String]) -> Result<String, String> {
    match endpoints.iter().find(|endpoint| !endpoint.parse::<Url>().is_ok_and(|url| is_secure(&url))) {
        None => Ok(endpoints.join(" ")),
        Some(endpoint) => Err(format!("{endpoint} n’est pas en https")),
    }
}
