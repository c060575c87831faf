//! Stub.
use crate::{cx::Cx, error::Result};
/// x
pub enum Rendition {
    /// x
    Preview,
}
/// x
pub async fn file(_c: &Cx, _u: domain::ids::PictureId, _r: Rendition) -> Result<bytes::Bytes> {
    Ok(bytes::Bytes::new())
}
