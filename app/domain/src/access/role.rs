//! People: their roles, and the groups of readers that they belong to.

use crate::{
    ids::AccountId,
    problem::UnknownKey,
    territory::{Insee, Uai},
    vocabulary::vocabulary,
};

vocabulary! {
    /// What a member is. One may be several things.
    Role {
        /// Reads what their child's school keeps to itself.
        Parent = "parent", "Parent";
        /// Writes projects.
        Teacher = "teacher", "Enseignante ou enseignant";
        /// A teacher who leads a school.
        Head = "head", "Directrice ou directeur";
        /// Academic staff: a teacher in every school, who also reviews.
        Advisor = "advisor", "Conseillère ou conseiller";
        /// Elected official or staff of a commune or of the authority.
        Official = "official", "Élue, élu ou agent";
        /// An animator in some communes alone (G8).
        Delegate = "delegate", "Animatrice ou animateur délégué";
        /// Everything editorial.
        Animator = "animator", "Animatrice ou animateur";
        /// People, roles and settings; nothing editorial.
        Admin = "admin", "Administratrice ou administrateur";
    }
}

/// Someone who asks for something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Viewer {
    /// Nobody signed in.
    Nobody,
    /// Nobody signed in, with secret links that were opened in this browser.
    Holder(Vec<LinkKey>),
    /// A person with a session.
    Member(Member),
    /// The portal itself, and why: jobs, the command line, imports.
    System(&'static str),
}

/// A signed-in person, as far as rights go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Their account.
    pub id: AccountId,
    /// The name shown on pages.
    pub name: String,
    /// What they are; empty while an administrator has not said it.
    pub roles: Vec<Role>,
    /// The schools they are attached to.
    pub schools: Vec<Uai>,
    /// The communes they answer for: an official's, those of an advisor's constituency.
    pub communes: Vec<Insee>,
    /// The communes of their schools.
    pub school_communes: Vec<Insee>,
    /// The communes that they animate, as far as they are a delegate; none: nothing (G8).
    pub animates: Vec<Insee>,
    /// The secret links that were opened in their browser.
    pub links: Vec<LinkKey>,
}

/// What opens the secret link of a project: the hash of its secret, which is no secret itself.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LinkKey(String);

impl LinkKey {
    /// The key whose text is the `hash` of a secret.
    pub fn new(hash: impl Into<String>) -> Self {
        Self(hash.into())
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Member {
    /// Whether they hold `role`.
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// Whether they are of the community: signed-in adults other than parents.
    pub fn is_of_the_community(&self) -> bool {
        self.roles.iter().any(|role| *role != Role::Parent)
    }

    /// Whether they may write about practice: teachers, heads, advisors and animators.
    pub fn is_an_author(&self) -> bool {
        self.roles.iter().any(|role| matches!(role, Role::Teacher | Role::Head | Role::Advisor | Role::Delegate | Role::Animator))
    }

    /// Whether they are a delegate who animates somewhere.
    pub fn is_a_delegate(&self) -> bool {
        self.is(Role::Delegate) && !self.animates.is_empty()
    }

    /// Whether they animate what is of these communes: the animator everything, what is of no commune too; a delegate what is of one of theirs.
    pub fn animates(&self, communes: &[Insee]) -> bool {
        self.is(Role::Animator) || self.is_a_delegate() && communes.iter().any(|commune| self.animates.contains(commune))
    }

    /// Whether they may review what others write: advisors and the animator.
    pub fn is_a_reviewer(&self) -> bool {
        self.is(Role::Animator) || self.is(Role::Advisor)
    }
}

/// A group of readers. What may be read is a set of these; what a person is, another; reading is their meeting.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Principal {
    /// Everyone, signed in or not.
    Public,
    /// Signed-in adults other than parents.
    Community,
    /// People attached to a school.
    School(Uai),
    /// One person.
    Account(AccountId),
    /// Everyone who holds a role.
    Role(Role),
    /// Those of them who answer for a commune, or animate it, or whose school is there.
    RoleIn(Role, Insee),
    /// Every advisor.
    Advisors,
    /// Every animator.
    Animators,
    /// Whoever holds a secret link.
    Link(LinkKey),
}

impl Principal {
    /// The short text that the database and the index hold.
    pub fn key(&self) -> String {
        match self {
            Self::Public => "public".to_owned(),
            Self::Community => "community".to_owned(),
            Self::School(uai) => format!("school:{uai}"),
            Self::Account(id) => format!("account:{id}"),
            Self::Role(role) => format!("role:{}", role.key()),
            Self::RoleIn(role, commune) => format!("role:{}@{commune}", role.key()),
            Self::Advisors => "advisors".to_owned(),
            Self::Animators => "animators".to_owned(),
            Self::Link(key) => format!("link:{}", key.0),
        }
    }

    /// Whether whoever is of the group `other` is of this one too. Who is attached to a school may be a parent, and one person anyone: of
    /// these it is not said.
    pub fn includes(&self, other: &Self) -> bool {
        if self == other || *self == Self::Public {
            return true;
        }
        let Some((role, commune)) = other.as_role() else { return false };
        match self {
            Self::Community => role != Role::Parent,
            _ => self.as_role().is_some_and(|(own, place)| own == role && (place.is_none() || place == commune)),
        }
    }

    /// The role that its people hold, and where; nothing for a group of another kind.
    fn as_role(&self) -> Option<(Role, Option<&Insee>)> {
        match self {
            Self::Role(role) => Some((*role, None)),
            Self::RoleIn(role, commune) => Some((*role, Some(commune))),
            Self::Advisors => Some((Role::Advisor, None)),
            Self::Animators => Some((Role::Animator, None)),
            Self::Public | Self::Community | Self::School(_) | Self::Account(_) | Self::Link(_) => None,
        }
    }
}

impl std::str::FromStr for Principal {
    type Err = UnknownKey;
    fn from_str(text: &str) -> Result<Self, UnknownKey> {
        let unknown = || UnknownKey(text.chars().take(40).collect());
        match text.split_once(':') {
            None => match text {
                "public" => Ok(Self::Public),
                "community" => Ok(Self::Community),
                "advisors" => Ok(Self::Advisors),
                "animators" => Ok(Self::Animators),
                _ => Err(unknown()),
            },
            Some(("school", uai)) => Uai::parse(uai).map(Self::School).map_err(|_| unknown()),
            Some(("account", id)) => id.parse().map(Self::Account).map_err(|_| unknown()),
            Some(("link", key)) => Ok(Self::Link(LinkKey::new(key))),
            Some(("role", role)) => match role.split_once('@') {
                None => role.parse().map(Self::Role),
                Some((role, commune)) => Ok(Self::RoleIn(role.parse()?, Insee::parse(commune).map_err(|_| unknown())?)),
            },
            Some(_) => Err(unknown()),
        }
    }
}

impl Viewer {
    /// The same, without any.
    #[must_use]
    pub fn without_links(self) -> Self {
        match self {
            Self::Holder(_) => Self::Nobody,
            Self::Member(member) => Self::Member(Member { links: Vec::new(), ..member }),
            other => other,
        }
    }

    /// The member, if someone is signed in.
    pub const fn member(&self) -> Option<&Member> {
        match self {
            Self::Member(member) => Some(member),
            Self::Nobody | Self::Holder(_) | Self::System(_) => None,
        }
    }

    /// The same, with secret links that were opened in their browser.
    #[must_use]
    pub fn with_links(self, links: Vec<LinkKey>) -> Self {
        match self {
            Self::Nobody if !links.is_empty() => Self::Holder(links),
            Self::Member(member) => Self::Member(Member { links, ..member }),
            other => other,
        }
    }

    /// Whether a signed-in person holds `role`.
    pub fn is(&self, role: Role) -> bool {
        self.member().is_some_and(|member| member.is(role))
    }

    /// The groups of readers this viewer belongs to. The portal itself belongs to none: [`super::decide`] lets it through.
    pub fn principals(&self) -> Vec<Principal> {
        let mut principals = vec![Principal::Public];
        if let Self::Holder(links) = self {
            principals.extend(links.iter().cloned().map(Principal::Link));
        }
        if let Self::Member(member) = self {
            principals.extend(member.links.iter().cloned().map(Principal::Link));
            principals.push(Principal::Account(member.id));
            if member.is_of_the_community() {
                principals.push(Principal::Community);
            }
            if !member.roles.is_empty() {
                principals.extend(member.schools.iter().cloned().map(Principal::School));
            }
            for role in &member.roles {
                principals.push(Principal::Role(*role));
                let communes = match role {
                    Role::Official => &member.communes,
                    Role::Delegate => &member.animates,
                    _ => &member.school_communes,
                };
                principals.extend(communes.iter().cloned().map(|commune| Principal::RoleIn(*role, commune)));
            }
            if member.is(Role::Advisor) {
                principals.push(Principal::Advisors);
            }
            if member.is(Role::Animator) {
                principals.push(Principal::Animators);
            }
        }
        principals
    }
}
