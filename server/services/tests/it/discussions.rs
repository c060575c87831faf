//! Discussions on both engines.

mod partners;

use domain::{
    access::{Role, Viewer},
    discussions::PostForm,
};

fn message(body: &str) -> PostForm {
    PostForm::read([("body", body)]).expect("a sound message")
}

/// A teacher of the second school.
fn colleague() -> Viewer {
    crate::harness::member(2, &[Role::Teacher], &[crate::cast::port()])
}
