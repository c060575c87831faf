//! Who looks: the cast, and others whom the table of rights tells apart from them.

use crate::harness::{Browser, Page, Site};
use axum::{body::Body, http::Request, response::Response};
use domain::{
    access::{Role, Viewer},
    ids::AccountId,
    territory::Insee,
};
use sample::cast::{CAST, OTHER_TEACHER, PROVIDER};
use services::{
    cx::Cx,
    identity::{self, NewPerson},
    outside::Secret,
    projects,
};

/// Someone who looks at the portal.
pub struct Reader {
    pub name: String,
    pub email: Option<String>,
    /// What they may be decided on.
    pub viewer: Viewer,
    browser: Browser,
    /// The cookie of the secret links that were opened in their browser.
    links: Option<String>,
}

impl Reader {
    pub fn nobody(site: &Site) -> Self {
        Self { name: "nobody".into(), email: None, viewer: Viewer::Nobody, browser: site.nobody(), links: None }
    }

    /// Someone who has signed in.
    pub async fn of(site: &Site, person: NewPerson) -> Self {
        let system = site.system();
        let account = identity::ensure_account(&system, &person).await.expect("an account");
        let mut change = system.begin().await.expect("a change");
        let session = identity::open_session(&system, &mut change, account, PROVIDER, None, None).await.expect("a session");
        change.commit().await.expect("signed in");
        let viewer = identity::viewer(&site.portal, &session).await.expect("a viewer");
        let mut browser = site.nobody();
        browser.cookie = Some(session.reveal().to_owned());
        Self { name: person.subject, email: person.email, viewer, browser, links: None }
    }

    /// The same, in whose browser the secret link of a project was opened.
    pub fn holding(mut self, link: &Secret) -> Self {
        self.name.push_str(" with a link");
        self.viewer = self.viewer.with_links(vec![projects::link_key(link)]);
        self.links = Some(format!("preau-liens={}", link.reveal()));
        self
    }

    pub fn account(&self) -> Option<AccountId> {
        self.viewer.member().map(|member| member.id)
    }

    pub fn cx(&self, site: &Site) -> Cx {
        Cx::new(site.portal.clone(), self.viewer.clone(), "secrets")
    }

    pub async fn get(&self, path: &str) -> Page {
        let links: Vec<_> = self.links.iter().map(|links| ("cookie", links.as_str())).collect();
        self.browser.get_with(path, &links).await
    }

    /// The same, without waiting for the body of the answer.
    pub async fn begin(&self, path: &str) -> Response {
        let request = self.links.iter().fold(Request::builder().uri(path), |request, links| request.header("cookie", links));
        self.browser.begin(request.body(Body::empty()).expect("a request")).await
    }
}

fn someone(subject: &str, roles: &[Role], communes: Vec<Insee>) -> NewPerson {
    NewPerson {
        provider: PROVIDER.into(),
        subject: subject.into(),
        name: format!("Quelqu’un {subject}"),
        email: Some(format!("{subject}@demo.preau.example")),
        roles: roles.to_vec(),
        schools: Vec::new(),
        communes,
    }
}

/// A teacher of no school who has just come, and whose first messages are read before they appear.
pub fn newcomer() -> NewPerson {
    someone("nouvelle", &[Role::Teacher], Vec::new())
}

/// One of each. `link` is the secret link of a project.
pub async fn all(site: &Site, link: &Secret) -> Vec<Reader> {
    let elsewhere = Insee::parse("33281").expect("a code");
    let mut all = vec![Reader::nobody(site), Reader::nobody(site).holding(link)];
    for person in CAST {
        all.push(Reader::of(site, person.account()).await);
    }
    all.push(Reader::of(site, OTHER_TEACHER.account()).await.holding(link));
    for person in [someone("en-attente", &[], Vec::new()), someone("elu-d-ailleurs", &[Role::Official], vec![elsewhere]), newcomer()] {
        all.push(Reader::of(site, person).await);
    }
    all
}
