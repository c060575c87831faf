//! SQL of pictures.

mod ledger;

pub(super) use ledger::*;

use super::{Picture, PictureSize, Revision};
use crate::{
    db::{Conn, exec, fetch_all, on, value},
    error::Result,
};
use anyhow::Context;
use domain::{
    ids::{AccountId, PictureId},
    media::Hidden,
    time::Timestamp,
};
use ledger::RightsRow;
use sqlx::QueryBuilder;
use std::collections::HashMap;

pub(super) async fn insert(
    conn: &mut impl Conn,
    picture: PictureId,
    owner: Option<AccountId>,
    size: PictureSize,
    at: Timestamp,
) -> Result<()> {
    let sql = "INSERT INTO picture (id, owner, width, height, created_ms) VALUES ($1, $2, $3, $4, $5)";
    exec!(conn, sql, picture.get(), owner.map(AccountId::get), i64::from(size.width), i64::from(size.height), at.ms())?;
    Ok(())
}

pub(super) async fn delete(conn: &mut impl Conn, picture: PictureId) -> Result<()> {
    exec!(conn, "DELETE FROM picture WHERE id = $1", picture.get())?;
    Ok(())
}

/// Puts the revision `new` in the place of `old`; `false` when `old` is not in use.
pub(super) async fn replace(conn: &mut impl Conn, picture: PictureId, old: Revision, new: Revision, size: PictureSize) -> Result<bool> {
    let sql = "UPDATE picture SET revision = $3, width = $4, height = $5 WHERE id = $1 AND revision = $2";
    Ok(exec!(conn, sql, picture.get(), old.get(), new.get(), i64::from(size.width), i64::from(size.height))? == 1)
}

#[derive(sqlx::FromRow)]
struct PictureRow {
    id: i64,
    owner: Option<i64>,
    width: i64,
    height: i64,
    revision: i64,
    hidden: Option<String>,
    #[sqlx(flatten)]
    rights: RightsRow,
}

const PICTURE: &str = "SELECT i.id, i.owner, i.width, i.height, i.revision, i.hidden, r.people, r.purpose, r.supports, r.signed_on, \
                       r.until_on, r.holders, r.elders FROM picture i LEFT JOIN picture_rights r ON r.id = i.rights WHERE i.id IN (";

pub(super) async fn load(conn: &mut impl Conn, picture: PictureId) -> Result<Option<Picture>> {
    Ok(load_many(conn, &[picture]).await?.remove(&picture))
}

pub(super) async fn load_many(conn: &mut impl Conn, pictures: &[PictureId]) -> Result<HashMap<PictureId, Picture>> {
    if pictures.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = on!(conn, c, D => {
        let mut query = QueryBuilder::<D>::new(PICTURE);
        let mut list = query.separated(", ");
        for picture in pictures {
            list.push_bind(picture.get());
        }
        query.push(")");
        query.build_query_as::<PictureRow>().fetch_all(c).await
    })?;
    rows.into_iter().map(|row| Ok((PictureId::new(row.id), whole(row)?))).collect()
}

fn whole(row: PictureRow) -> Result<Picture> {
    let side = |pixels: i64| u32::try_from(pixels).context("a picture's size");
    Ok(Picture {
        id: PictureId::new(row.id),
        owner: row.owner.map(AccountId::new),
        size: PictureSize { width: side(row.width)?, height: side(row.height)? },
        revision: Revision(row.revision),
        people: row.rights.people()?,
        hidden: row.hidden.as_deref().map(value).transpose()?,
    })
}

/// What the files of a picture are compared with.
pub(super) struct Kept {
    pub(super) picture: PictureId,
    pub(super) revision: Revision,
    pub(super) taken_in: Timestamp,
    pub(super) hidden: Option<Hidden>,
}

/// Every picture that there is.
pub(super) async fn all(conn: &mut impl Conn) -> Result<Vec<Kept>> {
    let rows = fetch_all!(conn, (i64, i64, i64, Option<String>), "SELECT id, revision, created_ms, hidden FROM picture ORDER BY id")?;
    let kept = |(id, revision, at, hidden): (i64, i64, i64, Option<String>)| {
        Ok(Kept {
            picture: PictureId::new(id),
            revision: Revision(revision),
            taken_in: Timestamp::from_ms(at),
            hidden: hidden.as_deref().map(value).transpose()?,
        })
    };
    rows.into_iter().map(kept).collect()
}
