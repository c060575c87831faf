//! Elements whose content leptos writes as it is: what people typed would leave them at their end tag.

use super::{Fault, File, source::line_at};

/// The elements, and the one file that may make each.
const RAW: [(&str, &str); 3] = [
    // Escapes what stands in it.
    ("<textarea", "app/src/ui/field.rs"),
    // Holds JSON without `<`, under a nonce.
    ("<script", "app/src/shell.rs"),
    ("<style", "app/src/shell.rs"),
];

/// Views make them in one place, which knows how to fill them.
pub fn rule(files: &[File]) -> Vec<Fault> {
    let views = files.iter().filter(|file| file.path.starts_with("app/src/") && file.is_rust() && !file.is_tests());
    let found = |file: &File| {
        let code = file.text.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
        let made = RAW.iter().filter(|(_, place)| file.path != *place);
        let fault = |(element, place): &(&str, &str)| {
            let at = code.match_indices(*element).find(|(at, _)| !is_in_comment(&code, *at))?.0;
            Some(Fault::new(file, line_at(&code, at), format!("{element}> is written as it is: {place} alone makes one")))
        };
        made.filter_map(fault).collect::<Vec<_>>()
    };
    views.flat_map(found).collect()
}

fn is_in_comment(code: &str, at: usize) -> bool {
    code[..at].rsplit('\n').next().is_some_and(|line| line.trim_start().starts_with("//"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(path: &str, text: &str) -> Vec<usize> {
        rule(&[File::new(path, text)]).iter().map(|fault| fault.line).collect()
    }

    #[test]
    fn a_view_that_makes_one_elsewhere_is_a_fault() {
        assert_eq!(lines("app/src/a.rs", "\nview! { <textarea>{typed}</textarea> }"), [2]);
        assert_eq!(lines("app/src/a.rs", "view! { <script>{typed}</script> <style>{typed}</style> }"), [1, 1]);
        assert!(lines("app/src/ui/field.rs", "view! { <textarea>{escaped}</textarea> }").is_empty());
        assert!(
            lines("app/src/a.rs", "/// A `<textarea>`.\nfn a() {}\n#[cfg(test)]\nmod tests { const A: &str = \"<script>\"; }").is_empty()
        );
    }
}
