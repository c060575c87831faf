//! What is held about people: shown, handed over, forgotten; and nothing left of whoever leaves.

mod dump;
mod erasing;
mod everything;
mod handing_over;
mod retention;
mod schema;

use crate::{
    cast::tilleuls,
    harness::{TestPortal, member},
};
use domain::{access::Role, access::Viewer, ids::AccountId};
use services::{
    cx::Cx,
    identity::{self, NewPerson},
};

/// A name that nobody else bears, and no word is made of.
const NAME: &str = "Zéphyrine Quillacq";
/// As she is named once she chose so.
const SHOWN: &str = "Zéphyrine Q.";
const EMAIL: &str = "zephyrine.quillacq@courriel-unique.example";
const SUBJECT: &str = "sujet-7f3a9c51";
/// What another provider calls her, and what it calls her besides.
const SECOND: &str = "autre-sujet-41bd";
const UID: &str = "zquillacq33";

fn zephyrine() -> NewPerson {
    NewPerson {
        provider: "ent".to_owned(),
        subject: SUBJECT.to_owned(),
        name: NAME.to_owned(),
        email: Some(EMAIL.to_owned()),
        roles: vec![Role::Teacher],
        schools: vec![tilleuls()],
        communes: Vec::new(),
    }
}

/// Her account, as her provider makes it.
async fn arrived(portal: &TestPortal) -> AccountId {
    identity::ensure_account(&portal.system(), &zephyrine()).await.expect("an account")
}

fn herself(account: AccountId) -> Viewer {
    member(account.get(), &[Role::Teacher], &[tilleuls()])
}

/// Her request, by someone who has just signed in.
fn recently(portal: &TestPortal, account: AccountId) -> Cx {
    portal.cx(herself(account)).signed_in_at(Some(portal.portal.clock.now()))
}
