//! Spaces: parts of the discussions, each with its own readers and writers (D1).

use crate::{
    access::{Principal, Role},
    problem::{Problems, Rule},
    projects::{MAX_SUMMARY, MAX_TITLE},
    territory::Insee,
    text::clean_line,
};

/// Who reads and who writes in a space.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct SpaceAccess {
    /// Whether everyone reads it, signed in or not.
    pub public: bool,
    /// Which roles read it. Who writes reads too.
    pub read: Vec<Role>,
    /// Which roles write in it.
    pub post: Vec<Role>,
    /// The communes whose people it is for; none: the whole territory.
    pub communes: Vec<Insee>,
}

impl SpaceAccess {
    /// Who reads it, as groups of readers. Animators read every space; delegates those that are for everyone, and those of their communes.
    pub fn readers(&self) -> Vec<Principal> {
        let mut readers = self.groups(self.read.iter().chain(&self.post).copied());
        if self.public {
            readers.push(Principal::Public);
        }
        sorted(readers)
    }

    /// Who writes in it. Parents read at most (D9).
    pub fn writers(&self) -> Vec<Principal> {
        sorted(self.groups(self.post.iter().copied().filter(|role| *role != Role::Parent)))
    }

    /// Advisors are of every school, and so of every commune.
    fn groups(&self, roles: impl Iterator<Item = Role>) -> Vec<Principal> {
        let mut groups = vec![Principal::Animators];
        for role in roles.chain([Role::Delegate]) {
            if self.communes.is_empty() || role == Role::Advisor {
                groups.push(Principal::Role(role));
            } else {
                groups.extend(self.communes.iter().cloned().map(|commune| Principal::RoleIn(role, commune)));
            }
        }
        groups
    }
}

fn sorted(mut groups: Vec<Principal>) -> Vec<Principal> {
    groups.sort();
    groups.dedup();
    groups
}

/// A space as it was typed, and sound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpaceForm {
    /// Its name.
    pub name: String,
    /// What it is for, in a sentence or two.
    pub summary: String,
    /// Who reads and writes.
    pub access: SpaceAccess,
    /// Whether needs are filed in it.
    pub takes_needs: bool,
}

impl SpaceForm {
    /// Reads the form's pairs: `name`, `summary`, `public`, `needs`, and as many as wanted of `read`, `post` and `commune`.
    ///
    /// # Errors
    /// What is missing or cannot be, beside its field.
    pub fn read<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, Problems> {
        let (mut name, mut summary, mut takes_needs) = (String::new(), String::new(), false);
        let mut access = SpaceAccess::default();
        let mut problems = Problems::new();
        for (field, value) in pairs {
            match field {
                "name" => name = clean_line(value),
                "summary" => summary = clean_line(value),
                "public" => access.public = value == "yes",
                "needs" => takes_needs = value == "yes",
                "read" => access.read.extend(value.parse::<Role>().ok()),
                "post" => access.post.extend(value.parse::<Role>().ok()),
                "commune" if !value.trim().is_empty() => match Insee::parse(value) {
                    Ok(commune) => access.communes.push(commune),
                    Err(_) => problems.add("commune", Rule::Unknown(clean_line(value))),
                },
                _ => {}
            }
        }
        problems.check_line("name", &name, true, MAX_TITLE);
        problems.check_line("summary", &summary, false, MAX_SUMMARY);
        if access.post.contains(&Role::Parent) {
            problems.add("post", Rule::Unknown(Role::Parent.label().to_owned()));
        } else if access.post.is_empty() {
            problems.add("post", Rule::Required);
        }
        problems.into_result()?;
        for roles in [&mut access.read, &mut access.post] {
            roles.sort_unstable();
            roles.dedup();
        }
        access.communes.sort();
        access.communes.dedup();
        Ok(Self { name, summary, access, takes_needs })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(groups: &[Principal]) -> Vec<String> {
        groups.iter().map(Principal::key).collect()
    }

    #[test]
    fn a_space_of_a_commune_is_for_its_people_and_for_those_who_are_of_every_school() {
        let commune = Insee::parse("33063").expect("a code");
        let access = SpaceAccess {
            public: false,
            read: vec![Role::Official, Role::Parent],
            post: vec![Role::Teacher, Role::Advisor],
            communes: vec![commune],
        };
        assert_eq!(
            keys(&access.readers()),
            ["role:advisor", "role:parent@33063", "role:teacher@33063", "role:official@33063", "role:delegate@33063", "animators"]
        );
        assert_eq!(keys(&access.writers()), ["role:advisor", "role:teacher@33063", "role:delegate@33063", "animators"]);
        let open = SpaceAccess { public: true, ..SpaceAccess { communes: vec![], ..access } };
        assert_eq!(
            keys(&open.readers()),
            ["public", "role:parent", "role:teacher", "role:advisor", "role:official", "role:delegate", "animators"]
        );
    }

    #[test]
    fn a_space_has_a_name_and_writers_and_parents_never_write() {
        let named = |pairs: &[(&'static str, &'static str)]| {
            SpaceForm::read(pairs.to_vec()).err().map(|problems| problems.iter().map(|problem| problem.field).collect::<Vec<_>>())
        };
        assert_eq!(named(&[]), Some(vec!["name", "post"]));
        assert_eq!(named(&[("name", "Entraide"), ("post", "parent")]), Some(vec!["post"]));
        assert_eq!(named(&[("name", "Entraide"), ("post", "teacher"), ("commune", "x")]), Some(vec!["commune"]));
        assert_eq!(named(&[("name", "Entraide"), ("post", "teacher"), ("commune", "")]), None);
    }
}
