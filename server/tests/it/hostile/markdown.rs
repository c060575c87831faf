//! Stories: what Markdown lets someone try, in the page, in the feed, in the preview of the editor, in a collection.

use super::{called, checked, is_sound_xml, json_ld, runs_in, still};
use crate::{
    harness::{Browser, Site},
    projects::{send, sheet, with},
};
use axum::http::StatusCode;
use domain::text::clean_line;
use sample::cast::{ANIMATOR, TEACHER};
use scraper::{Html, Selector};

/// What every text begins with: a link that is shown, so that one sees that links are.
const BEGINNING: &str = "Début [du récit](https://exemple.fr/lu).\n\n";

/// HTML, links, pictures, and what is broken or never ends.
const TEXTS: &[&str] = &[
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<style>@import 'data:text/css,*{color:red}';</style>",
    "<p style=\"position:fixed;inset:0\" onclick=\"alert(1)\">x</p>",
    "<a href=\"javascript&#58;alert(1)\">x</a>",
    "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
    "<base href=\"javascript:alert(1)//\"><meta http-equiv=\"refresh\" content=\"0;url=javascript:alert(1)\">",
    "<form action=\"javascript:alert(1)\"><button formaction=\"javascript:alert(1)\">x</button></form>",
    "</textarea></div></main><script>alert(1)</script>",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[><script>alert(1)</script>]]>",
    "<?xml><script>alert(1)</script>?>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\nscript:alert(1))",
    "[x](<java\tscript:alert(1)>)",
    "[x](java&Tab;script:alert(1))",
    "[x](java&#10;script:alert(1))",
    "[x](&#1;javascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](javascript&#58;alert(1))",
    "[x](javascript://exemple.fr/%0aalert(1))",
    "[x](vbscript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "![x](javascript:alert(1))",
    "![x](data:image/svg+xml,<svg/onload=alert(1)>)",
    "![x](https://ailleurs.fr/compte.gif)",
    "[![x](javascript:alert(1))](javascript:alert(1))",
    "[a [b](javascript:alert(1))](http://exemple.fr)",
    "[a ![b [c](javascript:alert(1))](javascript:alert(1))](javascript:alert(1))",
    "[x][y]\n\n[y]: javascript:alert(1) \"z\"",
    "[x]\n\n[x]: <data:text/html,alert(1)>",
    "<javascript:alert(1)>",
    "<data:text/html,alert(1)>",
    "[x](https://exemple.fr/ \"\\\" onmouseover=\\\"alert(1)\")",
    "[x](https://exemple.fr/\"onmouseover=\"alert(1))",
    "<https://exemple.fr/\"onmouseover=alert(1)>",
    "![x\" onerror=\"alert(1)](image:1)",
    "[\"><img src=x onerror=alert(1)>](https://exemple.fr)",
    "    </code></pre><script>alert(1)</script>",
    "`<script>alert(1)</script>",
    "<div><a href=\"https://exemple.fr",
    "<img src=\"x\n\nonerror=alert(1)",
    "> <script>alert(1)\n\n1. <b onclick=alert(1)>\n   - **<i onclick=alert(1)>",
    "# x {#a onclick=alert(1)}\n\n<h2 id=alert onclick=alert(1)>",
    "| a | b |\n|:--|--:|\n| <b onclick=alert(1)> | [x](javascript:alert(1)) |",
    "*[x](javascript:alert(1)*)**",
    "\\<script>alert(1)</script> &lt;script&gt;alert(1)&lt;/script&gt; &#60;script&#62;",
    "~~~ html onclick=alert(1)\n</code></pre><script>alert(1)</script>\n~~~",
    "```\"><script>alert(1)</script>\n</code></pre><script>alert(1)</script>",
];

/// Each text alone, then all of them in one.
fn texts() -> Vec<String> {
    TEXTS.iter().map(|text| (*text).to_owned()).chain([TEXTS.join("\n\n")]).map(|text| format!("{BEGINNING}{text}")).collect()
}

/// What stands within `.prose` and is none of what Markdown makes.
fn strange(html: &str) -> Vec<String> {
    let html = Html::parse_document(html);
    let within = Selector::parse(".prose *").expect("a selector");
    let mut found = Vec::new();
    for element in html.select(&within).map(|found| found.value()) {
        let known: &[&str] = match element.name() {
            "p" | "br" | "hr" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "li" | "blockquote" | "pre" | "code" | "em" | "strong"
            | "del" => &[],
            "table" | "thead" | "tbody" | "tr" | "th" | "td" | "sup" => &[],
            "ol" => &["start"],
            "a" => &["href", "title", "rel"],
            _ => {
                found.push(format!("{element:?}"));
                continue;
            }
        };
        found.extend(element.attrs().filter(|(name, _)| !known.contains(name)).map(|attribute| format!("{attribute:?}")));
    }
    found
}

/// Checks what became of a text in `html`, in which `times` of its stories stand.
fn check(html: &str, times: usize, what: &str) {
    assert_eq!(runs_in(html), Vec::<String>::new(), "{what}");
    assert_eq!(strange(html), Vec::<String>::new(), "{what}");
    let beginning = Selector::parse(".prose > p:first-child > a[href='https://exemple.fr/lu']").expect("a selector");
    assert_eq!(Html::parse_document(html).select(&beginning).count(), times, "{what}");
}

#[tokio::test]
async fn a_story_says_in_markdown_what_runs_neither_on_the_sheet_nor_in_the_feed() {
    let site = Site::open().await;
    let (teacher, animator, nobody) = (site.as_(TEACHER).await, site.as_(ANIMATOR).await, site.nobody());
    let path = called(&teacher, &animator, "Une radio dans la cour").await;
    let editor = format!("{path}/modifier");
    for text in texts() {
        let version = still(&teacher, &editor).await.attributes("input[name=version]", "value").remove(0);
        let summary: String = text.chars().skip(BEGINNING.chars().count()).take(300).collect();
        let words = [("body", text.as_str()), ("result", &text), ("objectives", &text), ("summary", &summary), ("version", &version)];
        let saved = send(&teacher, &editor, &with(with(sheet(), &[("title", "Une radio dans la cour"), ("intent", "save")]), &words)).await;
        assert_eq!(saved.location(), editor, "{text}: {:?}", saved.select(".error-summary li"));
        let page = nobody.get(&path).await;
        check(&page.text(), 2, &text);
        assert_eq!(json_ld(&page)["description"], clean_line(&summary).as_str());
        check(&in_the_feed(&nobody, &path).await, 1, &text);
        check(&previewed(&teacher, &text).await, 1, &text);
    }
    site.catch_up().await;
    for found in ["/", "/projets", "/recherche?q=alert", "/recherche?q=script+javascript"] {
        still(&nobody, found).await;
    }
    still(&teacher, &format!("{path}/versions")).await;
    still(&animator, &path.replace("/projets", "/animation/projets")).await;
}

/// The story of the sheet at `path` as the feed tells it.
async fn in_the_feed(nobody: &Browser, path: &str) -> String {
    let page = nobody.get("/projets.atom").await;
    assert!(is_sound_xml(&page));
    let feed: atom_syndication::Feed = page.text().parse().expect("Atom");
    let entry = feed.entries.iter().find(|entry| entry.links.iter().any(|link| link.href.ends_with(path))).expect("an entry");
    let content = entry.content.as_ref().expect("a content");
    assert_eq!(content.content_type.as_deref(), Some("html"));
    format!("<div class=\"prose\">{}</div>", content.value.as_deref().expect("a story"))
}

/// What the editor shows of a text while it is typed.
async fn previewed(teacher: &Browser, text: &str) -> String {
    let shown = teacher.post("/iles/apercu", &[("markdown", text)]).await;
    assert_eq!(shown.status, StatusCode::OK, "{text}");
    assert!(shown.header("content-type").starts_with("application/json"), "no browser shows it as a page");
    let html: String = serde_json::from_slice(&shown.bytes).expect("a text in JSON");
    format!("<div class=\"prose\">{html}</div>")
}

#[tokio::test]
async fn a_collection_says_in_markdown_nothing_that_runs() {
    let site = Site::open().await;
    let (animator, nobody) = (site.as_(ANIMATOR).await, site.nobody());
    let project = nobody.get("/projets").await.attributes(".project-card-title a", "href").remove(0);
    let desk = animator.post("/animation/dossiers", &[("title", "À l’antenne"), ("summary", "Trois classes.")]).await.location();
    for (act, project) in [("add", project.as_str()), ("publish", "")] {
        assert_eq!(animator.post(&desk, &[("do", act), ("project", project)]).await.location(), desk);
    }
    for text in texts() {
        let form = [("do", "save"), ("title", "À l’antenne"), ("summary", "Trois classes."), ("body", text.as_str())];
        assert_eq!(animator.post(&desk, &form).await.location(), desk, "{text}");
        check(&checked(nobody.get("/dossiers/a-l-antenne").await, StatusCode::OK, &text).text(), 1, &text);
        still(&animator, &desk).await;
    }
}

/// Markdown reads references to characters after what is typed was cleaned: a feed that holds one of these is no XML, and is read no more.
#[tokio::test]
async fn no_story_breaks_the_feed_of_all_others() {
    let site = Site::open().await;
    let (teacher, animator, nobody) = (site.as_(TEACHER).await, site.as_(ANIMATOR).await, site.nobody());
    let path = called(&teacher, &animator, "Une radio dans la cour").await;
    for (place, reference) in ["&#1;", "&#12;", "&#x1F;", "&#xFFFE;", "&#xFFFF;"].into_iter().enumerate() {
        let (body, version) = (format!("Avant {reference} après `{reference}`."), (place + 1).to_string());
        let words = [("title", "Une radio dans la cour"), ("body", body.as_str()), ("version", &version), ("intent", "save")];
        assert_eq!(send(&teacher, &format!("{path}/modifier"), &with(sheet(), &words)).await.status, StatusCode::SEE_OTHER, "{reference}");
        assert!(nobody.get(&path).await.select(".prose")[0].starts_with("Avant"), "{reference}");
        for feed in ["/projets.atom", "/oai?verb=ListRecords&metadataPrefix=oai_dc", &format!("{path}/scolomfr.xml")] {
            assert!(is_sound_xml(&nobody.get(feed).await), "{reference}, {feed}");
        }
    }
}
