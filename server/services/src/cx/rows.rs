//! SQL of the portal's own row.

use crate::{
    db::{Db, exec, fetch_opt},
    error::Result,
    outside::Secret,
};

/// The database's mark, made when it has none.
pub(super) async fn mark(db: &Db) -> Result<String> {
    let mut tx = db.write().await?;
    let sql = "INSERT INTO portal (one, uuid) VALUES (1, $1) ON CONFLICT (one) DO NOTHING";
    exec!(&mut tx, sql, Secret::new()?.hash())?;
    let mark = fetch_opt!(&mut tx, (String,), "SELECT uuid FROM portal WHERE one = 1")?;
    tx.commit().await?;
    mark.map(|(mark,)| mark).ok_or_else(|| anyhow::anyhow!("the database has no mark").into())
}
