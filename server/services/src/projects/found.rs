//! What a search shows of projects.

use super::{Attached, ProjectCard, ReadSheet, Shelf, cards, document::ids_of, readable, rows, texts};
use crate::{access::visible, cx::Cx, error::Result, media};
use domain::{
    ids::{AttachmentId, ProjectId},
    paths,
    search::Thing,
};
use std::{collections::HashMap, sync::Arc};

/// A project that was found.
#[derive(Clone, Debug)]
pub struct ProjectFound {
    /// Which one.
    pub thing: Thing,
    /// Its title.
    pub title: String,
    /// What it says, as snippets are cut from it; nothing when it was taken from its readers just now.
    pub sheet: Option<Arc<ReadSheet>>,
    /// Its address.
    pub address: String,
    /// Everything else that is shown of it.
    pub card: ProjectCard,
}

/// Of how many files is read what they say, for a page of results: the first ones of each project first.
const MOST_FILES: usize = 60;

/// What is heard, or stands, in a file attached to a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttachedText {
    /// The file's title.
    pub title: String,
    /// Its transcript, and what could be read in it, as plain text.
    pub text: String,
}

/// The projects among `things`, in that order, without those that this viewer may not read.
///
/// # Errors
/// The database's.
pub async fn found(cx: &Cx, things: &[Thing]) -> Result<Vec<ProjectFound>> {
    let cards = cards(cx, &ids_of(things)).await?;
    let mut sheets = texts(cx, &cards).await?;
    let found = |card: ProjectCard| ProjectFound {
        thing: Thing::Project(card.id),
        title: card.title.clone(),
        sheet: sheets.remove(&card.id),
        address: paths::project(&card.slug),
        card,
    };
    Ok(cards.into_iter().map(found).collect())
}

/// What the files say that are attached to the projects `ids` and that their readers see, in order, as far as this viewer may read them: of
/// use where the words sought do not stand in the sheet. A project of whose files nothing is known has none. Whoever searches has this read, visitors
/// too: of long documents it is the beginning, and of very many files the first ones.
///
/// # Errors
/// The database's.
pub async fn attached_texts(cx: &Cx, ids: &[ProjectId]) -> Result<HashMap<ProjectId, Vec<AttachedText>>> {
    let mut conn = cx.read().await?;
    let mut attached = rows::attachments_of(&mut conn, ids, &visible(cx)).await?;
    attached.retain(|(_, attached)| attached.is_shown());
    let mut read = media::beginnings(&mut conn, &first_files(&attached)).await?;
    let mut said: HashMap<_, Vec<_>> = HashMap::new();
    for (project, Attached { attachment, title, transcript, .. }) in attached {
        let parts = [Some(transcript), read.remove(&attachment.id)];
        let text = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n");
        if !text.is_empty() {
            said.entry(project).or_default().push(AttachedText { title, text });
        }
    }
    Ok(said)
}

/// The first files of each project, then the second ones, and so on.
fn first_files(attached: &[(ProjectId, Attached)]) -> Vec<AttachmentId> {
    let mut many: HashMap<ProjectId, usize> = HashMap::new();
    let ranked = attached.iter().map(|(project, attached)| {
        let rank = many.entry(*project).or_default();
        *rank += 1;
        (*rank, attached.attachment.id)
    });
    let mut ranked: Vec<_> = ranked.collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().take(MOST_FILES).map(|(_, id)| id).collect()
}

/// Every project that this viewer may read, from the database alone.
///
/// # Errors
/// The database's.
pub async fn readable_things(cx: &Cx) -> Result<Vec<Thing>> {
    Ok(readable(cx, Shelf::All).await?.into_iter().map(Thing::Project).collect())
}
