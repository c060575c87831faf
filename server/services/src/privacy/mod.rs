//! What is held about a member: shown to them, handed to them, and taken away when they go or do not come back.
//!
//! **Promises.** [`held()`] tells a member what there is about them, [`ask_archive`] and [`open_archive`] hand it over (R2), [`erase()`] has nothing
//! left of them but a number that leads to nobody. [`purge()`] forgets what has been kept long enough. [`replay`] erases again whom a backup
//! brought back. [`reunite()`] makes one account of two that are one person's.
//!
//! **Invariants.**
//! * What is held is what slices declare (`holdings`), and the schema has nothing else about people; tested by
//!   `every_column_about_people_is_held_by_someone`.
//! * After an erasure neither the database nor the index nor the file store holds a name, an address or a subject; tested by
//!   `of_whoever_leaves_nothing_is_left_anywhere`.
//! * Handing over and erasing ask for a session begun within a quarter of an hour; an archive's link is used once; tested by
//!   `an_archive_is_handed_over_once_to_who_has_just_signed_in`.
//! * The last administrator stays; tested by `the_last_administrator_stays`.
//!
//! **Events.** `AccountErased`, with `ProjectChanged` and `TopicChanged` for what showed something of them.
//!
//! **Start reading at** `parts`, then `erase`.

mod accept;
mod archive;
mod erase;
mod held;
mod parts;
mod purge;
mod reunite;
mod rows;
mod scrub;

pub use accept::{Acceptance, accept, acceptances, accepted};
pub use archive::{Archive, ask_archive, open_archive};
pub use erase::{erase, is_recent, replay, settle};
pub use held::{Held, held};
pub use parts::{parts, written};
pub use purge::purge;
pub use reunite::reunite;
