//! People whose provider does not say what they are here: they wait until someone does, or refuses (IDENTITY 1.2, 45).

use super::{
    audit::{self, Actor},
    grant::GRANTED,
    rows::{account as accounts, pending as rows, session as sessions},
};
use crate::{
    access,
    cx::{Change, Cx},
    error::{Error, Result},
};
use domain::{
    access::{Action, PersonAction, PersonFacts, PortalAction, Role, decide},
    events::Event,
    ids::AccountId,
    problem::{Problems, Rule},
    territory::{Insee, Uai},
    text::clean_line,
    time::Timestamp,
};

/// How much is kept of what a provider says that someone is, in characters.
const MAX_SAID: usize = 200;

/// Someone who waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pending {
    /// Their account.
    pub account: AccountId,
    /// Their name, as their provider gives it.
    pub name: String,
    /// What their provider says they are, in its own words; may be empty.
    pub said: String,
    /// The providers that they sign in with.
    pub providers: Vec<String>,
    /// Their schools, as their provider gives them.
    pub schools: Vec<PendingSchool>,
    /// Since when they wait.
    pub since: Timestamp,
}

/// A school of someone who waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PendingSchool {
    /// Its code.
    pub uai: Uai,
    /// Its name and its commune's, where it is of the territory.
    pub known: Option<(String, String)>,
    /// Its commune, where it is of the territory.
    pub commune: Option<Insee>,
}

impl Pending {
    fn facts(&self) -> PersonFacts {
        PersonFacts { communes: self.schools.iter().filter_map(|school| school.commune.clone()).collect() }
    }
}

/// Those who wait and on whom the viewer decides, the one that waits longest first.
///
/// # Errors
/// `SignIn` or `Denied` for those who decide on nobody.
pub async fn pending(cx: &Cx) -> Result<Vec<Pending>> {
    access::check(cx, PortalAction::AdmitPeople)?;
    let mut waiting = rows::pending(&mut cx.read().await?).await?;
    waiting.retain(|person| decide(&cx.viewer, Action::Person(PersonAction::Admit, &person.facts())).is_ok());
    Ok(waiting)
}

/// Says that `account` is a teacher of the school whose code is `school`. They are told, and sign in again.
///
/// # Errors
/// `SignIn` or `Denied`; `NotFound` when they do not wait, or the viewer does not decide on them; `Invalid` for a school that is none, or is
/// of a commune that the viewer does not animate.
pub async fn admit(cx: &Cx, account: AccountId, school: &str) -> Result<()> {
    let mut change = begin(cx, account).await?;
    let refused = || Problems::one("school", Rule::Unknown(clean_line(school)));
    let uai = Uai::parse(school).map_err(|_| refused())?;
    let commune = rows::commune_of(&mut change, &uai).await?.ok_or_else(refused)?;
    let there = PersonFacts { communes: vec![commune] };
    decide(&cx.viewer, Action::Person(PersonAction::Admit, &there)).map_err(|_| refused())?;
    accounts::add_role(&mut change, account, GRANTED, Role::Teacher, cx.now()).await?;
    accounts::add_school(&mut change, account, GRANTED, &uai).await?;
    rows::forget(&mut change, account).await?;
    sessions::delete_of(&mut change, account).await?;
    let outcome = format!("{} school:{uai}", Role::Teacher.key());
    audit::note(cx, &mut change, Actor::Viewer, "admit", &format!("account:{account}"), &outcome).await?;
    change.tell(Event::PersonDecided { account, admitted: true });
    change.commit().await
}

/// Says that `account` is nobody here. They are told; they wait again once their provider says something else of them.
///
/// # Errors
/// `SignIn` or `Denied`; `NotFound` as for [`admit`].
pub async fn turn_down(cx: &Cx, account: AccountId) -> Result<()> {
    let mut change = begin(cx, account).await?;
    rows::refuse(&mut change, account, cx.now()).await?;
    sessions::delete_of(&mut change, account).await?;
    audit::note(cx, &mut change, Actor::Viewer, "admit", &format!("account:{account}"), "refused").await?;
    change.tell(Event::PersonDecided { account, admitted: false });
    change.commit().await
}

/// A change in which `account`, locked, waits, and the viewer decides on them.
async fn begin(cx: &Cx, account: AccountId) -> Result<Change> {
    access::check(cx, PortalAction::AdmitPeople)?;
    let mut change = cx.begin().await?;
    if !rows::lock(&mut change, account).await? {
        return Err(Error::NotFound);
    }
    let facts = PersonFacts { communes: rows::communes_of(&mut change, account).await? };
    // Whom one does not decide on is not shown, and so is not there.
    decide(&cx.viewer, Action::Person(PersonAction::Admit, &facts)).map_err(|_| Error::NotFound)?;
    Ok(change)
}

/// After a sign-in: keeps what the provider says of someone who has no role, for who decides; forgets it of everyone else.
pub(super) async fn remember(change: &mut Change, account: AccountId, words: &[String]) -> Result<()> {
    let said: String = clean_line(&words.join(", ")).chars().take(MAX_SAID).collect();
    rows::remember(change, account, &said).await
}

/// Has someone wait no longer: their provider has turned them away, or they have a role.
pub(super) async fn forget(change: &mut Change, account: AccountId) -> Result<()> {
    rows::forget(change, account).await
}
