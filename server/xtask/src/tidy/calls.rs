//! Calls that have their place: the clock, and writing to the terminal; and one that has none: a server function that a link can call.

use super::{
    Fault, File,
    source::{self, line_at},
};

/// A call, where it may stand, and why nowhere else.
struct Call {
    names: &'static [&'static str],
    places: &'static [&'static str],
    why: &'static str,
}

const CALLS: [Call; 3] = [
    Call { names: &["Utc::now", "Local::now"], places: &[], why: "time comes in through Cx (services::outside::Clock)" },
    Call {
        names: &["println!", "print!", "eprintln!", "eprint!"],
        places: &["server/src/commands/", "server/src/main.rs", "server/xtask/", "/examples/", "build.rs"],
        why: "only commands speak to the terminal; the rest writes to the log (tracing)",
    },
    Call {
        names: &["GetUrl", "PutUrl", "PatchUrl", "DeleteUrl", "GetCbor"],
        places: &[],
        why: "server functions are called by POST alone: a link, or a picture on another site, would call another, cookie and all",
    },
];

/// Each call stands in its place only.
pub fn rule(files: &[File]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in files.iter().filter(|file| file.is_rust() && !file.is_tests()) {
        let code = source::read(&file.text).code;
        for call in &CALLS {
            let at_home = call.places.iter().any(|place| file.path.starts_with(place) || file.path.contains(place));
            for name in call.names.iter().filter(|_| !at_home) {
                let calls = code.match_indices(name).filter(|(at, _)| !code[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '_'));
                faults.extend(calls.map(|(at, _)| Fault::new(file, line_at(&code, at), format!("`{name}`: {}", call.why))));
            }
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_out_of_its_place_is_a_fault() {
        let of = |path: &str, text: &str| rule(&[File::new(path, text)]).len();
        assert_eq!(of("server/services/src/cx.rs", "let a = chrono::Utc::now();"), 1);
        assert_eq!(of("server/src/jobs.rs", "println!(\"a\"); eprintln!(\"b\");"), 2);
        assert_eq!(of("server/src/commands/check.rs", "println!(\"a\");"), 0);
        assert_eq!(of("server/xtask/src/main.rs", "println!(\"a\");"), 0);
        assert_eq!(of("app/src/projects/api.rs", "#[server(prefix = \"/iles\", input = GetUrl)]"), 1);
        assert_eq!(of("server/sample/examples/a.rs", "println!(\"a\");"), 0);
        assert_eq!(of("server/src/jobs.rs", "// println!\nlet a = \"println!\";"), 0);
    }
}
