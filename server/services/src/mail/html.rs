//! The same letter for programs that show HTML: plain, readable in any of them, nothing asked of any host.

/// A page of `text`: its paragraphs, and its addresses as links.
pub(super) fn page(title: &str, text: &str) -> String {
    let paragraphs: String = text.split("\n\n").filter(|part| !part.trim().is_empty()).map(paragraph).collect();
    format!(
        "<!doctype html>\n<html lang=\"fr\"><head><meta charset=\"utf-8\"><title>{}</title></head>\
         <body style=\"max-width:40em;font-family:sans-serif;font-size:16px;line-height:1.5\">{paragraphs}</body></html>\n",
        escaped(title)
    )
}

fn paragraph(text: &str) -> String {
    let lines: Vec<String> = text.trim().lines().map(line).collect();
    format!("<p>{}</p>", lines.join("<br>"))
}

/// A line that is an address of the web becomes a link to it; any other is shown as it is.
fn line(text: &str) -> String {
    let shown = escaped(text);
    let is_address = (text.starts_with("https://") || text.starts_with("http://")) && !text.contains(char::is_whitespace);
    if is_address { format!("<a href=\"{shown}\">{shown}</a>") } else { shown }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::page;

    #[test]
    fn paragraphs_and_addresses_are_kept_and_nothing_typed_is_read_as_html() {
        let html = page("Titre <b>", "Bonjour « <script>alert(1)</script> »,\n\nPour lire :\nhttps://exemple.fr/?a=1&b=\"2\n\nPréau\n");
        assert!(html.contains("<p>Bonjour « &lt;script&gt;alert(1)&lt;/script&gt; »,</p>"), "{html}");
        let link = "https://exemple.fr/?a=1&amp;b=&quot;2";
        assert!(html.contains(&format!("<p>Pour lire :<br><a href=\"{link}\">{link}</a></p><p>Préau</p>")), "{html}");
        assert!(html.contains("<title>Titre &lt;b&gt;</title>") && html.contains("lang=\"fr\""), "{html}");
    }
}
