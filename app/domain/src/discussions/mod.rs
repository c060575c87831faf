//! Discussions: spaces, topics and the messages in them, and needs, which are topics that ask the authority for something.
//!
//! **Promises.** [`SpaceAccess`] says who reads and who writes in a space; [`PostForm`], [`TopicForm`] and [`NeedForm`] hold what was typed
//! and is sound; [`NeedStatus`] says where a need stands and where it may go.
//!
//! **Start reading at** `topic`, then `post`.

mod attention;
mod filter;
mod need;
mod newcomers;
mod page;
mod post;
mod space;
mod topic;

pub use attention::{Attention, Followed};
pub use filter::{NeedOrder, NeedQuery};
pub use need::{MAX_ANSWER, NeedForm, NeedStatus, Service};
pub use newcomers::newcomers;
pub use page::{PAGE, Position};
pub use post::{MAX_POST, PostForm, PostState, Reaction, Sent, settle};
pub use space::{SpaceAccess, SpaceForm};
pub use topic::{Place, TopicForm, TopicKind, TopicState, check_title};
