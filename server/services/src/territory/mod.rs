//! Stub.
use crate::{db::Conn, error::Result};
/// x
pub async fn is_open(_c: &mut impl Conn, _u: &domain::territory::Uai) -> Result<bool> {
    Ok(true)
}
