//! What is typed to invite someone to a role that no provider gives.

use crate::{
    access::Role,
    problem::{Problems, Rule},
    territory::Insee,
    text::clean_line,
};

/// The longest name of a person or of a service, in characters.
const MAX_NAME: usize = 120;
/// How many communes one invitation names, at most.
const MAX_COMMUNES: usize = 60;

/// An invitation as it was typed, and sound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvitationForm {
    /// The role.
    pub role: Role,
    /// Whom it is for: for whoever invites to tell one from another.
    pub name: String,
    /// The service of the authority that they work for; may be empty.
    pub service: String,
    /// The communes: those that an official answers for, none for one of the authority; those that a delegate animates.
    pub communes: Vec<Insee>,
}

impl InvitationForm {
    /// The roles that one can be invited to. An administrator is named at the command line, or by another.
    pub const ROLES: [Role; 4] = [Role::Official, Role::Advisor, Role::Delegate, Role::Animator];

    /// Reads the form's pairs: `role`, `name`, `service`, and as many as wanted of `commune`, each of which may hold several codes.
    ///
    /// # Errors
    /// What is missing or cannot be, beside its field.
    pub fn read<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, Problems> {
        let (mut role, mut name, mut service, mut communes) = (None, String::new(), String::new(), Vec::new());
        let mut problems = Problems::new();
        for (field, value) in pairs {
            match field {
                "role" => role = value.parse::<Role>().ok().filter(|role| Self::ROLES.contains(role)),
                "name" => name = clean_line(value),
                "service" => service = clean_line(value),
                "commune" => {
                    for code in value.split([' ', ',', ';', '\n', '\r']).filter(|code| !code.is_empty()) {
                        match Insee::parse(code) {
                            Ok(commune) => communes.push(commune),
                            Err(_) => problems.add("commune", Rule::Unknown(clean_line(code).chars().take(40).collect())),
                        }
                    }
                }
                _ => {}
            }
        }
        communes.sort();
        communes.dedup();
        problems.check_line("name", &name, true, MAX_NAME);
        problems.check_line("service", &service, false, MAX_NAME);
        if communes.len() > MAX_COMMUNES {
            problems.add("commune", Rule::TooMany { max: MAX_COMMUNES });
        }
        match role {
            None => problems.add("role", Rule::Required),
            // An official without a commune answers for all of them: that is said by naming a service, not by forgetting a field.
            Some(Role::Official) if communes.is_empty() && service.is_empty() => problems.add("commune", Rule::Required),
            Some(Role::Delegate) if communes.is_empty() => problems.add("commune", Rule::Required),
            Some(Role::Official | Role::Delegate) => {}
            Some(_) => communes.clear(),
        }
        match role {
            Some(role) if problems.is_empty() => Ok(Self { role, name, service, communes }),
            _ => Err(problems),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invitation_says_to_what_and_where() {
        let wrong = |pairs: &[(&'static str, &'static str)]| {
            let read = InvitationForm::read(pairs.to_vec());
            read.err().map(|problems| problems.iter().map(|problem| problem.field).collect::<Vec<_>>()).unwrap_or_default()
        };
        let whom = ("name", "Dominique Petit");
        assert_eq!(wrong(&[]), ["name", "role"]);
        assert_eq!(wrong(&[whom, ("role", "admin")]), ["role"], "no link makes an administrator");
        assert_eq!(wrong(&[whom, ("role", "teacher")]), ["role"], "providers say who teaches");
        assert_eq!(wrong(&[whom, ("role", "official")]), ["commune"], "neither a commune nor a service");
        assert_eq!(wrong(&[whom, ("role", "delegate"), ("service", "Numérique")]), ["commune"]);
        assert_eq!(wrong(&[whom, ("role", "official"), ("commune", "33063 x")]), ["commune"]);
        assert_eq!(wrong(&[whom, ("role", "official"), ("service", "Numérique")]), [""; 0]);
        let several = InvitationForm::read([whom, ("role", "delegate"), ("commune", "33063, 33039"), ("commune", "33063")]).expect("sound");
        assert_eq!(several.communes.iter().map(Insee::as_str).collect::<Vec<_>>(), ["33039", "33063"]);
        let everywhere = InvitationForm::read([whom, ("role", "animator"), ("commune", "33063")]).expect("sound");
        assert!(everywhere.communes.is_empty(), "an animator is one everywhere");
    }
}
