//! Where things lie in the repository.

use anyhow::{Context, Result};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The top of the repository.
pub fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here)
}

/// Where cargo puts what it makes.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |folder| root().join(folder))
}

/// The folder that the server serves files from.
pub fn site() -> PathBuf {
    target().join("site")
}

/// The program, as built in `release` or debug.
pub fn program(release: bool) -> PathBuf {
    target().join(if release { "release" } else { "debug" }).join("preau")
}

/// The folder of the real files, which are not part of the project: what `PREAU_SHARED` names, or `shared/data` beside the repository.
pub fn real_files() -> Option<PathBuf> {
    let folder = std::env::var_os("PREAU_SHARED").map_or_else(|| root().join("../shared/data"), |named| root().join(named));
    folder.is_dir().then_some(folder)
}

/// Every file under `folder`, as paths relative to it, in order. Empty when there is no such folder.
///
/// # Errors
/// When a folder cannot be read.
pub fn files_under(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_path_buf()];
    while let Some(next) = waiting.pop() {
        if !next.is_dir() {
            continue;
        }
        for entry in fs::read_dir(&next).with_context(|| format!("{} cannot be read", next.display()))? {
            let path = entry?.path();
            if path.is_dir() {
                waiting.push(path);
            } else if let Ok(relative) = path.strip_prefix(folder) {
                found.push(relative.to_path_buf());
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Writes `bytes`, making the folders above.
///
/// # Errors
/// When the disk refuses.
pub fn write(path: &Path, bytes: impl AsRef<[u8]>) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    }
    fs::write(path, bytes).with_context(|| format!("{} cannot be written", path.display()))
}
