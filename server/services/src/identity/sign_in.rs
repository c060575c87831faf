//! Signing in with a provider: there, and back.

use super::{
    account::{self, Profile, Standing},
    audit::{self, Actor},
    cas::{self, NotProved},
    failed,
    http::is_secure,
    link, oauth2, pending,
    provider::{Cas, ExpectIss, Kind, OAuth2Userinfo, Oidc, Pkce, Provider},
    providers::{Known, Metadata},
    rows::{account as accounts, attempt as rows, session as sessions},
    session::{self, AtProvider},
    token::{self, Kept, Proved},
};
use crate::{
    cx::{Change, Cx},
    error::{Error, Result},
    outside::Secret,
};
use anyhow::Context;
use domain::{
    events::Event,
    identity::{Admission, Refusal, admit},
    ids::AccountId,
    paths::{self, ReturnTo},
    text::clean_line,
};
use openidconnect::{Nonce, PkceCodeVerifier, RedirectUrl};
use url::Url;

/// How long a person may take at the provider's.
const ATTEMPT_MS: i64 = 10 * 60_000;
/// The longest error that a provider can have shown, in characters.
const MAX_SHOWN: usize = 200;

/// What a provider sends a browser back with: the parameters of the callback address, as they came.
#[derive(Clone, Default)]
pub struct Answer {
    /// Every `state`: there must be one.
    pub state: Vec<String>,
    /// Every `code`: there must be one.
    pub code: Vec<String>,
    /// `iss` (RFC 9207).
    pub iss: Option<String>,
    /// `error`.
    pub error: Option<String>,
    /// `error_description`.
    pub error_description: Option<String>,
    /// Every `ticket` (CAS): there must be one.
    pub ticket: Vec<String>,
}

/// Whether a provider that knows a browser already lets its person in without a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Prompt {
    /// As it does for everyone.
    #[default]
    AsUsual,
    /// It asks who is there: somebody has just signed out of the portal on this machine.
    Anew,
}

impl std::fmt::Debug for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Answer").field("iss", &self.iss).field("error", &self.error).finish_non_exhaustive()
    }
}

/// Someone has signed in.
#[derive(Debug)]
pub struct Finished {
    /// What the session's cookie must hold.
    pub session: Secret,
    /// Who it is.
    pub account: AccountId,
    /// Where they were going.
    pub return_to: ReturnTo,
}

/// Why nobody has signed in.
#[derive(Debug, thiserror::Error)]
pub enum SignInFailure {
    /// No such provider, or it is switched off: 404.
    #[error("no such provider")]
    UnknownProvider,
    /// An answer that this browser did not ask for, or asked for too long ago, or used already: 400.
    #[error("not an answer to a sign-in under way: {0}")]
    BadAnswer(&'static str),
    /// The provider says that it did not happen; both texts are cleaned and cut, and still to be escaped.
    #[error("the provider answered with an error: {error}")]
    Cancelled {
        /// Its word for it, e.g. `access_denied`.
        error: String,
        /// What it adds.
        description: String,
    },
    /// The provider knows no such ticket, or it was for another site: 403.
    #[error("not a ticket of the provider's")]
    BadTicket,
    /// A pupil, or a parent where parents are visitors: nothing was kept.
    #[error("turned away: {0:?}")]
    Refused(Refusal),
    /// The identity that was to be linked is someone else's already, or has an account of its own: 409.
    #[error("linked elsewhere")]
    LinkedElsewhere,
    /// The provider is away, or what it says cannot be believed: 502. The text is for the log.
    #[error("the provider: {0}")]
    Provider(String),
    /// As for any use case; `NotFound` for an account that was suspended.
    #[error(transparent)]
    Other(#[from] Error),
}

impl From<anyhow::Error> for SignInFailure {
    fn from(error: anyhow::Error) -> Self {
        Self::Other(error.into())
    }
}

/// Begins a sign-in: the address at the provider's to send the browser to.
///
/// `browser` is a secret that the browser keeps in a cookie until it is back; one secret serves several sign-ins at once.
///
/// # Errors
/// [`SignInFailure::UnknownProvider`]; [`SignInFailure::Provider`] when it does not say where to go.
pub async fn begin(cx: &Cx, provider: &str, browser: &Secret, return_to: ReturnTo, prompt: Prompt) -> Result<Url, SignInFailure> {
    begin_for(cx, provider, browser, return_to, prompt, None).await
}

/// The same; what comes of it is linked to the account `link`, if one is named (`identity::link`).
pub(super) async fn begin_for(
    cx: &Cx,
    provider: &str,
    browser: &Secret,
    return_to: ReturnTo,
    prompt: Prompt,
    link: Option<AccountId>,
) -> Result<Url, SignInFailure> {
    let known = cx.portal.providers.get(provider).ok_or(SignInFailure::UnknownProvider)?;
    let (state, nonce, verifier) = (Secret::new()?, Secret::new()?, Secret::new()?);
    let anew = prompt == Prompt::Anew;
    let mut attempt = rows::AttemptRow {
        browser_hash: browser.hash(),
        provider: known.provider.id.clone(),
        nonce: None,
        verifier: None,
        anew,
        return_to: return_to.as_str().to_owned(),
        expires_ms: cx.now().plus_ms(ATTEMPT_MS).ms(),
        link_account: link.map(AccountId::get),
    };
    let keep = |pkce: Pkce| (pkce == Pkce::S256).then(|| verifier.reveal().to_owned());
    let callback = callback(cx, &known.provider);
    let url = match &known.provider.kind {
        Kind::Oidc(oidc) => {
            let metadata = cx.portal.providers.metadata(known, oidc, cx.now()).await.map_err(SignInFailure::Provider)?;
            attempt.nonce = Some(nonce.reveal().to_owned());
            attempt.verifier = keep(oidc.client.pkce);
            token::authorize(oidc, &metadata, state.reveal().to_owned(), &kept(cx, &known.provider, &attempt)?, anew)
        }
        Kind::OAuth2Userinfo(oauth2) => {
            attempt.verifier = keep(oauth2.client.pkce);
            oauth2::authorize(oauth2, &callback, state.reveal(), attempt.verifier.clone().map(PkceCodeVerifier::new).as_ref())
        }
        Kind::Cas(cas) => cas::login(cas, &cas::service(&callback, state.reveal()), anew),
    };
    if !is_secure(&url) {
        return Err(SignInFailure::Provider("no address to sign in at".to_owned()));
    }
    let mut change = cx.begin().await?;
    rows::insert(&mut change, &state.hash(), &attempt).await?;
    change.commit().await?;
    Ok(url)
}

/// Where `provider` sends people back: the address that it was told.
fn callback(cx: &Cx, provider: &Provider) -> String {
    cx.portal.settings.address(&paths::sign_in_return(&provider.id))
}

fn kept(cx: &Cx, provider: &Provider, attempt: &rows::AttemptRow) -> Result<Kept> {
    Ok(Kept {
        nonce: Nonce::new(attempt.nonce.clone().context("a sign-in without a nonce")?),
        verifier: attempt.verifier.clone().map(PkceCodeVerifier::new),
        redirect: RedirectUrl::new(callback(cx, provider)).context("the portal's own address")?,
    })
}

/// Ends a sign-in: checks the answer that the browser came back with, and opens a session.
///
/// `browser` is what its cookie of [`begin`] holds, `previous` what its session cookie holds, if it has one: that session is ended.
/// The sign-in under way is used up before anything else is done, whatever comes of it.
///
/// # Errors
/// A [`SignInFailure`]: nobody is signed in, and the session that there was goes on.
pub async fn finish(
    cx: &Cx,
    provider: &str,
    browser: Option<&Secret>,
    previous: Option<&Secret>,
    answer: Answer,
) -> Result<Finished, SignInFailure> {
    let known = cx.portal.providers.get(provider).ok_or(SignInFailure::UnknownProvider)?;
    let cx = &cx.clone().by_word_of(known.provider.id.as_str());
    let done = finish_at(cx, known, browser, previous, answer).await;
    if let Err(failure) = &done {
        failed::note(cx, &known.provider, failure).await?;
    }
    done
}

async fn finish_at(
    cx: &Cx,
    known: &Known,
    browser: Option<&Secret>,
    previous: Option<&Secret>,
    answer: Answer,
) -> Result<Finished, SignInFailure> {
    let attempt = take(cx, &known.provider, browser, &answer.state).await?;
    let return_to = ReturnTo::parse(&attempt.return_to);
    let link = attempt.link_account.map(AccountId::new);
    link::check_still_there(cx, link)?;
    let proved = prove(cx, known, attempt, answer).await?;
    let (session, account) = let_in(cx, &known.provider, &proved, previous, link).await?;
    Ok(Finished { session, account, return_to })
}

async fn take(cx: &Cx, provider: &Provider, browser: Option<&Secret>, state: &[String]) -> Result<rows::AttemptRow, SignInFailure> {
    let [state] = state else { return Err(SignInFailure::BadAnswer("not one state")) };
    let mut change = cx.begin().await?;
    let taken = rows::take(&mut change, &Secret::from_outside(state).hash()).await?;
    change.commit().await?;
    let attempt = taken.ok_or(SignInFailure::BadAnswer("unknown state, or used already"))?;
    let browser = browser.ok_or(SignInFailure::BadAnswer("no cookie"))?;
    if attempt.browser_hash != browser.hash() {
        return Err(SignInFailure::BadAnswer("begun in another browser"));
    }
    if attempt.provider != provider.id {
        return Err(SignInFailure::BadAnswer("begun with another provider"));
    }
    if attempt.expires_ms <= cx.now().ms() {
        return Err(SignInFailure::BadAnswer("begun too long ago"));
    }
    Ok(attempt)
}

async fn prove(cx: &Cx, known: &Known, attempt: rows::AttemptRow, answer: Answer) -> Result<Proved, SignInFailure> {
    match &known.provider.kind {
        Kind::Oidc(oidc) => prove_by_token(cx, known, oidc, attempt, answer).await,
        Kind::OAuth2Userinfo(oauth2) => prove_by_userinfo(cx, known, oauth2, attempt, answer).await,
        Kind::Cas(cas) => prove_by_ticket(cx, known, cas, &attempt, answer).await,
    }
}

async fn prove_by_token(cx: &Cx, known: &Known, oidc: &Oidc, attempt: rows::AttemptRow, answer: Answer) -> Result<Proved, SignInFailure> {
    let providers = &cx.portal.providers;
    let metadata = providers.metadata(known, oidc, cx.now()).await.map_err(SignInFailure::Provider)?;
    let must = match oidc.expect_iss {
        ExpectIss::AsPromised => is_promised(&metadata),
        ExpectIss::Always => true,
        ExpectIss::Never => false,
    };
    check_issuer(Some(metadata.issuer().as_str()), must, answer.iss.as_deref())?;
    let code = code(answer)?;
    let kept = kept(cx, &known.provider, &attempt)?;
    providers.prove(known, oidc, metadata, code, kept, cx.now()).await.map_err(SignInFailure::Provider)
}

async fn prove_by_userinfo(
    cx: &Cx,
    known: &Known,
    oauth2: &OAuth2Userinfo,
    attempt: rows::AttemptRow,
    answer: Answer,
) -> Result<Proved, SignInFailure> {
    check_issuer(oauth2.issuer.as_ref().map(|issuer| issuer.as_str()), oauth2.expect_iss, answer.iss.as_deref())?;
    let code = code(answer)?;
    let verifier = attempt.verifier.map(PkceCodeVerifier::new);
    let callback = callback(cx, &known.provider);
    let proved = cx.portal.providers.prove_by_userinfo(&known.provider, oauth2, &code, &callback, verifier.as_ref()).await;
    proved.map_err(SignInFailure::Provider)
}

async fn prove_by_ticket(cx: &Cx, known: &Known, cas: &Cas, attempt: &rows::AttemptRow, answer: Answer) -> Result<Proved, SignInFailure> {
    let ticket = match <[String; 1]>::try_from(answer.ticket) {
        Ok([ticket]) if cas::is_ticket(&ticket) => ticket,
        _ => return Err(SignInFailure::BadAnswer("not one ticket")),
    };
    // There is one state, and this attempt is its own.
    let service = cas::service(&callback(cx, &known.provider), answer.state.first().map_or("", String::as_str));
    let proved = cx.portal.providers.prove_by_ticket(&known.provider, cas, &service, &ticket, attempt.anew).await;
    proved.map_err(|failure| match failure {
        NotProved::Refused => SignInFailure::BadTicket,
        NotProved::Away(why) => SignInFailure::Provider(why),
    })
}

/// The one code of `answer`, unless it is an error.
fn code(answer: Answer) -> Result<String, SignInFailure> {
    if let Some(error) = answer.error {
        let description = shown(answer.error_description.as_deref().unwrap_or_default());
        return Err(SignInFailure::Cancelled { error: shown(&error), description });
    }
    match <[String; 1]>::try_from(answer.code) {
        Ok([code]) if !code.is_empty() => Ok(code),
        _ => Err(SignInFailure::BadAnswer("not one code")),
    }
}

fn is_promised(metadata: &Metadata) -> bool {
    metadata.additional_metadata().authorization_response_iss_parameter_supported == Some(true)
}

/// RFC 9207: an answer that names its issuer must name this one, and must name it where that is expected.
fn check_issuer(issuer: Option<&str>, must: bool, iss: Option<&str>) -> Result<(), SignInFailure> {
    match (iss, issuer) {
        (None, _) if must => Err(SignInFailure::BadAnswer("no issuer")),
        (Some(iss), Some(issuer)) if iss != issuer => Err(SignInFailure::BadAnswer("another issuer")),
        _ => Ok(()),
    }
}

fn shown(text: &str) -> String {
    clean_line(text).chars().take(MAX_SHOWN).collect()
}

async fn let_in(
    cx: &Cx,
    provider: &Provider,
    proved: &Proved,
    previous: Option<&Secret>,
    link: Option<AccountId>,
) -> Result<(Secret, AccountId), SignInFailure> {
    let claims = &proved.claims;
    let change = cx.begin().await?;
    let admission = match claims.family {
        Some(refusal) => Admission::Refused(refusal),
        None => admit(claims.profiles.iter().map(String::as_str), provider.parents),
    };
    let roles = match admission {
        Admission::Admitted(roles) => roles,
        Admission::Refused(refusal) => {
            turn_away(cx, change, provider, &proved.subject, refusal).await?;
            return Err(SignInFailure::Refused(refusal));
        }
    };
    let profile = Profile {
        provider: &provider.id,
        subject: &proved.subject,
        uid: claims.uid.as_deref(),
        name: claims.name.clone(),
        email: claims.email.clone(),
        roles,
        schools: claims.schools.clone(),
    };
    let mut change = link::attach(cx, change, link, &provider.id, &proved.subject).await?;
    let (account, standing) = account::bring_up_to_date(cx, &mut change, Actor::Nobody, &profile).await?;
    if standing == Standing::Suspended {
        let object = format!("provider:{}", provider.id);
        audit::note(cx, &mut change, Actor::Account(account), "sign-in", &object, "refused: suspended").await?;
        change.commit().await?;
        return Err(SignInFailure::Other(Error::NotFound));
    }
    pending::remember(&mut change, account, &claims.profiles).await?;
    let there = AtProvider {
        id_token: proved.id_token.as_deref(),
        subject: proved.there.subject.as_deref(),
        session_hash: proved.there.session.as_deref().map(|session| Secret::from_outside(session).hash()),
    };
    let secret = session::open(cx, &mut change, account, &provider.id, there, previous).await?;
    change.commit().await?;
    Ok((secret, account))
}

/// Writes that someone was turned away, and not whom. A person who had an account here, as staff, loses what the provider had
/// given it: it has just said that they are staff no longer.
async fn turn_away(cx: &Cx, mut change: Change, provider: &Provider, subject: &str, refusal: Refusal) -> Result<()> {
    if let Some(account) = accounts::touch_identity(&mut change, &provider.id, subject, cx.now()).await? {
        if account::replace_roles(cx, &mut change, Actor::Nobody, account, &provider.id, &[]).await? {
            change.tell(Event::PersonChanged { account });
        }
        sessions::delete_of(&mut change, account).await?;
        pending::forget(&mut change, account).await?;
    }
    let outcome = match refusal {
        Refusal::Pupil => "refused: pupil",
        Refusal::Parent => "refused: parent",
    };
    audit::note(cx, &mut change, Actor::Nobody, "sign-in", &format!("provider:{}", provider.id), outcome).await?;
    change.commit().await
}
