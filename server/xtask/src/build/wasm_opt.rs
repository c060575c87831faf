//! `wasm-opt`, where it can be found. Without it the islands work, larger.

use crate::{machine, place};
use anyhow::{Context, Result};
use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// A `wasm-opt` that answers.
pub struct WasmOpt {
    program: PathBuf,
    /// What it says of itself, for the fingerprint.
    pub version: String,
}

/// `WASM_OPT`, then the PATH, then npm's `binaryen` in `end2end`.
///
/// # Errors
/// When `WASM_OPT` names something that does not answer: it was asked for.
pub fn find() -> Result<Option<WasmOpt>> {
    if let Some(program) = std::env::var_os("WASM_OPT") {
        let found = ask(Path::new(&program)).with_context(|| format!("WASM_OPT={}", program.display()))?;
        return Ok(Some(found));
    }
    let npm = place::root().join("end2end/node_modules/.bin/wasm-opt");
    let places = machine::which("wasm-opt").into_iter().chain(npm.is_file().then_some(npm));
    // One that does not answer (npm's without Node) is as good as none.
    Ok(places.filter_map(|program| ask(&program).ok()).next())
}

fn ask(program: &Path) -> Result<WasmOpt> {
    let version = machine::output(Command::new(program).arg("--version"))?;
    Ok(WasmOpt { program: program.to_path_buf(), version })
}

impl WasmOpt {
    /// Shrinks `input` into `output`.
    ///
    /// # Errors
    /// When it refuses the module.
    pub fn shrink(&self, input: &Path, output: &Path) -> Result<()> {
        machine::run(Command::new(&self.program).arg("-Oz").arg(input).arg("-o").arg(output))
    }
}
