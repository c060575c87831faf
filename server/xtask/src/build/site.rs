//! The folder that is served: names by content, compressed copies, swapped in whole.

use super::{
    compress,
    fingerprint::{Fingerprint, short},
};
use crate::place;
use anyhow::{Context, Result};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// What was built; `public/` is added as it is.
pub struct Site {
    /// The module that loads the islands.
    pub js: Vec<u8>,
    /// The islands.
    pub wasm: Vec<u8>,
    /// The style sheet.
    pub css: Vec<u8>,
    /// JavaScript written inside Rust crates; the module above names it, so that it keeps its names.
    pub snippets: Vec<(PathBuf, Vec<u8>)>,
}

/// What came of it.
pub struct Made {
    /// The text of `hash.txt`.
    pub names: String,
    /// In one line, how large things are; nothing when nothing had changed.
    pub sizes: Option<String>,
}

impl Site {
    /// Writes the site into `folder`, with everything of `public`.
    ///
    /// # Errors
    /// The disk's.
    pub fn write(&self, public: &Path, folder: &Path) -> Result<Made> {
        let names = self.names();
        let files = self.files(public, &names)?;
        let mut digest = Fingerprint::default();
        for (path, bytes) in &files {
            digest.add(&path.display().to_string(), bytes);
        }
        let digest = digest.text();
        let stamp = folder.join(".fingerprint");
        if fs::read_to_string(&stamp).is_ok_and(|before| before == digest) {
            return Ok(Made { names, sizes: None });
        }
        let next = folder.with_extension("next");
        remove(&next)?;
        let mut sizes = Vec::new();
        for (path, bytes) in &files {
            let packed = write_with_copies(path, bytes, &next, folder)?;
            if path.starts_with("pkg") && !path.starts_with("pkg/snippets") {
                let kind = path.extension().unwrap_or_default().to_string_lossy().into_owned();
                sizes.push(format!("{kind} {} KB ({} KB as brotli)", bytes.len().div_ceil(1024), packed.div_ceil(1024)));
            }
        }
        place::write(&next.join(".fingerprint"), &digest)?;
        swap(&next, folder)?;
        Ok(Made { names, sizes: Some(format!("site: {}", sizes.join(", "))) })
    }

    fn names(&self) -> String {
        format!("js: {}\nwasm: {}\ncss: {}\n", short(&self.js), short(&self.wasm), short(&self.css))
    }

    fn files(&self, public: &Path, names: &str) -> Result<BTreeMap<PathBuf, Vec<u8>>> {
        let mut files = BTreeMap::new();
        for path in place::files_under(public)? {
            let bytes = fs::read(public.join(&path)).with_context(|| format!("{} cannot be read", path.display()))?;
            files.insert(path, bytes);
        }
        for (extension, bytes) in [("js", &self.js), ("wasm", &self.wasm), ("css", &self.css)] {
            files.insert(format!("pkg/preau.{}.{extension}", short(bytes)).into(), bytes.clone());
        }
        for (path, bytes) in &self.snippets {
            files.insert(Path::new("pkg/snippets").join(path), bytes.clone());
        }
        files.insert("hash.txt".into(), names.as_bytes().to_vec());
        Ok(files)
    }
}

/// A way to make a file smaller.
type Compress = fn(&[u8]) -> Result<Vec<u8>>;

/// Writes a file and, where it helps, its compressed copies; those of the site `before` are taken when the content is the same.
/// Gives the size of the smallest.
fn write_with_copies(path: &Path, bytes: &[u8], next: &Path, before: &Path) -> Result<usize> {
    place::write(&next.join(path), bytes)?;
    let mut smallest = bytes.len();
    if !compress::is_compressible(path) || path == Path::new("hash.txt") {
        return Ok(smallest);
    }
    let unchanged = fs::read(before.join(path)).is_ok_and(|old| old == bytes);
    let copies: [(&str, Compress); 2] = [("br", compress::brotli), ("gz", compress::gzip)];
    for (extension, pack) in copies {
        let copy = PathBuf::from(format!("{}.{extension}", path.display()));
        let packed = match fs::read(before.join(&copy)) {
            Ok(packed) if unchanged => packed,
            _ => pack(bytes)?,
        };
        if packed.len() < bytes.len() {
            smallest = smallest.min(packed.len());
            place::write(&next.join(&copy), packed)?;
        }
    }
    Ok(smallest)
}

fn swap(next: &Path, folder: &Path) -> Result<()> {
    let old = folder.with_extension("old");
    remove(&old)?;
    if folder.exists() {
        fs::rename(folder, &old)?;
    }
    fs::rename(next, folder).with_context(|| format!("{} cannot be put in place", folder.display()))?;
    remove(&old)
}

fn remove(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("{} cannot be removed", folder.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    fn site(css: &str) -> Site {
        let text = |what: &str| what.repeat(200).into_bytes();
        Site { js: text("export default 1;"), wasm: text("\0asm"), css: text(css), snippets: Vec::new() }
    }

    fn listed(folder: &Path) -> Vec<String> {
        place::files_under(folder).unwrap().iter().map(|path| path.display().to_string()).collect()
    }

    #[test]
    fn files_are_named_by_their_content_and_hash_txt_says_how() {
        let folder = tempfile::tempdir().unwrap();
        let (public, out) = (folder.path().join("public"), folder.path().join("site"));
        place::write(&public.join("fonts/a.woff2"), "font").unwrap();
        place::write(&public.join("robots.txt"), "User-agent: *\n".repeat(20)).unwrap();
        let made = site(".a{color:red}").write(&public, &out).unwrap();
        assert_eq!(fs::read_to_string(out.join("hash.txt")).unwrap(), made.names);
        let of = |kind: &str| made.names.lines().find_map(|line| line.strip_prefix(&format!("{kind}: "))).unwrap().to_owned();
        let mut wanted = vec![".fingerprint".to_owned(), "hash.txt".into(), "fonts/a.woff2".into()];
        for file in ["robots.txt".to_owned()].into_iter().chain(["js", "wasm", "css"].map(|kind| format!("pkg/preau.{}.{kind}", of(kind))))
        {
            wanted.extend([file.clone(), format!("{file}.br"), format!("{file}.gz")]);
        }
        wanted.sort();
        let mut found = listed(&out);
        found.sort();
        assert_eq!(found, wanted);
    }

    #[test]
    fn compressed_copies_hold_the_same_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("site");
        site(".a{color:red}").write(&folder.path().join("none"), &out).unwrap();
        let css = out.join(listed(&out).into_iter().find(|file| file.ends_with(".css")).unwrap());
        let plain = fs::read(&css).unwrap();
        let (mut from_br, mut from_gz) = (Vec::new(), Vec::new());
        brotli::Decompressor::new(fs::File::open(format!("{}.br", css.display())).unwrap(), 4096).read_to_end(&mut from_br).unwrap();
        flate2::read::GzDecoder::new(fs::File::open(format!("{}.gz", css.display())).unwrap()).read_to_end(&mut from_gz).unwrap();
        assert_eq!((&from_br, &from_gz), (&plain, &plain));
    }

    #[test]
    fn what_did_not_change_is_not_redone() {
        let folder = tempfile::tempdir().unwrap();
        let (public, out) = (folder.path().join("public"), folder.path().join("site"));
        assert!(site(".a{}").write(&public, &out).unwrap().sizes.is_some());
        assert!(site(".a{}").write(&public, &out).unwrap().sizes.is_none());
        place::write(&public.join("favicon.svg"), "<svg/>").unwrap();
        assert!(site(".a{}").write(&public, &out).unwrap().sizes.is_some());
        let before = listed(&out);
        assert!(site(".b{}").write(&public, &out).unwrap().sizes.is_some());
        let after = listed(&out);
        let gone: Vec<_> = before.iter().filter(|file| !after.contains(file)).collect();
        assert!(!gone.is_empty() && gone.iter().all(|file| file.contains(".css")), "{gone:?}");
    }
}
