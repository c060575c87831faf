//! The people of the demo: values in tests, and `personne=` on the demo's sign-in page.

use domain::{
    access::Role,
    territory::{Insee, Uai},
};
use services::identity::NewPerson;

/// The provider that demo people come from.
pub const PROVIDER: &str = "demo";

/// Where the demo people who have a school are attached: commune and number of the school in it.
const BORDEAUX: (&str, usize) = ("33063", 1);
const MERIGNAC: (&str, usize) = ("33281", 2);

/// One of the cast. `nobody` needs no value: it is the absence of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Person {
    /// The value of `personne=`.
    pub key: &'static str,
    /// The name shown.
    pub name: &'static str,
    /// What the sign-in page says of them.
    pub presented_as: &'static str,
    roles: &'static [Role],
    school: Option<(&'static str, usize)>,
    commune: Option<&'static str>,
}

/// A teacher of Bordeaux.
pub const TEACHER: Person = Person {
    key: "enseignante",
    name: "Inès Caradec",
    presented_as: "enseignante à Bordeaux",
    roles: &[Role::Teacher],
    school: Some(BORDEAUX),
    commune: None,
};
/// A teacher of Mérignac.
pub const OTHER_TEACHER: Person = Person {
    key: "enseignant",
    name: "Bastien Lanoé",
    presented_as: "enseignant à Mérignac",
    roles: &[Role::Teacher],
    school: Some(MERIGNAC),
    commune: None,
};
/// The head of the first teacher's school.
pub const HEAD: Person = Person {
    key: "directrice",
    name: "Hélène Morvézen",
    presented_as: "directrice d’école à Bordeaux",
    roles: &[Role::Teacher, Role::Head],
    school: Some(BORDEAUX),
    commune: None,
};
/// An adviser of the academy.
pub const ADVISOR: Person = Person {
    key: "conseillere",
    name: "Mireille Astrugue",
    presented_as: "conseillère pédagogique",
    roles: &[Role::Advisor],
    school: None,
    commune: Some("33063"),
};
/// The community animator.
pub const ANIMATOR: Person = Person {
    key: "animatrice",
    name: "Sofia Delmarre",
    presented_as: "animatrice de la communauté",
    roles: &[Role::Animator],
    school: None,
    commune: None,
};
/// An elected official of Bordeaux.
pub const OFFICIAL: Person = Person {
    key: "elue",
    name: "Nadia Berthoumieu",
    presented_as: "élue de Bordeaux",
    roles: &[Role::Official],
    school: None,
    commune: Some("33063"),
};
/// A parent at the first teacher's school.
pub const PARENT: Person = Person {
    key: "parente",
    name: "Carole Etcheverrigaray",
    presented_as: "parente d’élève à Bordeaux",
    roles: &[Role::Parent],
    school: Some(BORDEAUX),
    commune: None,
};
/// The administrator.
pub const ADMIN: Person = Person {
    key: "admin",
    name: "Yann Quillévéré",
    presented_as: "administrateur du portail",
    roles: &[Role::Admin],
    school: None,
    commune: None,
};

/// Everyone, in the order of the sign-in page.
pub const CAST: [Person; 8] = [TEACHER, OTHER_TEACHER, HEAD, ANIMATOR, ADVISOR, OFFICIAL, PARENT, ADMIN];

impl Person {
    /// What `services::identity` needs to make their account.
    pub fn account(&self) -> NewPerson {
        NewPerson {
            provider: PROVIDER.to_owned(),
            subject: self.key.to_owned(),
            name: self.name.to_owned(),
            email: Some(format!("{}@demo.preau.example", self.key)),
            roles: self.roles.to_vec(),
            schools: self.school().into_iter().collect(),
            communes: self.commune.and_then(|insee| Insee::parse(insee).ok()).into_iter().collect(),
        }
    }

    /// The school they are attached to.
    pub fn school(&self) -> Option<Uai> {
        let (insee, number) = self.school?;
        crate::territory::school(insee, number)
    }
}
