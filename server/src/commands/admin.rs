//! `preau admin grant|revoke EMAIL|ACCOUNT ROLE`, `preau admin list`, `preau admin invite`: names people, the first admin first.

use crate::{
    config::Config,
    wiring::{self, Use},
};
use anyhow::bail;
use app::ui::problems::sentence;
use clap::Subcommand;
use domain::{access::Role, identity::InvitationForm, ids::AccountId, paths, territory::Insee};
use services::{
    cx::Cx,
    error::Error,
    identity::{self, Candidate, GrantFailure, Granted},
};

#[derive(Clone, Debug, Subcommand)]
pub(super) enum What {
    /// Donne un rôle à une personne qui s’est déjà connectée une fois
    Grant {
        /// Adresse électronique que son ENT donne pour elle, ou numéro de son compte
        #[arg(value_name = "ADRESSE|NUMÉRO")]
        person: String,
        /// Rôle : animator, admin, advisor, official, delegate, teacher, head
        #[arg(value_name = "RÔLE")]
        role: Role,
        /// Code d’une commune que la personne anime, pour le rôle delegate ; autant de fois que de communes
        #[arg(long = "commune", value_name = "CODE")]
        communes: Vec<Insee>,
    },
    /// Retire un rôle qui a été donné ici
    Revoke {
        /// Adresse électronique que son ENT donne pour elle, ou numéro de son compte
        #[arg(value_name = "ADRESSE|NUMÉRO")]
        person: String,
        /// Le rôle à retirer
        #[arg(value_name = "RÔLE")]
        role: Role,
    },
    /// Montre à qui un rôle a été donné ici
    List,
    /// Prépare une invitation à un rôle, et montre son adresse, qui sert une fois
    Invite {
        /// Pour qui, afin de s’y retrouver
        #[arg(value_name = "NOM")]
        name: String,
        /// Rôle : official, advisor, delegate, animator
        #[arg(value_name = "RÔLE")]
        role: Role,
        /// Service de la collectivité
        #[arg(long, value_name = "SERVICE")]
        service: Option<String>,
        /// Code d’une commune ; autant de fois que de communes
        #[arg(long = "commune", value_name = "CODE")]
        communes: Vec<Insee>,
    },
}

/// Does it.
///
/// # Errors
/// When nobody, or more than one person, has that address; or there is no account of that number.
pub(super) async fn run(config: &Config, what: &What) -> anyhow::Result<()> {
    let portal = wiring::portal(config, Use::Command).await?;
    let done = match what {
        What::Grant { person, role, communes } => grant(&Cx::system(portal.clone(), "preau admin grant"), person, *role, communes).await,
        What::Revoke { person, role } => revoke(&Cx::system(portal.clone(), "preau admin revoke"), person, *role).await,
        What::List => list(&Cx::system(portal.clone(), "preau admin list")).await,
        What::Invite { name, role, service, communes } => {
            invite(&Cx::system(portal.clone(), "preau admin invite"), name, *role, service.as_deref().unwrap_or_default(), communes).await
        }
    };
    portal.db.close().await;
    done
}

async fn grant(cx: &Cx, person: &str, role: Role, communes: &[Insee]) -> anyhow::Result<()> {
    match given(cx, person, role, communes).await {
        Ok(granted) => {
            let then = if granted.new { " Qui était connecté se reconnecte." } else { "" };
            println!("{} a maintenant le rôle « {} ».{then}", granted.name, role.label());
            Ok(())
        }
        Err(failure) => Err(in_french(failure, person)),
    }
}

async fn given(cx: &Cx, person: &str, role: Role, communes: &[Insee]) -> Result<Granted, GrantFailure> {
    // An address is looked up in the change that gives the role.
    if role != Role::Delegate && person.parse::<AccountId>().is_err() {
        return identity::grant(cx, person, role).await;
    }
    let account = account_of(cx, person).await?;
    let granted = match role {
        Role::Delegate => identity::delegate(cx, account, communes).await,
        _ => identity::grant_to(cx, account, role).await,
    };
    Ok(granted?)
}

async fn account_of(cx: &Cx, person: &str) -> Result<AccountId, GrantFailure> {
    match person.parse::<AccountId>() {
        Ok(account) => Ok(account),
        Err(_) => identity::person_with(cx, person).await,
    }
}

async fn revoke(cx: &Cx, person: &str, role: Role) -> anyhow::Result<()> {
    let account = account_of(cx, person).await.map_err(|failure| in_french(failure, person))?;
    match identity::revoke(cx, account, role).await {
        Ok(()) => {
            println!("Le compte {account} n’a plus le rôle « {} » que le portail lui avait donné.", role.label());
            Ok(())
        }
        Err(Error::NotFound) => bail!("le rôle « {} » n’a pas été donné ici au compte {account}", role.label()),
        Err(error) => Err(error.into()),
    }
}

async fn list(cx: &Cx) -> anyhow::Result<()> {
    let given = identity::roles_given(cx).await?;
    if given.is_empty() {
        println!("Aucun rôle n’a été donné ici.");
    }
    for one in given {
        let communes: Vec<_> = one.communes.iter().map(Insee::as_str).collect();
        let places = if communes.is_empty() { String::new() } else { format!("  {}", communes.join(" ")) };
        println!("{}  {}  {}{places}", one.account, one.role.label(), one.name);
    }
    Ok(())
}

async fn invite(cx: &Cx, name: &str, role: Role, service: &str, communes: &[Insee]) -> anyhow::Result<()> {
    let mut pairs = vec![("name", name), ("role", role.key()), ("service", service)];
    pairs.extend(communes.iter().map(|commune| ("commune", commune.as_str())));
    let made = match InvitationForm::read(pairs) {
        Ok(form) => identity::invite_to_role(cx, &form).await,
        Err(problems) => Err(problems.into()),
    };
    match made {
        Ok(secret) => {
            println!("{}", cx.portal.settings.address(&paths::join(secret.reveal())));
            Ok(())
        }
        Err(error) => Err(unfit(error)),
    }
}

/// What was refused, in the words of the pages.
fn unfit(error: Error) -> anyhow::Error {
    match error {
        Error::Invalid(problems) => {
            let said: Vec<_> = problems.iter().map(|problem| format!("{}\u{a0}: {}", problem.field, sentence(&problem.rule))).collect();
            anyhow::anyhow!(said.join("\n"))
        }
        error => error.into(),
    }
}

fn in_french(failure: GrantFailure, person: &str) -> anyhow::Error {
    match failure {
        GrantFailure::NoAccount(_) => anyhow::anyhow!(
            "personne ne s’est encore connecté avec l’adresse {person}\u{202f}; demandez-lui de se connecter une fois, puis recommencez"
        ),
        GrantFailure::Several(people) => {
            let list: Vec<_> = people.iter().map(told_apart).collect();
            anyhow::anyhow!(
                "plusieurs personnes ont l’adresse {person}\u{202f}; le rôle n’est donné à aucune. Recommencez avec le numéro d’un \
                 compte au lieu de l’adresse\u{a0}:\n{}",
                list.join("\n")
            )
        }
        GrantFailure::Other(Error::NotFound) => anyhow::anyhow!("aucun compte ouvert n’a le numéro {person}"),
        GrantFailure::Other(error) => unfit(error),
    }
}

/// One of several people with the same address, on a line of its own.
fn told_apart(one: &Candidate) -> String {
    format!("  {}  {}, connexion par {}", one.account, one.name, one.providers.join(", "))
}
