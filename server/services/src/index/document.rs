//! What the index holds of a thing.

use super::{
    french::{self, compose},
    schema::Fields,
};
use domain::{
    access::{Member, Principal, Viewer},
    projects::{Crcn, Cycle, Equipment, Language, Level, Licence, State, Subject},
    search::{Facet, Kind, Thing},
    territory::{Insee, Uai},
    time::{SchoolYear, Timestamp},
};
use std::collections::BTreeSet;
use tantivy::{TantivyDocument, schema::Field};

/// A thing, as far as it is searched for. Nothing of it can be read back but what it is and its id: pages read the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// What it is.
    pub thing: Thing,
    /// Who may read it.
    pub readers: Readers,
    /// Where a project stands; nothing for other things, which are in the index only while they are shown.
    pub state: Option<State>,
    /// Its title, or its name.
    pub title: String,
    /// Everything else that is searched: what it says, names of its places and authors, labels of its vocabularies.
    pub text: String,
    /// What the documents attached to it say (Q6).
    pub attached: String,
    /// Its values in the facets.
    pub values: Values,
    /// When it appeared first; schools and communes were always there.
    pub published: Option<Timestamp>,
    /// When it was last changed.
    pub updated: Timestamp,
    /// How many classes told of trying it.
    pub tried: u32,
}

/// Who may read a thing: whoever is of one of these groups.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Readers {
    /// The groups.
    pub groups: Vec<Principal>,
    /// Whether only those of them count who are of the community: a topic beside a project is not for the parents who read the project.
    pub of_the_community: bool,
    /// Groups that read it too, from an instant on: a session that is announced to some first (T21).
    pub later: Option<(Timestamp, Vec<Principal>)>,
}

impl Readers {
    /// Whoever is of one of `groups`.
    pub const fn of(groups: Vec<Principal>) -> Self {
        Self { groups, of_the_community: false, later: None }
    }

    /// Everyone.
    pub fn everyone() -> Self {
        Self::of(vec![Principal::Public])
    }

    /// Whether `viewer` is one of them at `now`. The portal itself reads everything.
    pub fn include(&self, viewer: &Viewer, now: Timestamp) -> bool {
        if matches!(viewer, Viewer::System(_)) {
            return true;
        }
        if self.of_the_community && !viewer.member().is_some_and(Member::is_of_the_community) {
            return false;
        }
        let principals = viewer.principals();
        let is_of = |groups: &[Principal]| principals.iter().any(|principal| groups.contains(principal));
        is_of(&self.groups) || self.later.as_ref().is_some_and(|(from, groups)| *from <= now && is_of(groups))
    }
}

/// Values in the facets. What a thing is, and the school year in which it appeared, follow from the rest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Values {
    /// Cycles.
    pub cycles: Vec<Cycle>,
    /// Levels.
    pub levels: Vec<Level>,
    /// Subjects.
    pub subjects: Vec<Subject>,
    /// Competences of the CRCN.
    pub competences: Vec<Crcn>,
    /// Equipment.
    pub equipment: Vec<Equipment>,
    /// Communes of its schools, or that it is about.
    pub communes: Vec<Insee>,
    /// Its schools.
    pub schools: Vec<Uai>,
    /// Its licence.
    pub licence: Option<Licence>,
    /// The language in which it is written, when it is said.
    pub language: Option<Language>,
}

impl Document {
    /// A thing that has nothing but a title yet.
    pub fn new(thing: Thing, readers: Readers, title: impl Into<String>, updated: Timestamp) -> Self {
        Self {
            thing,
            readers,
            state: None,
            title: title.into(),
            text: String::new(),
            attached: String::new(),
            values: Values::default(),
            published: None,
            updated,
            tried: 0,
        }
    }

    /// Its keys in one facet.
    pub fn keys(&self, facet: Facet) -> BTreeSet<String> {
        let values = &self.values;
        match facet {
            Facet::Kind => BTreeSet::from([self.thing.kind().key().to_owned()]),
            Facet::Cycle => values.cycles.iter().map(|v| v.key().to_owned()).collect(),
            Facet::Level => values.levels.iter().map(|v| v.key().to_owned()).collect(),
            Facet::Subject => values.subjects.iter().map(|v| v.key().to_owned()).collect(),
            Facet::Competence => values.competences.iter().map(|v| v.key().to_owned()).collect(),
            Facet::Equipment => values.equipment.iter().map(|v| v.key().to_owned()).collect(),
            Facet::Commune => values.communes.iter().map(ToString::to_string).collect(),
            Facet::School => values.schools.iter().map(ToString::to_string).collect(),
            Facet::Year => self.published.map(|at| SchoolYear::containing(at).to_string()).into_iter().collect(),
            Facet::Licence => values.licence.map(|v| v.key().to_owned()).into_iter().collect(),
            Facet::Language => values.language.map(|v| v.key().to_owned()).into_iter().collect(),
        }
    }

    /// The document as the index library takes it. A value given twice counts once.
    pub(super) fn fill(&self, fields: &Fields) -> TantivyDocument {
        let mut document = TantivyDocument::new();
        self.fill_words(fields, &mut document);
        document.add_text(fields.key, self.thing.to_string());
        document.add_i64(fields.number, self.thing.number());
        document.add_u64(fields.weight, weight(self.thing.kind()));
        document.add_u64(fields.tried, self.tried.into());
        document.add_i64(fields.updated, self.updated.ms());
        if let Some(published) = self.published {
            document.add_i64(fields.published, published.ms());
        }
        let mut add_each = |field: Field, values: BTreeSet<String>| {
            for value in values {
                document.add_text(field, value);
            }
        };
        add_each(fields.state, self.state.map(|state| state.key().to_owned()).into_iter().collect());
        for facet in Facet::ALL {
            add_each(fields.of(facet), self.keys(facet));
        }
        let key = |group: &Principal| group_key(group, self.readers.of_the_community);
        add_each(fields.acl, self.readers.groups.iter().map(key).collect());
        if let Some((from, groups)) = &self.readers.later {
            add_each(fields.later_acl, groups.iter().map(key).collect());
            document.add_i64(fields.later, from.ms());
        }
        document
    }

    fn fill_words(&self, fields: &Fields, document: &mut TantivyDocument) {
        let (title, attached) = (compose(&self.title), compose(&self.attached));
        // Whoever looks for a training in Lormont says so, and its text does not.
        let text = format!("{} · {}", self.text, words_for(self.thing.kind()));
        let text = compose(&text);
        document.add_text(fields.title, &title);
        document.add_text(fields.title_exact, &title);
        document.add_text(fields.text, &text);
        document.add_text(fields.attached, &attached);
        let mut forms = french::forms(&title);
        for part in [&text, &attached] {
            forms.extend(french::forms(part));
        }
        for part in [&title, &text, &attached] {
            document.add_text(fields.folded, part);
        }
        for (folded, written) in forms {
            document.add_text(fields.forms, format!("{folded}\0{written}"));
        }
    }
}

/// How the index knows a group of readers, of whom only the community may count.
pub(super) fn group_key(group: &Principal, of_the_community: bool) -> String {
    if of_the_community { format!("{COMMUNITY_OF}{}", group.key()) } else { group.key() }
}

/// What stands before the key of a group of which only the community counts.
pub(super) const COMMUNITY_OF: &str = "community+";

/// How much a match counts, in hundredths: a sheet answers better than one of thirty messages.
const fn weight(kind: Kind) -> u64 {
    match kind {
        Kind::Commune => 130,
        Kind::Project | Kind::Collection | Kind::Training => 110,
        Kind::Topic | Kind::Need | Kind::School => 100,
        Kind::Session | Kind::Post => 80,
    }
}

/// What one of a kind is called by whoever looks for it; a message and a sheet are called nothing in particular.
const fn words_for(kind: Kind) -> &'static str {
    match kind {
        Kind::Project | Kind::Post => "",
        Kind::Collection => "dossier",
        Kind::Training | Kind::Session => "formation, stage, atelier",
        Kind::Topic => "échange, discussion",
        Kind::Need => "besoin, demande",
        Kind::School => "école",
        Kind::Commune => "commune, ville",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{access::Role, ids::AccountId};

    fn member(id: i64, roles: &[Role]) -> Viewer {
        Viewer::Member(Member {
            id: AccountId::new(id),
            name: String::new(),
            roles: roles.to_vec(),
            schools: vec![Uai::from_number(990_001)],
            communes: Vec::new(),
            school_communes: Vec::new(),
            animates: Vec::new(),
            links: Vec::new(),
        })
    }

    #[test]
    fn readers_are_those_of_a_group_the_community_alone_where_it_is_meant_and_others_from_their_minute_on() {
        let (noon, before) = (Timestamp::from_ms(1_000), Timestamp::from_ms(999));
        let (teacher, parent, system) = (member(1, &[Role::Teacher]), member(2, &[Role::Parent]), Viewer::System("a test"));
        let who = |readers: &Readers, now| [&Viewer::Nobody, &teacher, &parent, &system].map(|viewer| readers.include(viewer, now));
        let school = Readers::of(vec![Principal::School(Uai::from_number(990_001))]);
        assert_eq!(who(&school, noon), [false, true, true, true]);
        assert_eq!(who(&Readers { of_the_community: true, ..school }, noon), [false, true, false, true]);
        assert_eq!(who(&Readers::default(), noon), [false, false, false, true]);
        let first = Readers { later: Some((noon, vec![Principal::Public])), ..Readers::of(vec![Principal::Account(AccountId::new(2))]) };
        assert_eq!(who(&first, before), [false, false, true, true]);
        assert_eq!(who(&first, noon), [true; 4]);
        assert_eq!(who(&Readers { of_the_community: true, ..first }, noon), [false, true, false, true]);
    }
}
