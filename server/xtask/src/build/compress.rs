//! Compressing what is served, once, as well as it can be.

use anyhow::Result;
use flate2::{Compression, write::GzEncoder};
use std::{io::Write, path::Path};

/// What gains from it: text and WASM. Pictures and fonts are compressed already.
const COMPRESSIBLE: [&str; 10] = ["css", "js", "wasm", "svg", "txt", "json", "xml", "webmanifest", "html", "ico"];

/// Whether `path` is worth compressing, by its extension.
pub fn is_compressible(path: &Path) -> bool {
    path.extension().and_then(|extension| extension.to_str()).is_some_and(|extension| COMPRESSIBLE.contains(&extension))
}

/// Brotli at its highest quality.
///
/// # Errors
/// None that memory would not also give.
pub fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut packed = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: bytes.len(), ..Default::default() };
    brotli::BrotliCompress(&mut &*bytes, &mut packed, &parameters)?;
    Ok(packed)
}

/// Gzip at its highest level.
///
/// # Errors
/// None that memory would not also give.
pub fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}
