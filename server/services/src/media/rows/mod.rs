//! SQL of media.

pub(super) mod holdings;
mod ledger;
mod reading;

pub(super) use ledger::*;
pub(super) use reading::*;

use super::{Attachment, Medium, Picture, PictureSize, Revision};
use crate::{
    db::{Conn, exec, fetch_all, fetch_opt, on, value},
    error::Result,
};
use anyhow::Context;
use domain::{
    ids::{AccountId, AttachmentId, MediumId, PictureId},
    media::{Format, Hidden, Reading},
    time::Timestamp,
};
use ledger::RightsRow;
use sqlx::QueryBuilder;
use std::collections::HashMap;

pub(super) async fn insert(conn: &mut impl Conn, medium: MediumId, owner: Option<AccountId>, at: Timestamp) -> Result<()> {
    let sql = "INSERT INTO medium (id, owner, created_ms) VALUES ($1, $2, $3)";
    exec!(conn, sql, medium.get(), owner.map(AccountId::get), at.ms())?;
    Ok(())
}

pub(super) async fn insert_picture(conn: &mut impl Conn, picture: PictureId, size: PictureSize) -> Result<()> {
    let sql = "INSERT INTO picture (id, width, height, revision) VALUES ($1, $2, $3, $4)";
    exec!(conn, sql, picture.get(), i64::from(size.width), i64::from(size.height), Revision::FIRST.get())?;
    Ok(())
}

/// What it is goes with it.
pub(super) async fn delete(conn: &mut impl Conn, medium: MediumId) -> Result<()> {
    exec!(conn, "DELETE FROM medium WHERE id = $1", medium.get())?;
    Ok(())
}

/// Puts the revision `new` in the place of `old`; `false` when `old` is not in use.
pub(super) async fn replace(conn: &mut impl Conn, picture: PictureId, old: Revision, new: Revision, size: PictureSize) -> Result<bool> {
    let sql = "UPDATE picture SET revision = $3, width = $4, height = $5 WHERE id = $1 AND revision = $2";
    Ok(exec!(conn, sql, picture.get(), old.get(), new.get(), i64::from(size.width), i64::from(size.height))? == 1)
}

#[derive(sqlx::FromRow)]
struct MediumRow {
    id: i64,
    owner: Option<i64>,
    hidden: Option<String>,
    #[sqlx(flatten)]
    rights: RightsRow,
}

/// Media and what families allow of them; more columns, and what else is joined, as they are wanted.
macro_rules! media {
    ($columns:literal, $rest:literal) => {
        concat!(
            "SELECT m.id, m.owner, m.hidden, r.people, r.purpose, r.supports, r.signed_on, r.until_on, r.holders, r.elders",
            $columns,
            " FROM medium m LEFT JOIN medium_rights r ON r.id = m.rights ",
            $rest
        )
    };
}

/// The rows of the query `sql`, which ends by `IN (`, for each of `ids`; none is asked for when there are none.
macro_rules! fetch_by_ids {
    ($conn:ident, $row:ty, $sql:ident, $ids:ident) => {
        if $ids.is_empty() {
            Ok(Vec::new())
        } else {
            on!($conn, c, D => {
                let mut query = QueryBuilder::<D>::new($sql);
                let mut list = query.separated(", ");
                for id in $ids {
                    list.push_bind(id.get());
                }
                query.push(")");
                query.build_query_as::<$row>().fetch_all(c).await
            })
        }
    };
}

impl MediumRow {
    fn medium(self) -> Result<Medium> {
        Ok(Medium {
            id: MediumId::new(self.id),
            owner: self.owner.map(AccountId::new),
            people: self.rights.people()?,
            hidden: self.hidden.as_deref().map(value).transpose()?,
        })
    }
}

pub(super) async fn load_medium(conn: &mut impl Conn, medium: MediumId) -> Result<Option<Medium>> {
    let sql = media!("", "WHERE m.id = $1");
    fetch_opt!(conn, MediumRow, sql, medium.get())?.map(MediumRow::medium).transpose()
}

pub(super) async fn insert_attachment(conn: &mut impl Conn, attachment: AttachmentId, format: Format, bytes: u64) -> Result<()> {
    let bytes = i64::try_from(bytes).context("an attachment's weight")?;
    exec!(conn, "INSERT INTO attachment (id, format, bytes) VALUES ($1, $2, $3)", attachment.get(), format.key(), bytes)?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct AttachmentRow {
    format: String,
    bytes: i64,
    reading: Option<String>,
    #[sqlx(flatten)]
    medium: MediumRow,
}

pub(super) async fn load_attachments(conn: &mut impl Conn, ids: &[AttachmentId]) -> Result<HashMap<AttachmentId, Attachment>> {
    let sql = media!(
        ", a.format, a.bytes, t.reading",
        "JOIN attachment a ON a.id = m.id LEFT JOIN attachment_text t ON t.attachment_id = a.id WHERE m.id IN ("
    );
    let rows = fetch_by_ids!(conn, AttachmentRow, sql, ids)?;
    let whole = |row: AttachmentRow| {
        let id = AttachmentId::new(row.medium.id);
        let bytes = u64::try_from(row.bytes).context("an attachment's weight")?;
        let reading = row.reading.as_deref().map(value::<Reading>).transpose()?;
        Ok((id, Attachment { id, format: value(&row.format)?, bytes, reading, medium: row.medium.medium()? }))
    };
    rows.into_iter().map(whole).collect()
}

/// What was read in those of `ids` that are not hidden.
pub(super) async fn texts(conn: &mut impl Conn, ids: &[AttachmentId]) -> Result<HashMap<AttachmentId, String>> {
    let sql = "SELECT t.attachment_id, t.body FROM attachment_text t JOIN medium m ON m.id = t.attachment_id \
               WHERE m.hidden IS NULL AND t.reading = 'read' AND t.attachment_id IN (";
    let rows = fetch_by_ids!(conn, (i64, String), sql, ids)?;
    Ok(rows.into_iter().map(|(id, text)| (AttachmentId::new(id), text)).collect())
}

/// The first 100 000 characters of each.
pub(super) async fn beginnings(conn: &mut impl Conn, ids: &[AttachmentId]) -> Result<HashMap<AttachmentId, String>> {
    let sql = "SELECT t.attachment_id, SUBSTR(t.body, 1, 100000) FROM attachment_text t JOIN medium m ON m.id = t.attachment_id \
               WHERE m.hidden IS NULL AND t.reading = 'read' AND t.attachment_id IN (";
    let rows = fetch_by_ids!(conn, (i64, String), sql, ids)?;
    Ok(rows.into_iter().map(|(id, text)| (AttachmentId::new(id), text)).collect())
}

#[derive(sqlx::FromRow)]
struct PictureRow {
    width: i64,
    height: i64,
    revision: i64,
    #[sqlx(flatten)]
    medium: MediumRow,
}

pub(super) async fn load(conn: &mut impl Conn, picture: PictureId) -> Result<Option<Picture>> {
    Ok(load_many(conn, &[picture]).await?.remove(&picture))
}

pub(super) async fn load_many(conn: &mut impl Conn, pictures: &[PictureId]) -> Result<HashMap<PictureId, Picture>> {
    let sql = media!(", i.width, i.height, i.revision", "JOIN picture i ON i.id = m.id WHERE m.id IN (");
    let rows = fetch_by_ids!(conn, PictureRow, sql, pictures)?;
    rows.into_iter().map(|row| whole(row).map(|picture| (picture.id, picture))).collect()
}

fn whole(row: PictureRow) -> Result<Picture> {
    let side = |pixels: i64| u32::try_from(pixels).context("a picture's size");
    Ok(Picture {
        id: PictureId::new(row.medium.id),
        size: PictureSize { width: side(row.width)?, height: side(row.height)? },
        revision: Revision(row.revision),
        medium: row.medium.medium()?,
    })
}

/// What `owner` took in and is not hidden.
pub(super) async fn owned(conn: &mut impl Conn, owner: AccountId) -> Result<Vec<MediumId>> {
    let sql = "SELECT id FROM medium WHERE owner = $1 AND hidden IS NULL ORDER BY created_ms, id";
    Ok(fetch_all!(conn, (i64,), sql, owner.get())?.into_iter().map(|(id,)| MediumId::new(id)).collect())
}

/// The revision of a medium that is in use; nothing when there is no such medium.
pub(super) async fn revision(conn: &mut impl Conn, medium: MediumId) -> Result<Option<Revision>> {
    let sql = "SELECT COALESCE(i.revision, 0) FROM medium m LEFT JOIN picture i ON i.id = m.id WHERE m.id = $1";
    Ok(fetch_opt!(conn, (i64,), sql, medium.get())?.map(|(revision,)| Revision(revision)))
}

/// What the files of a medium are compared with.
pub(super) struct Kept {
    pub(super) medium: MediumId,
    pub(super) revision: Revision,
    pub(super) taken_in: Timestamp,
    pub(super) hidden: Option<Hidden>,
}

/// Every medium that there is.
pub(super) async fn all(conn: &mut impl Conn) -> Result<Vec<Kept>> {
    let sql = "SELECT m.id, COALESCE(i.revision, 0), m.created_ms, m.hidden FROM medium m LEFT JOIN picture i ON i.id = m.id ORDER BY m.id";
    let rows = fetch_all!(conn, (i64, i64, i64, Option<String>), sql)?;
    let kept = |(id, revision, at, hidden): (i64, i64, i64, Option<String>)| {
        Ok(Kept {
            medium: MediumId::new(id),
            revision: Revision(revision),
            taken_in: Timestamp::from_ms(at),
            hidden: hidden.as_deref().map(value).transpose()?,
        })
    };
    rows.into_iter().map(kept).collect()
}
