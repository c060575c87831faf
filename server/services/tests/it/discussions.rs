//! Discussions on both engines: who reads what, messages that are there once, and what the animator does.

mod announced;
mod drafts;
mod draw;
mod long;
mod moderating;
mod naming;
mod needs;
mod needs_list;
mod partners;
mod pictures;
mod rights;
mod threads;
mod unanswered;

use crate::{
    cast::{animator, port, sql, tilleuls},
    harness::{TestPortal, member},
};
use domain::{
    access::{Member, Role, Viewer},
    discussions::{PostForm, SpaceForm, TopicForm},
    ids::{AccountId, SpaceId, TopicId},
    territory::{Insee, Uai},
};
use services::{cx::Cx, discussions};

/// A person with an account, whose school or office is in a commune. 1 and 2 are teachers of Bordeaux and of Bègles, 3 the animator; 4 anyone.
pub(crate) fn person(id: i64, role: Role, commune: &str) -> Viewer {
    let commune = Insee::parse(commune).expect("a code");
    let official = role == Role::Official;
    let schools: Vec<Uai> = if official { Vec::new() } else { vec![tilleuls()] };
    Viewer::Member(Member {
        id: AccountId::new(id),
        name: format!("Membre {id}"),
        roles: vec![role],
        schools,
        communes: if official { vec![commune.clone()] } else { Vec::new() },
        school_communes: if official { Vec::new() } else { vec![commune] },
        animates: Vec::new(),
        links: Vec::new(),
    })
}

pub(crate) fn writer() -> Viewer {
    person(1, Role::Teacher, "33063")
}

pub(crate) fn other() -> Viewer {
    person(2, Role::Teacher, "33039")
}

/// A teacher of the second school.
pub(crate) fn colleague() -> Viewer {
    member(2, &[Role::Teacher], &[port()])
}

/// Accounts 100 to 149, teachers of the first school.
async fn fifty(portal: &TestPortal) {
    for id in 100..150 {
        let text = format!(
            "INSERT INTO account (id, name, created_ms, seen_ms) VALUES ({id}, 'Enseignante {id}', 0, 0);
             INSERT INTO account_role (account_id, role, source, granted_ms) VALUES ({id}, 'teacher', 'ent', 0);"
        );
        sql(portal, Box::leak(text.into_boxed_str())).await;
    }
}

/// What makes a space that everyone reads.
const OPEN: &[(&str, &str)] = &[("public", "yes"), ("read", "official")];
/// What makes one that officials read besides, and nobody else.
const CLOSED: &[(&str, &str)] = &[("read", "official")];

/// A space in which teachers write, and what else the pairs say.
pub(crate) async fn space(portal: &TestPortal, name: &'static str, more: &[(&'static str, &'static str)]) -> (SpaceId, String) {
    let mut pairs = vec![("name", name)];
    if !more.iter().any(|(field, _)| *field == "post") {
        pairs.push(("post", "teacher"));
    }
    pairs.extend(more);
    let form = SpaceForm::read(pairs).expect("a sound space");
    let cx = portal.cx(animator());
    let slug = discussions::make_space(&cx, &form).await.expect("a space");
    (discussions::space(&cx, &slug).await.expect("it is there").id, slug)
}

pub(crate) fn form(portal: &TestPortal, title: &str, body: &str, spaces: &[SpaceId]) -> TopicForm {
    let ids: Vec<_> = spaces.iter().map(ToString::to_string).collect();
    let mut pairs = vec![("title", title), ("body", body), ("kind", "question")];
    pairs.extend(ids.iter().map(|id| ("space", id.as_str())));
    TopicForm::read(pairs, portal.portal.clock.now()).expect("a sound topic")
}

pub(crate) async fn opened(portal: &TestPortal, cx: &Cx, title: &str, spaces: &[SpaceId]) -> TopicId {
    opened_saying(portal, cx, title, "Bonjour à tous.", spaces).await
}

pub(crate) async fn opened_saying(portal: &TestPortal, cx: &Cx, title: &str, body: &str, spaces: &[SpaceId]) -> TopicId {
    discussions::open_topic(cx, &form(portal, title, body, spaces), None).await.expect("a topic").0
}

pub(crate) fn says(body: &str) -> PostForm {
    PostForm::read([("body", body)]).expect("a sound message")
}

fn sent(body: &str, mark: &str) -> PostForm {
    PostForm::read([("body", body), ("sent", mark)]).expect("a sound message")
}
