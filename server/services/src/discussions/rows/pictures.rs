//! SQL of pictures in messages.

use crate::{
    db::{Conn, exec, fetch_opt, on},
    error::Result,
};
use domain::{
    ids::{AccountId, MediumId, PictureId, PostId, TopicId},
    time::Timestamp,
};
use sqlx::QueryBuilder;

/// Keeps a picture that no message shows yet.
pub(crate) async fn insert_picture(conn: &mut impl Conn, picture: PictureId, account: AccountId, alt: &str, now: Timestamp) -> Result<()> {
    let sql = "INSERT INTO post_picture (picture_id, account_id, alt, at_ms) VALUES ($1, $2, $3, $4)";
    exec!(conn, sql, picture.get(), account.get(), alt, now.ms())?;
    Ok(())
}

/// Gives a picture to a message, if it is of none and `account` took it in.
pub(crate) async fn place_picture(
    conn: &mut impl Conn,
    picture: PictureId,
    post: PostId,
    account: AccountId,
    now: Timestamp,
) -> Result<()> {
    let sql = "UPDATE post_picture SET post_id = $2, at_ms = $4 WHERE picture_id = $1 AND post_id IS NULL AND account_id = $3";
    exec!(conn, sql, picture.get(), post.get(), account.get(), now.ms())?;
    Ok(())
}

/// Takes a picture from its message.
pub(crate) async fn let_picture_go(conn: &mut impl Conn, picture: PictureId, now: Timestamp) -> Result<()> {
    exec!(conn, "UPDATE post_picture SET post_id = NULL, at_ms = $2 WHERE picture_id = $1", picture.get(), now.ms())?;
    Ok(())
}

/// Forgets the pictures of a message: what nothing shows any more goes with the next sweep of media.
pub(crate) async fn forget_pictures_of(conn: &mut impl Conn, post: PostId) -> Result<()> {
    exec!(conn, "DELETE FROM post_picture WHERE post_id = $1", post.get())?;
    Ok(())
}

/// The pictures of these messages, and the words that stand for each.
pub(crate) async fn pictures_of(conn: &mut impl Conn, posts: &[PostId]) -> Result<Vec<(PostId, PictureId, String)>> {
    if posts.is_empty() {
        return Ok(Vec::new());
    }
    let rows = on!(conn, c, D => {
        let mut query = QueryBuilder::<D>::new("SELECT post_id, picture_id, alt FROM post_picture WHERE post_id IN (");
        let mut list = query.separated(", ");
        for post in posts {
            list.push_bind(post.get());
        }
        query.push(") ORDER BY picture_id");
        query.build_query_as::<(i64, i64, String)>().fetch_all(c).await
    })?;
    Ok(rows.into_iter().map(|(post, picture, alt)| (PostId::new(post), PictureId::new(picture), alt)).collect())
}

/// The message that shows a medium, and its topic.
pub(crate) async fn post_of_medium(conn: &mut impl Conn, medium: MediumId) -> Result<Option<(TopicId, PostId)>> {
    let sql = "SELECT p.topic_id, p.id FROM post_picture q JOIN post p ON p.id = q.post_id WHERE q.picture_id = $1";
    Ok(fetch_opt!(conn, (i64, i64), sql, medium.get())?.map(|(topic, post)| (TopicId::new(topic), PostId::new(post))))
}

/// Forgets the pictures that no message has shown since `before`; says how many.
pub(crate) async fn forget_pictures(conn: &mut impl Conn, before: Timestamp) -> Result<usize> {
    let forgotten = exec!(conn, "DELETE FROM post_picture WHERE post_id IS NULL AND at_ms < $1", before.ms())?;
    Ok(usize::try_from(forgotten).unwrap_or(usize::MAX))
}
