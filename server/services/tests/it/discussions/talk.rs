//! A space, a topic and a message, for tests of what is made of them.

use crate::harness::TestPortal;
use domain::{
    access::{Role, Viewer},
    discussions::{PostForm, SpaceForm, TopicForm},
    ids::{SpaceId, TopicId},
};
use services::{cx::Cx, discussions};

/// A space made by the animator, in which teachers write; everyone reads it when it is public.
pub(super) async fn space(portal: &TestPortal, name: &'static str, public: bool) -> SpaceId {
    let cx = portal.cx(crate::cast::animator());
    let is_public = if public { "yes" } else { "" };
    let form = SpaceForm::read([("name", name), ("public", is_public), ("post", "teacher"), ("read", "official")]).expect("a sound space");
    let slug = discussions::make_space(&cx, &form).await.expect("a space");
    discussions::space(&cx, &slug).await.expect("its page").id
}

/// A topic that `cx`'s viewer opens in a space.
pub(super) async fn opened(cx: &Cx, space: SpaceId, title: &str, body: &str) -> TopicId {
    let space = space.to_string();
    let pairs = [("title", title), ("kind", "question"), ("space", space.as_str()), ("body", body)];
    let form = TopicForm::read(pairs, cx.now()).expect("a sound topic");
    discussions::open_topic(cx, &form, None).await.expect("opened").0
}

pub(super) fn message(body: &str) -> PostForm {
    PostForm::read([("body", body)]).expect("a sound message")
}

/// A teacher of the second school.
pub(super) fn colleague() -> Viewer {
    crate::harness::member(2, &[Role::Teacher], &[crate::cast::port()])
}
