//! Discussions, as people see them: spaces, topics page by page, and what is written, tended and moderated in them. Everything works
//! without JavaScript.
//!
//! **Promises.** What was typed is never lost: a form that is not accepted comes back whole, and what was begun is kept as a draft.
//! A space, a topic or a message that its viewer may not read is named nowhere.
//!
//! **Start reading at** `topic`, then `post_item` and `reply`.

#[cfg(feature = "ssr")]
mod acts;
#[cfg(feature = "ssr")]
mod again;
#[cfg(feature = "ssr")]
mod drafts;
#[cfg(feature = "ssr")]
mod draw;
#[cfg(feature = "ssr")]
mod edit;
#[cfg(feature = "ssr")]
mod follow;
#[cfg(feature = "ssr")]
mod names;
#[cfg(feature = "ssr")]
mod need_form;
#[cfg(feature = "ssr")]
mod need_part;
#[cfg(feature = "ssr")]
mod need_words;
#[cfg(feature = "ssr")]
mod needs;
#[cfg(feature = "ssr")]
mod new;
#[cfg(feature = "ssr")]
mod new_form;
#[cfg(feature = "ssr")]
pub mod picture;
#[cfg(feature = "ssr")]
mod post_item;
#[cfg(feature = "ssr")]
mod reply;
#[cfg(feature = "ssr")]
mod routes;
#[cfg(feature = "ssr")]
mod run_spaces;
#[cfg(feature = "ssr")]
mod settings;
#[cfg(feature = "ssr")]
mod settings_form;
#[cfg(feature = "ssr")]
mod space;
#[cfg(feature = "ssr")]
mod spaces;
#[cfg(feature = "ssr")]
mod tagged;
#[cfg(feature = "ssr")]
mod thread;
#[cfg(feature = "ssr")]
mod topic;
#[cfg(feature = "ssr")]
mod words;

#[cfg(feature = "ssr")]
pub use routes::routes;
#[cfg(feature = "ssr")]
use routes::{page_asked, post_id, sent_on, topic_id};
