//! Which crate may use which: each arrow of ARCHITECTURE, and no other.

use super::{Fault, File};
use toml::{Table, Value};

/// A crate, and those of ours that it may use.
const ARROWS: [(&str, &[&str]); 8] = [
    ("domain", &[]),
    ("imaging", &["domain"]),
    ("services", &["domain", "imaging"]),
    ("sample", &["domain", "services"]),
    ("app", &["domain", "services"]),
    ("client", &["app"]),
    ("server", &["domain", "services", "app", "sample"]),
    ("xtask", &[]),
];

/// Every crate has its arrows, uses no other crate of ours, and reaches `services` from `app` on the server's side only.
pub fn rule(files: &[File]) -> Vec<Fault> {
    let manifests = files.iter().filter(|file| file.path.ends_with("/Cargo.toml"));
    manifests.flat_map(|file| of(file).unwrap_or_else(|fault| vec![fault])).collect()
}

fn of(file: &File) -> Result<Vec<Fault>, Fault> {
    let manifest: Table = file.text.parse().map_err(|error| Fault::new(file, 1, format!("not TOML: {error}")))?;
    let name = manifest.get("package").and_then(|package| package.get("name")).and_then(Value::as_str).unwrap_or_default();
    let Some((_, allowed)) = ARROWS.iter().find(|(known, _)| *known == name) else {
        return Err(Fault::new(file, 1, format!("the crate `{name}` has no place in the chain (server/xtask/src/tidy/arrows.rs)")));
    };
    let mut faults = Vec::new();
    for table in ["dependencies", "dev-dependencies", "build-dependencies"] {
        for (used, how) in manifest.get(table).and_then(Value::as_table).into_iter().flatten() {
            if !ARROWS.iter().any(|(known, _)| known == used) {
                continue;
            }
            let line = file.text.lines().position(|line| line.starts_with(used.as_str())).map_or(1, |at| at + 1);
            if !allowed.contains(&used.as_str()) {
                faults.push(Fault::new(file, line, format!("`{name}` may not use `{used}`: the chain goes the other way")));
            }
            let optional = how.get("optional").and_then(Value::as_bool).unwrap_or(false);
            if (name, used.as_str(), table) == ("app", "services", "dependencies") && !optional {
                faults.push(Fault::new(file, line, "`services` must be optional in `app`: the browser's half has none"));
            }
        }
    }
    Ok(faults)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(path: &str, text: &str) -> Vec<String> {
        rule(&[File::new(path, text)]).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn an_arrow_that_is_not_drawn_is_a_fault() {
        let text =
            "[package]\nname = \"services\"\n[dependencies]\ndomain.workspace = true\nserde.workspace = true\napp.workspace = true\n";
        assert_eq!(
            faults("server/services/Cargo.toml", text),
            ["server/services/Cargo.toml:6: `services` may not use `app`: the chain goes the other way"]
        );
        assert!(faults("server/services/Cargo.toml", &text.replace("app.workspace = true\n", "")).is_empty());
        assert_eq!(faults("app/domain/Cargo.toml", "[package]\nname = \"domain\"\n[dev-dependencies]\nsample = \"1\"").len(), 1);
    }

    #[test]
    fn the_pages_reach_the_services_on_the_server_only() {
        let with = |services: &str| format!("[package]\nname = \"app\"\n[dependencies]\nservices = {services}\n");
        assert_eq!(faults("app/Cargo.toml", &with("{ workspace = true }")).len(), 1);
        assert!(faults("app/Cargo.toml", &with("{ workspace = true, optional = true }")).is_empty());
    }

    #[test]
    fn a_crate_without_a_place_is_a_fault() {
        assert!(faults("server/extra/Cargo.toml", "[package]\nname = \"extra\"")[0].contains("no place in the chain"));
    }
}
