//! `preau admin grant EMAIL ROLE`: names people, the first admin first.

use crate::{
    config::Config,
    wiring::{self, Use},
};
use anyhow::bail;
use clap::Subcommand;
use domain::access::Role;
use services::{
    cx::Cx,
    identity::{self, GrantFailure},
};

#[derive(Clone, Debug, Subcommand)]
pub(super) enum What {
    /// Donne un rôle à une personne qui s’est déjà connectée une fois
    #[command(help_template = super::HELP)]
    Grant {
        /// Adresse électronique que son ENT donne pour elle
        #[arg(value_name = "ADRESSE")]
        email: String,
        /// Rôle : animator, admin, advisor, official, teacher, head
        #[arg(value_name = "RÔLE")]
        role: Role,
    },
}

/// Grants.
///
/// # Errors
/// When nobody, or more than one person, has that address.
pub(super) async fn run(config: &Config, what: &What) -> anyhow::Result<()> {
    let What::Grant { email, role } = what;
    let portal = wiring::portal(config, Use::Command).await?;
    let cx = Cx::system(portal.clone(), "preau admin grant");
    let granted = identity::grant(&cx, email, *role).await;
    portal.db.close().await;
    match granted {
        Ok(granted) => {
            let then = if granted.new { " Qui était connecté se reconnecte." } else { "" };
            println!("{} a maintenant le rôle « {} ».{then}", granted.name, role.label());
            Ok(())
        }
        Err(GrantFailure::NoAccount(_)) => {
            bail!("personne ne s’est encore connecté avec l’adresse {email} ; demandez-lui de se connecter une fois, puis recommencez")
        }
        Err(GrantFailure::Several(people)) => {
            let list: Vec<_> = people.iter().map(|one| format!("{} ({})", one.name, one.providers.join(", "))).collect();
            bail!("plusieurs personnes ont l’adresse {email} : {} ; le rôle n’est donné à aucune", list.join(", "))
        }
        Err(GrantFailure::Other(error)) => Err(error.into()),
    }
}
