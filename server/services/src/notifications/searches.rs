//! Letters about the searches that members keep: what they found that appeared since the last time (Q10).

use super::news::News;
use crate::{
    cx::Cx,
    error::Result,
    identity::{self, Recipient},
    outbox::Entry,
    search::{self, SavedNews},
};
use domain::{
    ids::SavedSearchId,
    notifications::{Frequency, LetterKind},
    paths,
    search::{Query, Sort},
    time::Timestamp,
};

/// How many titles a letter names.
const TITLES: usize = 10;

/// Of what a search found that appeared after `since`, up to `until`: to whom it belongs. What is due together goes in one letter; so does what
/// was found while people are left alone.
pub(super) async fn answered(cx: &Cx, entry: &Entry, saved: SavedSearchId, since: Timestamp, until: Timestamp) -> Result<Vec<News>> {
    let Some(news) = search::saved_news(cx, saved, since, until).await? else { return Ok(Vec::new()) };
    // Who has no address is told in the portal alone, and so is who wants to be told nothing of it any more.
    let known = match news.saved.alert {
        Frequency::Never => None,
        _ => identity::address_of(&mut cx.read().await?, news.owner).await?,
    };
    let reader = known.unwrap_or_else(|| Recipient { account: news.owner, name: String::new(), email: String::new() });
    let name = &news.saved.name;
    let subject = format!("Du nouveau pour votre recherche : {name}");
    let told = News::new(entry, &reader, LetterKind::FoundAgain, subject, text(cx, &news));
    let together = news.saved.alert != Frequency::AtOnce || cx.portal.settings.quiet.is_quiet(cx.now());
    Ok(vec![News { together, notice: Some(line(&news)), ..told }])
}

/// What the portal says of it: there its reader's rights were just asked.
fn line(news: &SavedNews) -> String {
    let name = &news.saved.name;
    match news.found.as_slice() {
        [one] => format!("Votre recherche « {name} » a trouvé : {}", one.title.text()),
        many => format!("Votre recherche « {name} » a trouvé {} nouveautés", many.len()),
    }
}

fn text(cx: &Cx, news: &SavedNews) -> String {
    let settings = &cx.portal.settings;
    let open = news.found.iter().filter(|hit| news.open_to_all.contains(&hit.thing));
    let mut paragraphs = vec![format!("Votre recherche « {} » a trouvé du nouveau.", news.saved.name)];
    paragraphs.extend(open.take(TITLES).map(|hit| format!("{}\n{}", hit.title.text(), settings.address(&hit.address))));
    let named = paragraphs.len() - 1;
    paragraphs.extend(others(named, news.found.len() - named));
    paragraphs.push(format!("Pour changer ou arrêter cette recherche :\n{}", settings.address(&paths::saved_search(news.saved.id))));
    // Last: where the notice leads.
    paragraphs.push(format!("Pour voir tout ce qu’elle trouve :\n{}", settings.address(&address(&news.saved.query))));
    paragraphs.join("\n\n")
}

/// What is said of those that are not named.
fn others(named: usize, others: usize) -> Option<String> {
    match (named, others) {
        (_, 0) => None,
        (0, 1) => Some("Cela se lit sur le portail.".to_owned()),
        (0, many) => Some(format!("{many} nouveautés, qui se lisent sur le portail.")),
        (_, 1) => Some("Et une autre, qui se lit sur le portail.".to_owned()),
        (_, many) => Some(format!("Et {many} autres, qui se lisent sur le portail.")),
    }
}

/// Where the search is run, the latest first.
fn address(query: &Query) -> String {
    let query = Query { sort: Some(Sort::Latest), ..query.clone() };
    let pairs = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(query.pairs()).finish();
    format!("{}?{pairs}", paths::SEARCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_named_is_counted() {
        let said = |named, unnamed| others(named, unnamed).unwrap_or_default();
        assert_eq!(said(3, 0), "");
        assert_eq!(said(0, 1), "Cela se lit sur le portail.");
        assert_eq!(said(10, 1), "Et une autre, qui se lit sur le portail.");
        assert_eq!(said(10, 4), "Et 4 autres, qui se lisent sur le portail.");
    }

    #[test]
    fn the_search_is_run_with_all_that_it_asks() {
        let query = Query::read([("q", "l’eau & la terre"), ("cycle", "3")]);
        assert_eq!(address(&query), "/recherche?q=l%E2%80%99eau+%26+la+terre&cycle=3&tri=date");
    }
}
