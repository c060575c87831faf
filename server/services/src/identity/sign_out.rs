//! Signing out: here first, then at the provider's.

use super::{
    audit::{self, Actor},
    cas,
    http::is_secure,
    provider::{Kind, Logout, Oidc},
    providers::Known,
    rows::session as rows,
};
use crate::{
    cx::{Cx, Portal},
    error::Result,
    outside::Secret,
};
use domain::{ids::AccountId, paths};
use std::time::Duration;
use url::Url;

/// How long someone who leaves waits for the provider to say where to take leave.
const PATIENCE: Duration = Duration::from_secs(2);
/// The longest ID token that is sent in an address: longer ones do not get through every proxy.
const MAX_HINT: usize = 4096;

/// Ends `session`. Gives the address at the provider's where the person signs out there too, when the provider has one.
///
/// The session has ended whatever the provider does: one that is away is left out.
///
/// # Errors
/// The database's.
pub async fn close_session(cx: &Cx, session: &Secret) -> Result<Option<Url>> {
    let mut change = cx.begin().await?;
    let Some(ended) = rows::delete(&mut change, &session.hash()).await? else { return Ok(None) };
    let account = AccountId::new(ended.account_id);
    let cx = &cx.clone().by_word_of(ended.provider.as_str());
    audit::note(cx, &mut change, Actor::Account(account), "sign-out", &format!("provider:{}", ended.provider), "ok").await?;
    change.commit().await?;
    match tokio::time::timeout(PATIENCE, end_at_provider(&cx.portal, &ended)).await {
        Ok(url) => Ok(url),
        Err(_) => Ok(None),
    }
}

async fn end_at_provider(portal: &Portal, ended: &rows::EndedRow) -> Option<Url> {
    let known = portal.providers.get(&ended.provider)?;
    let home = portal.settings.address(paths::HOME);
    let url = match &known.provider.kind {
        Kind::Oidc(oidc) => match &oidc.logout {
            Logout::EndSession(given) => end_session(portal, known, oidc, given.as_ref(), ended.id_token.as_deref()).await?,
            Logout::EdificeCallback(url) => with(url, "callback", &home),
            Logout::CasService(url) => with(url, "service", &home),
        },
        Kind::OAuth2Userinfo(oauth2) => with(oauth2.logout.as_ref()?, "callback", &home),
        Kind::Cas(cas) => cas::logout(cas, &home),
    };
    is_secure(&url).then_some(url)
}

/// OpenID Connect RP-Initiated Logout 1.0.
async fn end_session(portal: &Portal, known: &Known, oidc: &Oidc, given: Option<&Url>, id_token: Option<&str>) -> Option<Url> {
    let mut url = match given {
        Some(given) => given.clone(),
        None => {
            let metadata = portal.providers.metadata(known, oidc, portal.clock.now()).await.ok()?;
            metadata.additional_metadata().end_session_endpoint.as_deref()?.parse().ok()?
        }
    };
    let mut query = url.query_pairs_mut();
    query.append_pair("client_id", &oidc.client.id);
    query.append_pair("post_logout_redirect_uri", &portal.settings.address(paths::HOME));
    if let Some(token) = id_token.filter(|token| token.len() <= MAX_HINT) {
        query.append_pair("id_token_hint", token);
    }
    drop(query);
    Some(url)
}

fn with(url: &Url, name: &str, value: &str) -> Url {
    let mut url = url.clone();
    url.query_pairs_mut().append_pair(name, value);
    url
}
