//! The browser's half: the islands as WASM, and the JavaScript that loads them.

use super::{fingerprint::Fingerprint, wasm_opt};
use crate::{
    machine::{self, cargo, say},
    place,
};
use anyhow::{Context, Result};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};
use wasm_bindgen_cli_support::Bindgen;

/// What the islands are compiled for.
pub const TRIPLE: &str = "wasm32-unknown-unknown";

/// What was made.
pub struct Front {
    /// The module that loads the islands.
    pub js: Vec<u8>,
    /// The islands.
    pub wasm: Vec<u8>,
    /// JavaScript written inside Rust crates, by its path under `snippets/`.
    pub snippets: Vec<(PathBuf, Vec<u8>)>,
}

/// Compiles `app/client`, binds it, shrinks it.
///
/// # Errors
/// When the target cannot be had, or a step fails.
pub fn build() -> Result<Front> {
    have_target()?;
    // A folder of its own, so that the program can be built meanwhile.
    let folder = place::target().join("front");
    machine::run(
        cargo().args(["build", "--quiet", "-p", "client", "--target", TRIPLE, "--profile", "wasm-release", "--target-dir"]).arg(&folder),
    )
    .context("the islands do not compile")?;
    let raw = folder.join(TRIPLE).join("wasm-release/client.wasm");
    let bound = folder.join("bound");
    bind(&raw, &bound)?;
    read(&bound)
}

/// Asks rustup for the target when it is missing.
///
/// # Errors
/// When it cannot be had, with what to do.
pub fn have_target() -> Result<()> {
    let libraries =
        machine::output(Command::new("rustc").current_dir(place::root()).args(["--print", "target-libdir", "--target", TRIPLE]))?;
    if Path::new(&libraries).is_dir() {
        return Ok(());
    }
    say(&format!("rustup target add {TRIPLE}"));
    machine::run(Command::new("rustup").current_dir(place::root()).args(["target", "add", TRIPLE])).with_context(|| {
        format!("Rust's {TRIPLE} target is missing and could not be had: run `rustup target add {TRIPLE}` where rustup reaches its server, or install your distribution's package of it")
    })
}

fn bind(raw: &Path, bound: &Path) -> Result<()> {
    let optimiser = wasm_opt::find()?;
    let mut digest = Fingerprint::default();
    digest.add("wasm", &fs::read(raw).with_context(|| format!("{} cannot be read", raw.display()))?);
    digest.add("wasm-opt", optimiser.as_ref().map_or("none", |found| &found.version).as_bytes());
    let digest = digest.text();
    let stamp = bound.join("fingerprint");
    if fs::read_to_string(&stamp).is_ok_and(|before| before == digest) {
        return Ok(());
    }
    if bound.exists() {
        fs::remove_dir_all(bound)?;
    }
    Bindgen::new()
        .input_path(raw)
        .web(true)?
        .typescript(false)
        .out_name("preau")
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(bound)
        .context("wasm-bindgen refuses the islands")?;
    let plain = bound.join("preau_bg.wasm");
    let before = fs::metadata(&plain)?.len() / 1024;
    match optimiser {
        Some(found) => {
            let small = bound.join("small.wasm");
            found.shrink(&plain, &small)?;
            fs::rename(&small, &plain)?;
            say(&format!("wasm-opt -Oz: {before} KB → {} KB", fs::metadata(&plain)?.len() / 1024));
        }
        None => say(&format!(
            "no wasm-opt found (WASM_OPT, PATH, `npm ci` in end2end): the islands stay at {before} KB, larger than they could be"
        )),
    }
    place::write(&stamp, digest)
}

fn read(bound: &Path) -> Result<Front> {
    let folder = bound.join("snippets");
    let mut snippets = Vec::new();
    for file in place::files_under(&folder)? {
        snippets.push((file.clone(), fs::read(folder.join(&file))?));
    }
    Ok(Front { js: fs::read(bound.join("preau.js"))?, wasm: fs::read(bound.join("preau_bg.wasm"))?, snippets })
}
