//! Addresses: French, short, kept for good. Built here and nowhere else.

use crate::{
    ids::{AccountId, AttachmentId, MediumId, PictureId, PostId, ProposalId},
    media::Format,
    notifications::LetterKind,
    territory::{Insee, Uai},
    text::slugify,
};

mod discussions;
mod search;
mod trainings;

pub use discussions::*;
pub use search::*;
pub use trainings::*;

/// Home.
pub const HOME: &str = "/";
/// Projects: list with facets.
pub const PROJECTS: &str = "/projets";
/// The editor, for a new project.
pub const NEW_PROJECT: &str = "/projets/nouveau";
/// The Atom feed of published projects.
pub const PROJECTS_FEED: &str = "/projets.atom";
/// What search engines may read of the portal (sitemaps.org).
pub const SITEMAP: &str = "/sitemap.xml";
/// What robots are asked to leave alone (RFC 9309).
pub const ROBOTS: &str = "/robots.txt";
/// Where catalogues harvest the projects that everyone may read (OAI-PMH 2.0).
pub const OAI: &str = "/oai";
/// What the portal says of itself there, for people who follow a link.
pub const OAI_IDENTITY: &str = "/oai?verb=Identify";
/// Where anyone asks to have a picture taken away.
pub const REMOVAL: &str = "/retrait-image";
/// What is asked to be taken away, on the desk.
pub const REMOVALS: &str = "/animation/retraits";
/// Where pictures come in (POST), and below it each one's own page.
pub const PICTURES: &str = "/images";
/// The territory: communes and schools.
pub const TERRITORY: &str = "/territoire";
/// Sign-in.
pub const SIGN_IN: &str = "/connexion";
/// Sign-in as one of the demo people (demo only).
pub const DEMO_SIGN_IN: &str = "/connexion/demo";
/// Sign-out.
pub const SIGN_OUT: &str = "/deconnexion";
/// Projects that seek partner classes.
pub const PARTNERS: &str = "/projets/partenaires";
/// Collections of projects.
pub const COLLECTIONS: &str = "/dossiers";
/// Collections, on the desk, where they are made.
pub const CURATE_COLLECTIONS: &str = "/animation/dossiers";
/// What stands large on the home page, on the desk, where it is planned.
pub const CURATE_HOME: &str = "/animation/une";
/// Where an invitation to sign a project leads.
pub const INVITATIONS: &str = "/invitations";
/// Where a secret link leads, which opens one project (S10).
pub const LINK: &str = "/lien";
/// Trainings: what is to come, and a month of the calendar.
pub const TRAININGS: &str = "/formations";
/// A member's own places in sessions, and those that they must agree to.
pub const MY_TRAININGS: &str = "/moi/formations";
/// What calendars follow: all that is announced, or of a commune, or for a cycle.
pub const TRAININGS_CALENDAR: &str = "/formations.ics";
/// What a member's calendar follows: their own places, by a secret address.
pub const MY_CALENDAR: &str = "/moi/formations.ics";
/// Trainings, on the desk, where they are made.
pub const RUN_TRAININGS: &str = "/animation/formations";
/// A member's account.
pub const ME: &str = "/moi";
/// Where a member is signed in.
pub const MY_SESSIONS: &str = "/moi/sessions";
/// What a member signs in with.
pub const MY_IDENTITIES: &str = "/moi/identites";
/// People who wait to be told what they are here, on the desk.
pub const PEOPLE: &str = "/animation/personnes";
/// Invitations to a role, and the roles that were given here.
pub const ROLE_INVITATIONS: &str = "/animation/invitations";
/// Where an invitation to a role leads.
pub const JOIN: &str = "/rejoindre";
/// Who did what.
pub const AUDIT: &str = "/administration/journal";
/// A member's own projects.
pub const MY_PROJECTS: &str = "/moi/projets";
/// What a member is told by letter, and how often.
pub const LETTERS: &str = "/moi/courriels";
/// Where the addresses at the foot of letters lead, which stop them.
pub const STOP_LETTERS: &str = "/courriels/arret";
/// Where anyone checks that a certificate is ours.
pub const CERTIFICATES: &str = "/attestations";
/// A member's hours of a school year, on paper.
pub const MY_HOURS: &str = "/moi/formations/heures.pdf";
/// Trainings that are wished for.
pub const WISHES: &str = "/formations/souhaits";
/// Discussions: spaces, and topics below them.
pub const DISCUSSIONS: &str = "/echanges";
/// Where a topic is opened; `?espace=`, `?projet=` or `?formation=` says where.
pub const NEW_TOPIC: &str = "/echanges/nouveau";
/// What a member is writing and has not sent (POST keeps one).
pub const DRAFTS: &str = "/echanges/brouillons";
/// News as it happens, as server-sent events.
pub const LIVE: &str = "/echanges/direct";
/// The same, told at once how many notices wait.
pub const LIVE_NOTICES: &str = "/echanges/direct?avis=1";
/// How people are moderated, in figures and without names.
pub const MODERATION_LOG: &str = "/echanges/moderation";
/// All needs.
pub const NEEDS: &str = "/besoins";
/// Where a need is filed.
pub const NEW_NEED: &str = "/besoins/nouveau";
/// What a member is told in the portal.
pub const NOTICES: &str = "/moi/notifications";
/// What a member is told of acts of moderation, and where they appeal.
pub const MY_MODERATION: &str = "/moi/moderation";
/// What is held about a member: shown, handed over, erased.
pub const MY_DATA: &str = "/moi/donnees";
/// The archive of it, by a link that is used once.
pub const MY_ARCHIVE: &str = "/moi/donnees/archive";
/// Where a member erases their account.
pub const ERASE: &str = "/moi/donnees/effacer";
/// Who accepted the rules of use, for administrators.
pub const ACCEPTANCES: &str = "/animation/acceptations";
/// What is reported and what waits to be read, on the desk.
pub const REPORTS: &str = "/animation/signalements";
/// Spaces, on the desk, where they are made.
pub const RUN_SPACES: &str = "/animation/espaces";
/// The animator's desk.
pub const DESK: &str = "/animation";
/// How projects are reviewed: whose are read before they appear, and the phrases at hand.
pub const REVIEW_SETTINGS: &str = "/animation/relecture";
/// Choice of light or dark.
pub const APPEARANCE: &str = "/apparence";
/// Accessibility statement.
pub const ACCESSIBILITY: &str = "/accessibilite";
/// Legal notice.
pub const LEGAL: &str = "/mentions-legales";
/// What is kept about people.
pub const PRIVACY: &str = "/donnees-personnelles";
/// Site map, for people.
pub const SITE_MAP: &str = "/plan-du-site";
/// Help.
pub const HELP: &str = "/aide";
/// Whether the process is alive.
pub const HEALTH: &str = "/healthz";
/// Whether it can serve.
pub const READY: &str = "/readyz";

/// A project's sheet.
pub fn project(slug: &str) -> String {
    format!("{PROJECTS}/{slug}")
}

/// A project's editor.
pub fn project_edit(slug: &str) -> String {
    format!("{PROJECTS}/{slug}/modifier")
}

/// The versions of a project that were kept.
pub fn project_versions(slug: &str) -> String {
    format!("{PROJECTS}/{slug}/versions")
}

/// Where its author hands a project over, takes it back or withdraws it (POST).
pub fn project_state(slug: &str) -> String {
    format!("{PROJECTS}/{slug}/etat")
}

/// The drawn cover of a project that has no picture.
pub fn project_cover(slug: &str) -> String {
    format!("{PROJECTS}/{slug}/couverture.svg")
}

/// Where a medium is prepared: masked, declared, taken from its readers.
pub fn medium_page(medium: impl Into<MediumId>) -> String {
    format!("/medias/{}", medium.into())
}

/// The content of an attachment.
pub fn attachment(attachment: AttachmentId, format: Format) -> String {
    format!("/fichiers/{attachment}/fichier.{}", format.key())
}

/// The captions of a video.
pub fn captions(attachment: AttachmentId) -> String {
    format!("/fichiers/{attachment}/{CAPTIONS}")
}

/// The name of captions among the files of a video.
pub const CAPTIONS: &str = "sous-titres.vtt";

/// What became of a project.
pub fn project_reception(slug: &str) -> String {
    format!("{PROJECTS}/{slug}/bilan")
}

/// The attestation of having written a project.
pub fn project_attestation(slug: &str) -> String {
    format!("{PROJECTS}/{slug}/attestation.pdf")
}

/// For whom a project is open, and from when to when.
pub fn project_openings(slug: &str) -> String {
    format!("{PROJECTS}/{slug}/ouverture")
}

/// An archive of what is held about someone. Its secret travels in the query: the log keeps paths only.
pub fn archive(secret: &str) -> String {
    format!("{MY_ARCHIVE}?cle={secret}")
}

/// A secret link. Its secret travels in the query: the log keeps paths only.
pub fn link(secret: &str) -> String {
    format!("{LINK}?cle={secret}")
}

/// Where files are attached to a project.
pub fn project_attachments(slug: &str) -> String {
    format!("{PROJECTS}/{slug}/pieces")
}

/// Where one asks to have a picture or a recording of a project taken away.
pub fn removal_from(slug: &str) -> String {
    format!("{REMOVAL}?projet={slug}")
}

/// Where one asks to have a picture of a message taken away.
pub fn removal_from_post(id: PostId) -> String {
    format!("{REMOVAL}?echange={id}")
}

/// Where a reader thanks for a project, or keeps it (POST).
pub fn project_marks(slug: &str) -> String {
    format!("{PROJECTS}/{slug}/marques")
}

/// Where a class tells that it tried a project (POST).
pub fn project_trials(slug: &str) -> String {
    format!("{PROJECTS}/{slug}/essais")
}

/// Where a remark on a project is answered, and settled (POST).
pub fn project_remarks(slug: &str) -> String {
    format!("{PROJECTS}/{slug}/remarques")
}

/// Other words that a reviewer proposed for a project, for its authors to take or leave.
pub fn proposal(slug: &str, proposal: ProposalId) -> String {
    format!("{PROJECTS}/{slug}/retouches/{proposal}")
}

/// Where a reviewer proposes other words for a project.
pub fn propose(slug: &str) -> String {
    format!("{DESK}/projets/{slug}/retouches")
}

/// Which reviewer looks after a project (POST).
pub fn review_assignment(slug: &str) -> String {
    format!("{DESK}/projets/{slug}/suivi")
}

/// Where the animator says that a project was read since it appeared (POST).
pub fn project_check(slug: &str) -> String {
    format!("{DESK}/projets/{slug}/verification")
}

/// Where a version of one's own is started from a project (POST).
pub fn project_take_over(slug: &str) -> String {
    format!("{PROJECTS}/{slug}/reprises")
}

/// Who signs a project, and whom they invite.
pub fn project_authors(slug: &str) -> String {
    format!("{PROJECTS}/{slug}/auteurs")
}

/// The invitation that a secret opens. In the query, which the log does not keep.
pub fn invitation(secret: &str) -> String {
    format!("{INVITATIONS}?cle={secret}")
}

/// The invitation to a role that a secret opens. In the query, which the log does not keep.
pub fn join(secret: &str) -> String {
    format!("{JOIN}?cle={secret}")
}

/// Where a second identity is linked, at a provider's.
pub fn link_identity(provider: &str) -> String {
    format!("{MY_IDENTITIES}/{provider}")
}

/// Where it is said what someone is here (POST).
pub fn person(account: AccountId) -> String {
    format!("{PEOPLE}/{account}")
}

/// A collection.
pub fn collection(slug: &str) -> String {
    format!("{COLLECTIONS}/{slug}")
}

/// Where a collection is made.
pub fn curate_collection(slug: &str) -> String {
    format!("{CURATE_COLLECTIONS}/{slug}")
}

/// Where letters of these kinds to one reader are stopped, without signing in (POST).
pub fn stop_letters(account: AccountId, kinds: &[LetterKind], secret: &str) -> String {
    let kinds = kinds.iter().map(|kind| kind.key()).collect::<Vec<_>>().join("+");
    format!("{STOP_LETTERS}?compte={account}&sorte={kinds}&cle={secret}")
}

/// A project's call for partner classes.
pub fn project_partners(slug: &str) -> String {
    format!("{PROJECTS}/{slug}/partenaires")
}

/// A project as a record for catalogues (ScoLOMFR).
pub fn project_record(slug: &str) -> String {
    format!("{PROJECTS}/{slug}/scolomfr.xml")
}

/// Where a reviewer reads and decides on a project.
pub fn review(slug: &str) -> String {
    format!("{DESK}/projets/{slug}")
}

/// A picture in one of its widths.
pub fn picture(id: PictureId, width: u32) -> String {
    format!("/fichiers/{id}/{width}.webp")
}

/// A picture as a JPEG, for link previews.
pub fn picture_preview(id: PictureId) -> String {
    format!("/fichiers/{id}/apercu.jpg")
}

/// A commune's page.
pub fn commune(insee: &Insee, name: &str) -> String {
    format!("/communes/{insee}-{}", slugify(name))
}

/// A school's page.
pub fn school(uai: &Uai) -> String {
    format!("/ecoles/{uai}")
}

/// Where sign-in with a provider begins.
pub fn sign_in_with(provider: &str) -> String {
    format!("{SIGN_IN}/{provider}")
}

/// Where a provider sends people back.
pub fn sign_in_return(provider: &str) -> String {
    format!("{SIGN_IN}/{provider}/retour")
}

/// Where a provider itself signs people out (POST), from server to server.
pub fn sign_out_by(provider: &str) -> String {
    format!("{SIGN_IN}/{provider}/deconnexion")
}

/// The logo of a provider.
pub fn sign_in_logo(provider: &str) -> String {
    format!("{SIGN_IN}/{provider}/logo.webp")
}

/// The part of a page's address that names its project: whole or in part, as people copy it.
pub fn slug_in(address: &str) -> &str {
    let rest = address.trim().rsplit_once("/projets/").map_or(address.trim(), |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or_default()
}

/// An address of this portal to go back to after signing in: a path, never another host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnTo(String);

impl ReturnTo {
    /// Keeps `typed` if it is a plain path of this portal, else home.
    ///
    /// Refused: anything that a browser could read as another origin (`//`, `/\`, a scheme, control characters, encoded or not)
    /// and anything over 2 KiB. Cases from oauth2-proxy's list of open redirects.
    pub fn parse(typed: &str) -> Self {
        if Self::is_safe(typed) { Self(typed.to_owned()) } else { Self(HOME.to_owned()) }
    }

    fn is_safe(typed: &str) -> bool {
        let path = typed.split(['?', '#']).next().unwrap_or_default();
        let lower = path.to_ascii_lowercase();
        typed.len() <= 2048
            && path.starts_with('/')
            && !path.contains("//")
            && !typed.contains('\\')
            && !typed.chars().any(|c| c.is_control() || c.is_whitespace())
            && !["%2f", "%5c", "%09", "%0a", "%0d", "%00", "/..", "/."].iter().any(|trick| lower.contains(trick))
    }

    /// The path, fit for a `Location` header.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests;
