//! Harvesting as a catalogue does it (OAI-PMH 2.0): every verb, every fault, and a walk that meets what everyone may read.

use crate::harness::{ORIGIN, Site};
use axum::{
    body::Body,
    http::{Method, Request, header},
};
use domain::{access::Viewer, ids::ProjectId};
use quick_xml::{Reader, events::Event};
use sample::cast::ANIMATOR;
use services::projects::{self, Shelf};
use std::collections::{BTreeMap, BTreeSet};

/// An answer, as far as tests look at it: each element's name without its prefix, its attributes and its own text.
struct Answer(Vec<Element>);

#[derive(Debug)]
struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
    text: String,
}

impl Answer {
    fn read(xml: &str) -> Self {
        let (mut reader, mut found, mut open) = (Reader::from_str(xml), Vec::new(), Vec::new());
        loop {
            match reader.read_event().expect("well-formed XML") {
                Event::Start(start) => {
                    open.push(found.len());
                    found.push(element(&start));
                }
                Event::Empty(start) => found.push(element(&start)),
                Event::End(_) => drop(open.pop()),
                Event::Text(text) => {
                    if let Some(place) = open.last() {
                        found[*place].text.push_str(&text.decode().expect("UTF-8"));
                    }
                }
                Event::GeneralRef(entity) => {
                    let character = match entity.decode().expect("UTF-8").as_ref() {
                        "lt" => '<',
                        "gt" => '>',
                        "amp" => '&',
                        "quot" => '"',
                        "apos" => '\'',
                        other => panic!("&{other};"),
                    };
                    found[*open.last().expect("inside")].text.push(character);
                }
                Event::Eof => return Self(found),
                _ => {}
            }
        }
    }

    fn all(&self, name: &str) -> Vec<&Element> {
        self.0.iter().filter(|element| element.name == name).collect()
    }

    fn texts(&self, name: &str) -> Vec<&str> {
        self.all(name).into_iter().map(|element| element.text.as_str()).collect()
    }

    fn text(&self, name: &str) -> &str {
        let texts = self.texts(name);
        assert_eq!(texts.len(), 1, "one <{name}>: {texts:?}");
        texts[0]
    }

    fn fault(&self) -> &str {
        self.all("error").first().map_or("", |error| error.attributes["code"].as_str())
    }
}

fn element(start: &quick_xml::events::BytesStart<'_>) -> Element {
    let attributes = start.attributes().map(|attribute| {
        let attribute = attribute.expect("an attribute");
        let key = String::from_utf8_lossy(attribute.key.as_ref()).into_owned();
        (key, attribute.decoded_and_normalized_value(quick_xml::XmlVersion::Implicit1_0, start.decoder()).expect("a value").into_owned())
    });
    Element {
        name: String::from_utf8_lossy(start.local_name().as_ref()).into_owned(),
        attributes: attributes.collect(),
        text: String::new(),
    }
}

async fn site() -> Site {
    let site = Site::open().await;
    services::harvest::catch_up(site.portal.clone()).await.expect("records");
    site
}

async fn ask(site: &Site, query: &str) -> Answer {
    let page = site.nobody().get(&format!("/oai?{query}")).await;
    assert_eq!((page.status.as_u16(), page.header("content-type").as_str()), (200, "text/xml; charset=utf-8"), "{query}");
    let answer = Answer::read(&page.text());
    assert_eq!(answer.text("responseDate"), "2026-11-23T08:00:00Z");
    assert_eq!(answer.text("request"), format!("{ORIGIN}/oai"));
    answer
}

fn identifier(project: ProjectId) -> String {
    format!("oai:127.0.0.1:projet-{project}")
}

/// Identifiers, with whether each is deleted, met by going from token to token.
async fn walk(site: &Site, verb: &str, narrowed: &str) -> Vec<(String, bool)> {
    let (mut met, mut query) = (Vec::new(), format!("verb={verb}&metadataPrefix=oai_dc{narrowed}"));
    loop {
        let answer = ask(site, &query).await;
        let deleted: Vec<_> = answer.all("header").iter().map(|header| header.attributes.contains_key("status")).collect();
        met.extend(answer.texts("identifier").iter().filter(|id| id.starts_with("oai:")).map(|id| (*id).to_owned()).zip(deleted));
        match answer.all("resumptionToken").first() {
            Some(token) if !token.text.is_empty() => {
                assert!(token.attributes["cursor"].parse::<usize>().expect("a number") < met.len());
                query = format!("verb={verb}&resumptionToken={}", token.text);
            }
            Some(last) => {
                assert_eq!(last.attributes["completeListSize"], met.len().to_string());
                return met;
            }
            None => return met,
        }
    }
}

async fn public(site: &Site) -> BTreeSet<String> {
    let nobody = site.system().as_viewer(Viewer::Nobody);
    projects::readable(&nobody, Shelf::Published).await.expect("ids").into_iter().map(identifier).collect()
}

#[tokio::test]
async fn a_walk_meets_what_everyone_may_read_before_and_after_something_goes() {
    let site = site().await;
    let before = public(&site).await;
    let first = ask(&site, "verb=ListRecords&metadataPrefix=oai_dc").await;
    assert!(first.all("record").len() < before.len() && !first.text("resumptionToken").is_empty(), "it takes several answers");
    for verb in ["ListIdentifiers", "ListRecords"] {
        let met = walk(&site, verb, "").await;
        assert_eq!(met.len(), before.len(), "each once");
        assert_eq!(met.iter().map(|(id, _)| id.clone()).collect::<BTreeSet<_>>(), before);
        assert!(met.iter().all(|(_, deleted)| !deleted));
    }

    let gone: Vec<ProjectId> = projects::readable(&site.system().as_viewer(Viewer::Nobody), Shelf::Published).await.expect("ids");
    let cards = projects::cards(&site.system(), &gone[..3]).await.expect("cards");
    let animator = site.as_(ANIMATOR).await;
    for card in &cards {
        let sent = animator.post(&format!("/projets/{}/etat", card.slug), &[("move", "withdraw")]).await;
        assert_eq!(sent.status.as_u16(), 303, "{}", card.slug);
    }
    services::harvest::catch_up(site.portal.clone()).await.expect("records");
    let gone: BTreeSet<String> = cards.iter().map(|card| identifier(card.id)).collect();
    let after = public(&site).await;
    assert_eq!(after.len(), before.len() - 3);
    for verb in ["ListIdentifiers", "ListRecords"] {
        let met = walk(&site, verb, "").await;
        let of = |deleted: bool| met.iter().filter(|(_, is)| *is == deleted).map(|(id, _)| id.clone()).collect::<BTreeSet<_>>();
        assert_eq!((of(false), of(true)), (after.clone(), gone.clone()), "{verb}");
        assert_eq!(met.len(), before.len());
    }
    let id = gone.first().expect("one");
    let answer = ask(&site, &format!("verb=GetRecord&metadataPrefix=lom&identifier={id}")).await;
    assert_eq!((answer.all("metadata").len(), answer.all("header")[0].attributes["status"].as_str()), (0, "deleted"));
}

#[tokio::test]
async fn a_harvest_can_be_narrowed_by_date_and_set() {
    let site = site().await;
    let all = walk(&site, "ListIdentifiers", "").await;
    let sets = ask(&site, "verb=ListSets").await;
    let mut in_subjects = BTreeSet::new();
    for spec in sets.texts("setSpec") {
        let query = format!("verb=ListIdentifiers&metadataPrefix=lom&set={spec}");
        if ask(&site, &query).await.fault() == "noRecordsMatch" {
            continue;
        }
        let met = walk(&site, "ListIdentifiers", &format!("&set={spec}")).await;
        assert!(met.len() <= all.len());
        if spec.starts_with("matiere:") {
            in_subjects.extend(met.into_iter().map(|(id, _)| id));
        }
    }
    assert_eq!(in_subjects.len(), walk(&site, "ListIdentifiers", "&set=matiere").await.len());

    let day = "2026-03-01";
    let (since, until) = (walk(&site, "ListRecords", "&from=2026-03-01").await, walk(&site, "ListRecords", "&until=2026-02-28").await);
    assert!(!since.is_empty() && !until.is_empty(), "the demo's year lies on both sides of {day}");
    assert_eq!(since.len() + until.len(), all.len());
    let same = walk(&site, "ListRecords", "&from=2026-03-01T00:00:00Z&until=2026-11-23T08:00:00Z").await;
    assert_eq!(same, since);
    let first = ask(&site, "verb=Identify").await.text("earliestDatestamp").to_owned();
    assert_eq!(ask(&site, &format!("verb=ListIdentifiers&metadataPrefix=lom&until={first}")).await.texts("datestamp")[0], first);
}

#[tokio::test]
async fn each_verb_answers() {
    let site = site().await;
    let answer = ask(&site, "verb=Identify").await;
    assert_eq!(answer.all("request")[0].attributes["verb"], "Identify");
    assert_eq!((answer.text("protocolVersion"), answer.text("deletedRecord")), ("2.0", "persistent"));
    assert_eq!((answer.text("baseURL"), answer.text("granularity")), (format!("{ORIGIN}/oai").as_str(), "YYYY-MM-DDThh:mm:ssZ"));
    assert_eq!(ask(&site, "verb=ListMetadataFormats").await.texts("metadataPrefix"), ["oai_dc", "lom"]);

    let nobody = site.system().as_viewer(Viewer::Nobody);
    let card = projects::latest(&nobody, 1).await.expect("a card").remove(0);
    let id = identifier(card.id);
    assert_eq!(ask(&site, &format!("verb=ListMetadataFormats&identifier={id}")).await.texts("metadataPrefix").len(), 2);
    let address = format!("{ORIGIN}/projets/{}", card.slug);
    let core = ask(&site, &format!("verb=GetRecord&metadataPrefix=oai_dc&identifier={id}")).await;
    assert_eq!(core.all("request")[0].attributes["identifier"], id);
    assert_eq!((core.text("title"), core.texts("creator")), (card.title.as_str(), card.authors.iter().map(String::as_str).collect()));
    assert_eq!((core.texts("identifier"), core.text("description")), (vec![id.as_str(), &address], card.summary.as_str()));
    let sets: BTreeSet<_> = core.texts("setSpec").into_iter().map(str::to_owned).collect();
    let expected =
        card.subjects.iter().map(|s| format!("matiere:{}", s.key())).chain(card.levels.iter().map(|l| format!("niveau:{}", l.key())));
    assert_eq!(sets, expected.collect());

    let lom = ask(&site, &format!("verb=GetRecord&metadataPrefix=lom&identifier={id}")).await;
    assert_eq!(lom.text("location"), address);
    assert!(lom.texts("string").contains(&card.title.as_str()));
    for level in &card.levels {
        let concept = domain::harvest::concept_of_level(*level);
        assert!(lom.texts("id").contains(&concept.address().as_str()), "{level:?}");
        assert!(lom.texts("string").contains(&concept.label), "{level:?}");
    }
    let file = site.nobody().get(&format!("/projets/{}/scolomfr.xml", card.slug)).await;
    assert_eq!(Answer::read(&file.text()).texts("id"), lom.texts("id"), "and as a file of its own");
}

#[tokio::test]
async fn what_cannot_be_answered_is_told_in_the_protocols_words() {
    let site = site().await;
    let id = walk(&site, "ListIdentifiers", "").await.remove(0).0;
    let cases = [
        ("", "badVerb"),
        ("verb=", "badVerb"),
        ("verb=Moissonner", "badVerb"),
        ("verb=Identify&verb=Identify", "badVerb"),
        ("verb=Identify&set=matiere", "badArgument"),
        ("verb=ListRecords", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=lom", "badArgument"),
        ("verb=ListRecords&metadataPrefix=marc21", "cannotDisseminateFormat"),
        ("verb=ListRecords&metadataPrefix=lom&from=hier", "badArgument"),
        ("verb=ListRecords&metadataPrefix=lom&from=2026-13-01", "badArgument"),
        ("verb=ListRecords&metadataPrefix=lom&from=2026-03-02&until=2026-03-01", "badArgument"),
        ("verb=ListRecords&metadataPrefix=lom&from=2026-03-01&until=2026-03-02T00:00:00Z", "badArgument"),
        ("verb=ListRecords&metadataPrefix=lom&set=cycle", "badArgument"),
        ("verb=ListRecords&metadataPrefix=lom&from=2099-01-01", "noRecordsMatch"),
        ("verb=ListRecords&metadataPrefix=lom&until=1999-12-31", "noRecordsMatch"),
        ("verb=ListRecords&resumptionToken=1", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=oai_dc....1.2.3&metadataPrefix=lom", "badArgument"),
        ("verb=ListSets&resumptionToken=1", "badResumptionToken"),
        ("verb=GetRecord&metadataPrefix=lom", "badArgument"),
        ("verb=GetRecord&metadataPrefix=lom&identifier=oai:127.0.0.1:projet-1", "idDoesNotExist"),
        ("verb=GetRecord&metadataPrefix=lom&identifier=oai:ailleurs.fr:projet-1", "idDoesNotExist"),
        ("verb=ListMetadataFormats&identifier=oai:127.0.0.1:projet-x", "idDoesNotExist"),
    ];
    for (query, code) in cases {
        let answer = ask(&site, query).await;
        assert_eq!(answer.fault(), code, "{query}");
        assert!(!answer.text("error").is_empty());
        let repeated = answer.all("request")[0].attributes.len();
        assert_eq!(
            repeated == 0,
            matches!(code, "badVerb" | "badArgument"),
            "{query}: the arguments are repeated unless they are what is wrong"
        );
    }
    assert_eq!(ask(&site, &format!("verb=GetRecord&metadataPrefix=marc21&identifier={id}")).await.fault(), "cannotDisseminateFormat");
    let trick = ask(&site, "verb=GetRecord&metadataPrefix=lom&identifier=%22%3E%3Cscript%3E%00%01").await;
    assert_eq!(trick.fault(), "idDoesNotExist");
    assert!(trick.all("script").is_empty());
}

#[tokio::test]
async fn a_form_asks_as_well_as_an_address() {
    let site = site().await;
    let sent = |body: String| {
        let kind = "application/x-www-form-urlencoded";
        // A harvester is no browser: it says neither where it comes from nor that it has a session.
        let request = Request::builder().method(Method::POST).uri("/oai").header(header::CONTENT_TYPE, kind).body(Body::from(body));
        let browser = site.nobody();
        async move { browser.ask(request.expect("a request")).await }
    };
    let posted = sent("verb=ListIdentifiers&metadataPrefix=oai_dc&set=matiere%3Asciences".into()).await;
    let asked = site.nobody().get("/oai?verb=ListIdentifiers&metadataPrefix=oai_dc&set=matiere%3Asciences").await;
    assert_eq!(posted.text(), asked.text());
    assert!(!Answer::read(&posted.text()).texts("identifier").is_empty());
    let long = sent(format!("verb=Identify&x={}", "x".repeat(20_000))).await;
    assert_eq!(Answer::read(&long.text()).fault(), "badVerb", "what is too long is not read");
}
