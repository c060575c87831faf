//! Discussions: spaces, topics, the messages in them, and needs.
//!
//! **Promises.** [`reply`] writes a message once, whatever number of times it is sent, and gives it the next number of its topic; [`topic`]
//! gives one page of a topic by position, however long it is; lists, counts and pages show what `domain::access` lets their reader see.
//! A first message that was read before it appeared is read again when it changes. What is written and refused, for whatever reason, is kept as
//! a draft. [`file_need`] asks the authority for something, [`answer_need`] says where that stands, and [`needs`](fn@needs) lists all that their
//! reader may read. [`move_to`] and [`merge`] show nothing to more readers than whoever asks agreed on.
//!
//! **Invariants.** A message's number is given under its topic's lock, from 1 without gaps; enforced by `rows::next_position` and an index,
//! tested by `fifty_write_at_once_and_each_message_is_there_once`. `space_reader` holds `SpaceAccess::readers`; enforced by `rows::store_space`,
//! tested by `what_one_may_read_is_what_one_finds`.
//!
//! **Events.** `PostShown` once for each message that appears; `PostChanged` and `TopicChanged` with every change of what is shown;
//! `PostToRead` when one waits; `TopicHeld` when one stays closed at its minute; `NeedAnswered` with each answer;
//! `SpaceChanged` when who reads a space may have changed; `ProjectDrawn`.
//!
//! **Start reading at** [`topic`], then [`reply`].

mod beside;
mod document;
mod drafts;
mod draw;
mod first_messages;
mod follow;
mod former;
mod found;
mod gate;
mod live;
mod mentions;
mod model;
mod moderate;
mod needs;
mod needs_model;
mod needs_read;
mod news;
mod pace;
mod partners;
mod pictures;
mod posts;
mod readers;
mod reading;
mod ready;
mod report;
mod rows;
mod spaces;
mod tend;
mod topics;

use crate::holdings::{Part, Words};

pub use beside::{Beside, beside, neighbour};
pub use document::{all_things, concerned, documents, readable_things};
pub use drafts::{
    AsTyped, Draft, DraftPlace, draft, draft_place_of_project, draft_place_of_training, drafts, forget_draft, keep_draft, keep_refused,
};
pub use draw::{Drawable, TopicLink, draw_project, drawable, projects_of_topic, topics_of_project};
pub use follow::{FollowedPage, FollowedTitle, attention, attention_to, follow, followed, followed_titles};
pub use former::{Former, erase_version, forget_words, former_versions};
pub use found::{TalkFound, found};
pub use live::{LiveSpace, LiveTopic, readable, readable_space};
pub use mentions::{Mentionable, mentionable};
pub use model::{About, Said, SeenPost, Space, SpaceCard, Topic, TopicCard, TopicPage, WhatMay};
pub use moderate::{held_topic, lock, merge, move_to, open_due, pin, read_first, set_read_first, set_state, set_whole, split};
pub use needs::{already_filed, answer_need, back_need, back_no_more, file_need, need_places};
pub use needs_model::{Need, NeedCard, NeedNews, NeedPlaces, NeedStep, NeedsPage};
pub use needs_read::{need_news, need_of, needs, similar_needs};
pub use news::{PostNews, Quoted, Reason, listening, of_others, partakers, post_news, quoted, reach};
pub use partners::{PartnerTopic, answer_call, my_private_topics, partner_topics, topic_of_answer};
pub use pictures::{add_picture, check_medium_seen, picture_seen, sweep_pictures, tell_of_medium};
pub use posts::{PostPage, beginning, edit, post, post_history, quote, react, reply, withdraw};
pub use reading::{is_further, note_read, unread};
pub use ready::{check_edit, check_open, check_reply};
pub use report::{PostInContext, ToModerate, as_read, in_context, own_words, post_standing, reportable, to_moderate, waiting_posts};
pub(crate) use rows::{Filter, holdings::purge_drafts};
pub use spaces::{change_space, make_space, space, spaces, spaces_to_post};
pub use tend::{accept, retitle};
pub use topics::{
    LISTED, Where, open_topic, opening, recent, topic, topic_itself, topics_about, topics_of_space, topics_tagged, unanswered,
};

/// What is held of people here.
pub(crate) const HELD: &[Part] = rows::holdings::PARTS;
/// Where people write.
pub(crate) const WRITTEN: &[Words] = rows::holdings::WORDS;
/// What shows something of someone, by number.
pub(crate) const TOUCHED: &[&str] = rows::holdings::TOUCHED;
