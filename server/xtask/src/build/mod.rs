//! The site and the program, from sources to what is served.
//!
//! **Promises.** Needs cargo alone. `target/site` holds everything that the server serves as files: `public/` as it is, and under
//! `pkg/` style, islands and their JavaScript, each named by its content (`preau.<hash>.css`) so that browsers may keep it for good;
//! beside each compressible file lie `.br` (quality 11) and `.gz`. The folder is swapped in whole. What did not change is not redone.
//!
//! **How pages learn the names.** `hash.txt` says them, one per line: `js: <hash>`, `wasm: <hash>`, `css: <hash>`. It lies in the
//! site folder, and beside each program built. This is the file that leptos reads by itself with `LeptosOptions { hash_files: true }`:
//! `HydrationScripts` then asks for `/pkg/preau.<hash>.js` and `.wasm`. Its place is `LeptosOptions::hash_file`, by default a name
//! beside the executable; given as an absolute path (`site.join("hash.txt")`) it is read there, and nothing has to lie beside the
//! program. The style's name is the server's to read, once, when it starts. `preau` is `LEPTOS_OUTPUT_NAME`, in `.cargo/config.toml`.
//!
//! **Invariants.** Cargo judges whether Rust sources changed; the steps after it (bindgen, wasm-opt, bundling, compressing) are redone
//! when the bytes that they read changed: enforced by [`fingerprint`], tested by `what_did_not_change_is_not_redone`.
//!
//! **Start reading at** [`run`], then [`front`], [`style`], [`site`].

mod compress;
pub mod fingerprint;
mod front;
mod site;
mod style;
mod wasm_opt;

pub use front::{TRIPLE, have_target};

use crate::{
    machine::{cargo, say},
    place,
};
use anyhow::{Context, Result, bail};
use std::process::Child;

/// Builds the site and the program. The program compiles while the islands do: they do not need each other.
///
/// # Errors
/// The first step that failed.
pub fn run(release: bool) -> Result<()> {
    let mut server = Server::start(release)?;
    let made = make_site();
    if made.is_err() {
        server.abandon();
    }
    let names = made?;
    server.finish()?;
    name_beside(release, names)
}

/// Builds the site alone, for a program that is there already.
///
/// # Errors
/// The first step that failed.
pub fn site_alone() -> Result<()> {
    name_beside(false, make_site()?)
}

/// The names lie beside the program that serves them.
fn name_beside(release: bool, names: String) -> Result<()> {
    let program = place::program(release);
    let folder = program.parent().context("a program lies in a folder")?;
    place::write(&folder.join("hash.txt"), names)
}

/// Gives the text of `hash.txt`.
fn make_site() -> Result<String> {
    let front = front::build()?;
    let style = style::bundle(&place::root().join("style/main.css"))?;
    let site = site::Site { js: front.js, wasm: front.wasm, css: style.into_bytes(), snippets: front.snippets };
    let made = site.write(&place::root().join("public"), &place::site())?;
    if let Some(sizes) = made.sizes {
        say(&sizes);
    }
    Ok(made.names)
}

/// The build of the program, under way.
struct Server(Child);

impl Server {
    fn start(release: bool) -> Result<Self> {
        say(if release {
            "building preau (release) and the islands; the first time, some twenty minutes on two cores"
        } else {
            "building preau and the islands"
        });
        let mut command = cargo();
        // A line for each crate shows that it goes on; two bars at once, this one's and that of the islands, would fight for the screen.
        command.env("CARGO_TERM_PROGRESS_WHEN", "never").args(["build", "-p", "server"]);
        if release {
            command.arg("--release");
        }
        Ok(Self(command.spawn().context("cargo cannot be started")?))
    }

    fn finish(mut self) -> Result<()> {
        let status = self.0.wait()?;
        if !status.success() {
            bail!("preau does not compile: see above");
        }
        Ok(())
    }

    fn abandon(&mut self) {
        if let Err(error) = self.0.kill().and_then(|()| self.0.wait()) {
            eprintln!("xtask: the build of preau could not be stopped ({error})");
        }
    }
}
