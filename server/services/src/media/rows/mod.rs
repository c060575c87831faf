//! SQL of pictures.

use super::PictureSize;
use crate::{
    db::{Conn, exec, fetch_opt},
    error::Result,
};
use anyhow::Context;
use domain::{
    ids::{AccountId, PictureId},
    time::Timestamp,
};

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

pub(super) async fn size(conn: &mut impl Conn, picture: PictureId) -> Result<Option<PictureSize>> {
    let row = fetch_opt!(conn, (i64, i64), "SELECT width, height FROM picture WHERE id = $1", picture.get())?;
    let Some((width, height)) = row else { return Ok(None) };
    let side = |pixels: i64| u32::try_from(pixels).context("a picture's size");
    Ok(Some(PictureSize { width: side(width)?, height: side(height)? }))
}
