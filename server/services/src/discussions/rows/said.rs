//! SQL of what is said of messages with one press, and of whom they name.

use crate::{
    db::{Conn, exec, on, value},
    discussions::Said,
    error::Result,
};
use domain::{
    discussions::Reaction,
    ids::{AccountId, PostId},
    time::Timestamp,
};
use sqlx::QueryBuilder;
use std::collections::BTreeMap;

/// Writes that someone said it, or says it no longer; whether that changed anything.
pub(crate) async fn react(
    conn: &mut impl Conn,
    post: PostId,
    account: AccountId,
    reaction: Reaction,
    said: bool,
    now: Timestamp,
) -> Result<bool> {
    let changed = if said {
        let sql = "INSERT INTO post_reaction (post_id, account_id, reaction, at_ms) VALUES ($1, $2, $3, $4) \
                   ON CONFLICT (post_id, account_id, reaction) DO NOTHING";
        exec!(conn, sql, post.get(), account.get(), reaction.key(), now.ms())?
    } else {
        let sql = "DELETE FROM post_reaction WHERE post_id = $1 AND account_id = $2 AND reaction = $3";
        exec!(conn, sql, post.get(), account.get(), reaction.key())?
    };
    Ok(changed > 0)
}

#[derive(sqlx::FromRow)]
struct SaidRow {
    post_id: i64,
    reaction: String,
    account_id: i64,
    name: String,
}

/// What was said of each of these messages; whether `reader` did.
pub(crate) async fn said(conn: &mut impl Conn, posts: &[PostId], reader: Option<AccountId>) -> Result<BTreeMap<PostId, Vec<Said>>> {
    if posts.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows = on!(conn, c, D => {
        let mut query = QueryBuilder::<D>::new(
            "SELECT r.post_id, r.reaction, r.account_id, COALESCE(a.shown_name, a.name) AS name FROM post_reaction r \
             JOIN account a ON a.id = r.account_id WHERE r.post_id IN (",
        );
        let mut list = query.separated(", ");
        for post in posts {
            list.push_bind(post.get());
        }
        query.push(") ORDER BY r.at_ms, r.account_id");
        query.build_query_as::<SaidRow>().fetch_all(c).await
    })?;
    let mut said: BTreeMap<PostId, Vec<Said>> = BTreeMap::new();
    for row in rows {
        let reaction: Reaction = value(&row.reaction)?;
        let mine = reader.is_some_and(|reader| reader.get() == row.account_id);
        let of_post = said.entry(PostId::new(row.post_id)).or_default();
        match of_post.iter_mut().find(|known| known.reaction == reaction) {
            Some(known) => {
                known.by.push(row.name);
                known.mine |= mine;
            }
            None => of_post.push(Said { reaction, by: vec![row.name], mine }),
        }
    }
    for of_post in said.values_mut() {
        of_post.sort_by_key(|one| one.reaction);
    }
    Ok(said)
}

/// Writes whom a message names.
pub(crate) async fn set_mentions(conn: &mut impl Conn, post: PostId, named: &[AccountId]) -> Result<()> {
    exec!(conn, "DELETE FROM post_mention WHERE post_id = $1", post.get())?;
    for account in named {
        exec!(conn, "INSERT INTO post_mention (post_id, account_id) VALUES ($1, $2)", post.get(), account.get())?;
    }
    Ok(())
}

/// How those whom kept texts name are named now.
pub(crate) async fn names_in(conn: &mut impl Conn, bodies: &[&str]) -> Result<BTreeMap<AccountId, String>> {
    let named = crate::discussions::mentions::named_in(bodies);
    if named.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows = on!(conn, c, D => {
        let mut query = QueryBuilder::<D>::new("SELECT id, COALESCE(shown_name, name) FROM account WHERE id IN (");
        let mut list = query.separated(", ");
        for account in &named {
            list.push_bind(account.get());
        }
        query.push(")");
        query.build_query_as::<(i64, String)>().fetch_all(c).await
    })?;
    Ok(rows.into_iter().map(|(id, name)| (AccountId::new(id), name)).collect())
}
