//! Broken rules, each naming the field it stands beside.

/// A value that is in no closed list.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown value {0:?}")]
pub struct UnknownKey(pub String);

/// Which rule was broken. The French sentence is made in the views.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Nothing was given where something must be.
    Required,
    /// Too many characters.
    TooLong {
        /// The most that is accepted.
        max: usize,
        /// What was given.
        actual: usize,
    },
    /// Too many choices.
    TooMany {
        /// The most that is accepted.
        max: usize,
    },
    /// Too few, where several are meant.
    TooFew {
        /// The fewest that are accepted.
        min: usize,
    },
    /// A line, among several, with too many characters.
    LineTooLong {
        /// Its beginning.
        line: String,
        /// The most that is accepted.
        max: usize,
    },
    /// A line, among several, without a letter or a digit.
    LineWithoutWords(String),
    /// An expression that stands in another group of synonyms.
    InAnotherGroup(String),
    /// The form did not arrive whole, or holds more than it asks for.
    Unreadable,
    /// Not one of the values offered.
    Unknown(String),
    /// A line that holds no address of the web, or several.
    NotALink(String),
    /// The last author of a sheet cannot leave it.
    LastAuthor,
    /// The last identity of an account cannot be taken away.
    LastIdentity,
    /// The last administrator cannot be taken away, nor go: nobody could name another.
    LastAdmin,
    /// An account that is to go into another holds something that would be lost.
    HoldsSomething,
    /// It takes a session that was begun within the last minutes.
    SignInAgain,
    /// An address at which there is no published project.
    NotAProject,
    /// A school that is not in the territory, is closed, or is not the writer's.
    NotYourSchool,
    /// A picture that cannot be taken in.
    Medium(crate::media::MediumProblem),
    /// A file of communes or schools that cannot be taken in.
    TerritoryFile(crate::territory::FileProblem),
    /// A published sheet's readers cannot be widened without the animator.
    NeedsReview,
    /// A date that is not one, or is past.
    NotAFutureDate,
    /// What was typed is no e-mail address.
    NotAnAddress,
    /// What was typed is no day.
    NotADay,
    /// What was decided on has changed since it was shown.
    ChangedMeanwhile,
    /// It ends before it begins.
    EndsFirst,
    /// The half-day of this number is none: no day, or no hours, or far too long.
    NotAHalfDay {
        /// Its number in the form, from 1.
        number: usize,
    },
    /// What has begun does not change any more.
    Begun,
    /// Two of them fall together.
    Overlap,
    /// The room or a trainer is taken then, by a session of the training with this title.
    TakenBy(String),
    /// It takes no registration now.
    NotOpen,
    /// Fewer seats than are taken.
    FewerThanTaken {
        /// How many are taken.
        taken: u32,
    },
    /// So many presences are not noted yet.
    PresencesMissing {
        /// How many.
        many: usize,
    },
    /// A space in which nothing more is written.
    Closed,
    /// Not the word that confirms what cannot be undone.
    NotTheWord {
        /// The word.
        word: &'static str,
    },
    /// A topic that is no need, where one is wanted.
    NotANeed,
    /// Others would read what was written for fewer: these groups of readers. It is done once whoever asks says that they may.
    MoreReaders(Vec<crate::access::Principal>),
    /// A title without a letter or a digit.
    NoWords,
    /// A picture for a message of which it is not said that nobody can be recognised in it.
    PeopleInMessage,
    /// Too many addresses of the web.
    TooManyLinks {
        /// The most that is accepted.
        max: usize,
    },
    /// No day and hour.
    NotAMinute,
    /// No address of the web that is encrypted on the way.
    NotASecureAddress,
    /// No whole number, or one that is too large.
    NotANumber {
        /// The largest that is accepted.
        max: u32,
    },
    /// A day that has not come yet, where something is told that has happened.
    NotYet,
    /// A day that is too late for what is asked.
    TooLate,
    /// A day that is over.
    Past,
    /// A day that is too far away.
    TooFar {
        /// How many years are accepted.
        years: i16,
    },
    /// A picture that may not be shown as it is.
    OfPicture {
        /// Which one, from 1, in the order of the sheet.
        place: usize,
        /// What it lacks.
        lack: crate::media::Lack,
    },
    /// An attachment that may not be shown as it is.
    OfAttachment {
        /// Which one, from 1, in the order of the sheet.
        place: usize,
        /// What it lacks.
        lack: crate::media::Lack,
    },
    /// A text that is no captions.
    Captions(crate::media::NotCaptions),
    /// Someone else masked the picture while zones were being drawn.
    MaskedMeanwhile,
    /// A file that cannot be taken in, among several: its name, as it was sent.
    File {
        /// The beginning of its name.
        name: String,
        /// Why it is not taken in.
        problem: crate::media::MediumProblem,
    },
    /// The parts of a picture to mask are none.
    Zones(crate::media::NotAZone),
    /// A project of CM1 or CM2 and 6e that does not name both a school and a collège.
    NeedsBothSchools,
    /// A licence that the one of the project it was made from does not let it have.
    ParentLicence(crate::projects::Licence),
    /// Words that a sheet does not hold: their beginning.
    NotInTheSheet(String),
    /// Levels that belong to none of the cycles chosen.
    LevelOutsideCycles,
}

/// A broken rule and its field, by the name the form gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The form's name of the field, e.g. `title`.
    pub field: &'static str,
    /// What is wrong with it.
    pub rule: Rule,
}

/// All that is wrong with what was typed; empty when nothing is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems(Vec<Problem>);

impl Problems {
    /// Nothing wrong so far.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// One problem alone.
    pub fn one(field: &'static str, rule: Rule) -> Self {
        Self(vec![Problem { field, rule }])
    }

    /// Notes that `field` breaks `rule`.
    pub fn add(&mut self, field: &'static str, rule: Rule) {
        self.0.push(Problem { field, rule });
    }

    /// Adds what another check found.
    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// The same, said of the file called `name` where it is its content that is refused.
    #[must_use]
    pub fn of_file(self, name: &str) -> Self {
        let named = |Problem { field, rule }| match rule {
            Rule::Medium(problem) => Problem { field, rule: Rule::File { name: name.to_owned(), problem } },
            other => Problem { field, rule: other },
        };
        Self(self.0.into_iter().map(named).collect())
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Every problem, in the order found.
    pub fn iter(&self) -> impl Iterator<Item = &Problem> {
        self.0.iter()
    }

    /// What is wrong with one field.
    pub fn of<'a>(&'a self, field: &'a str) -> impl Iterator<Item = &'a Rule> {
        self.0.iter().filter(move |problem| problem.field == field).map(|problem| &problem.rule)
    }

    /// `Ok` when nothing is wrong.
    ///
    /// # Errors
    /// The problems themselves, when there is at least one.
    pub fn into_result(self) -> Result<(), Self> {
        if self.is_empty() { Ok(()) } else { Err(self) }
    }

    /// Checks that `text` holds something and at most `max` characters.
    pub fn check_line(&mut self, field: &'static str, text: &str, required: bool, max: usize) {
        let actual = text.chars().count();
        if required && text.trim().is_empty() {
            self.add(field, Rule::Required);
        } else if actual > max {
            self.add(field, Rule::TooLong { max, actual });
        }
    }
}
