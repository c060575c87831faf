//! What pages are made of: accessible, dumb parts that ask nothing of the services.
//!
//! **Start reading at** [`frame`], then [`field`], then [`card`].

pub mod born;
pub mod card;
pub mod code;
pub mod dates;
pub mod error_page;
pub mod field;
pub mod frame;
pub mod icon;
pub mod instead;
pub mod listing;
pub mod live;
pub mod order;
pub mod paging;
pub mod phrases;
pub mod picture;
pub mod post_picture;
pub mod problems;
pub mod search_box;
pub mod topics;
pub mod trail;
