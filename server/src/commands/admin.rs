//! `preau admin grant EMAIL|ACCOUNT ROLE`: names people, the first admin first.

use crate::{
    config::Config,
    wiring::{self, Use},
};
use anyhow::bail;
use clap::Subcommand;
use domain::{access::Role, ids::AccountId};
use services::{
    cx::Cx,
    error::Error,
    identity::{self, Candidate, GrantFailure},
};

#[derive(Clone, Debug, Subcommand)]
pub(super) enum What {
    /// Donne un rôle à une personne qui s’est déjà connectée une fois
    Grant {
        /// Adresse électronique que son ENT donne pour elle, ou numéro de son compte
        #[arg(value_name = "ADRESSE|NUMÉRO")]
        person: String,
        /// Rôle : animator, admin, advisor, official, teacher, head
        #[arg(value_name = "RÔLE")]
        role: Role,
    },
}

/// Grants.
///
/// # Errors
/// When nobody, or more than one person, has that address; or there is no account of that number.
pub(super) async fn run(config: &Config, what: &What) -> anyhow::Result<()> {
    let What::Grant { person, role } = what;
    let portal = wiring::portal(config, Use::Command).await?;
    let cx = Cx::system(portal.clone(), "preau admin grant");
    let granted = match person.parse::<AccountId>() {
        Ok(account) => identity::grant_to(&cx, account, *role).await.map_err(GrantFailure::from),
        Err(_) => identity::grant(&cx, person, *role).await,
    };
    portal.db.close().await;
    match granted {
        Ok(granted) => {
            let then = if granted.new { " Qui était connecté se reconnecte." } else { "" };
            println!("{} a maintenant le rôle « {} ».{then}", granted.name, role.label());
            Ok(())
        }
        Err(GrantFailure::NoAccount(_)) => {
            bail!(
                "personne ne s’est encore connecté avec l’adresse {person}\u{202f}; demandez-lui de se connecter une fois, puis \
                 recommencez"
            )
        }
        Err(GrantFailure::Several(people)) => {
            let list: Vec<_> = people.iter().map(told_apart).collect();
            bail!(
                "plusieurs personnes ont l’adresse {person}\u{202f}; le rôle n’est donné à aucune. Recommencez avec le numéro d’un \
                 compte au lieu de l’adresse\u{a0}:\n{}",
                list.join("\n")
            )
        }
        Err(GrantFailure::Other(Error::NotFound)) => bail!("aucun compte ouvert n’a le numéro {person}"),
        Err(GrantFailure::Other(error)) => Err(error.into()),
    }
}

/// One of several people with the same address, on a line of its own.
fn told_apart(one: &Candidate) -> String {
    format!("  {}  {}, connexion par {}", one.account, one.name, one.providers.join(", "))
}
