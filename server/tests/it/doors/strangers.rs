//! Who is none of the demo's: delegates, people who wait, people who were suspended, holders of a secret link.

use crate::harness::{Browser, ORIGIN, Site};
use domain::{access::Role, ids::AccountId, territory::Insee};
use sample::cast::TEACHER;
use services::{
    db::Db,
    identity::{self, NewPerson},
};

/// The commune of the first teacher's school, and another.
pub(super) const HERE: &str = "33063";
pub(super) const ELSEWHERE: &str = "33281";

/// An account with these roles, of the first teacher's school where it has one.
pub(super) async fn account(site: &Site, subject: &str, roles: &[Role]) -> AccountId {
    let person = NewPerson {
        provider: "ent".to_owned(),
        subject: subject.to_owned(),
        name: format!("Quelqu’un {subject}"),
        email: None,
        roles: roles.to_vec(),
        schools: if roles.is_empty() { Vec::new() } else { TEACHER.school().into_iter().collect() },
        communes: Vec::new(),
    };
    identity::ensure_account(&site.system(), &person).await.expect("an account")
}

/// A browser in which `account` has signed in.
pub(super) async fn browser(site: &Site, account: AccountId) -> Browser {
    let system = site.system();
    let mut change = system.begin().await.expect("a change");
    let session = identity::open_session(&system, &mut change, account, "ent", None, None).await.expect("a session");
    change.commit().await.expect("kept");
    let mut browser = site.nobody();
    browser.cookie = Some(session.reveal().to_owned());
    browser
}

/// Who animates this commune alone.
pub(super) async fn delegate(site: &Site, commune: &str) -> Browser {
    let account = account(site, &format!("delegue-{commune}"), &[]).await;
    let commune = Insee::parse(commune).expect("a code");
    identity::delegate(&site.system(), account, &[commune]).await.expect("given");
    browser(site, account).await
}

/// Who has an account, and has not been told what they are here.
pub(super) async fn pending(site: &Site) -> Browser {
    browser(site, account(site, "attend", &[]).await).await
}

/// A teacher whose account was suspended while they were signed in.
pub(super) async fn suspended(site: &Site) -> Browser {
    let account = account(site, "suspendu", &[Role::Teacher]).await;
    let browser = browser(site, account).await;
    let Db::Sqlite { write, .. } = &site.portal.db else { panic!("these tests are SQLite's") };
    sqlx::query("UPDATE account SET suspended_ms = 1 WHERE id = $1").bind(account.get()).execute(write).await.expect("suspended");
    browser
}

/// A visitor in whose browser the secret link of `project`, the first teacher's, was opened.
pub(super) async fn holder(site: &Site, project: &str) -> Browser {
    let page = site.as_(TEACHER).await.post(&format!("{project}/ouverture"), &[("do", "link")]).await;
    let link = page.attributes("#lien", "value").remove(0);
    let opened = site.nobody().get(link.strip_prefix(ORIGIN).expect("an address of the portal")).await;
    let mut browser = site.nobody();
    browser.links = opened.set_cookie("preau-liens");
    assert!(browser.links.is_some());
    browser
}
