//! The page on search, whose tables are written by what measures them.

use crate::place;
use anyhow::{Context, Result};
use std::fs;

const PAGE: &str = "docs/search.md";

/// Puts `tables` between the marks `<!-- name -->` and `<!-- /name -->` of the page.
///
/// # Errors
/// When it has no such marks, or cannot be written.
pub fn put(name: &str, tables: &str) -> Result<()> {
    let page = place::root().join(PAGE);
    let text = fs::read_to_string(&page).with_context(|| page.display().to_string())?;
    place::write(&page, put_into(&text, name, tables).with_context(|| format!("{PAGE} has no place for {name}"))?)
}

/// Nothing when there is no such place.
fn put_into(text: &str, name: &str, tables: &str) -> Option<String> {
    let (begins, ends) = (format!("<!-- {name} -->"), format!("<!-- /{name} -->"));
    let (before, rest) = text.split_once(&begins)?;
    let (_, after) = rest.split_once(&ends)?;
    Some(format!("{before}{begins}\n{}\n{ends}{after}", tables.trim_end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_takes_the_place_of_the_one_before() {
        let page = "# Search\n<!-- quality -->\n| old |\n<!-- /quality -->\n<!-- speed -->\n<!-- /speed -->\nEnd.\n";
        let once = put_into(page, "quality", "| new |\n\n").unwrap();
        assert_eq!(once, "# Search\n<!-- quality -->\n| new |\n<!-- /quality -->\n<!-- speed -->\n<!-- /speed -->\nEnd.\n");
        assert_eq!(put_into(&once, "quality", "| new |").as_deref(), Some(once.as_str()));
        assert_eq!(put_into(page, "nothing", "| new |"), None);
        assert_eq!(put_into("<!-- speed -->", "speed", "| new |"), None);
    }

    #[test]
    fn the_page_has_a_place_for_each() {
        let text = fs::read_to_string(place::root().join(PAGE)).unwrap();
        for name in ["quality", "speed"] {
            assert!(put_into(&text, name, "").is_some(), "{name}");
        }
    }
}
