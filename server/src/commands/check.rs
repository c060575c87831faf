//! `preau check`: configuration, database, index, files, mail: what is wrong and what to do. `preau check sign-in` asks the providers.

use crate::config::Config;
use clap::Subcommand;
use domain::paths;
use services::{
    cx::database_mark,
    db::Db,
    files::Files,
    identity::{Look, Looked, Providers},
    index::{Index, State},
    mail::Mailer,
};

#[derive(Clone, Copy, Debug, Subcommand)]
pub(super) enum What {
    /// Interroge chaque fournisseur de connexion, et dit ce qui ne va pas
    SignIn,
}

/// Looks at everything, says what it finds, and fails if anything is wrong.
///
/// # Errors
/// When at least one thing is wrong: they were all printed before.
pub async fn run(config: &Config) -> anyhow::Result<()> {
    let mut findings = Findings::default();
    let measures = config.metrics.map(|address| format!(", mesures {address}")).unwrap_or_default();
    findings.add("configuration", Ok(format!("{}, écoute {}{measures}", config.url, config.addr)), "");
    let mark = findings.database(config).await;
    findings.add("index", index(config, mark.as_deref()), "lancez `preau reindex`");
    findings.add("fichiers", files(config).await, "vérifiez la place libre et les droits du dossier");
    findings.add("courrier", mail(config).await, "vérifiez `smtp` dans preau.toml, et que le serveur de courrier répond");
    findings.add("site", site(config), "construisez le site avec `cargo xtask build --release`, ou donnez `site` dans preau.toml");
    findings.providers(config);
    findings.told()
}

/// Asks every provider what can be asked without signing anyone in.
///
/// # Errors
/// When at least one thing is wrong: they were all printed before.
pub async fn sign_in(config: &Config) -> anyhow::Result<()> {
    let mut findings = Findings::default();
    let providers = Providers::new(config.providers.clone())?;
    if config.providers.is_empty() {
        findings.add("connexion", Err(anyhow::anyhow!("aucun fournisseur")), "ajoutez une table [[sign_in]] dans preau.toml");
    }
    for provider in &config.providers {
        let address = |path: &str| config.url.join(path).map_or_else(|_| path.to_owned(), String::from);
        let callback = address(&paths::sign_in_return(&provider.id));
        let off = if provider.enabled { "" } else { ", désactivé" };
        println!("« {} » ({}{off})", provider.id, provider.address());
        println!("  adresse de retour à déclarer\u{a0}: {callback}");
        println!("  adresse de déconnexion à déclarer\u{a0}: {}", address(&paths::sign_out_by(&provider.id)));
        for Looked { what, found } in providers.look(provider, &callback).await {
            let (name, to_do) = said(what);
            findings.add(name, found.map_err(anyhow::Error::msg), to_do);
        }
        if provider.logo.is_some() {
            let logo = Providers::new(vec![provider.clone()]).and_then(|one| one.with_logos(&config.logos()));
            findings.add(
                "logo",
                logo.map(|_| "se lit".to_owned()),
                "posez une image (PNG, JPEG, WebP) dans le dossier « logos » de `data`",
            );
        }
    }
    findings.told()
}

/// What was looked at, in French, and what to do about it.
const fn said(what: Look) -> (&'static str, &'static str) {
    match what {
        Look::Discovery => ("découverte", "vérifiez `issuer`, lettre pour lettre, ou donnez les adresses une à une (docs/sign-in.md)"),
        Look::Endpoints => ("adresses", "toutes commencent par https://, sauf sur cette machine même"),
        Look::Keys => ("clés", "vérifiez `jwks_uri`, et `algorithms`\u{a0}: RS256, ES256 ou les deux"),
        Look::Userinfo => ("userinfo", "vérifiez `userinfo_endpoint`, ou `site`"),
        Look::Validation => ("CAS", "vérifiez `site`, et que l’adresse de retour est déclarée auprès de l’ENT"),
    }
}

#[derive(Default)]
struct Findings {
    wrong: usize,
}

impl Findings {
    fn add(&mut self, what: &str, found: anyhow::Result<String>, to_do: &str) {
        match found {
            Ok(said) => println!("✓ {what:<14} {said}"),
            Err(error) => {
                self.wrong += 1;
                println!("✗ {what:<14} {error:#}\n  {:<14} → {to_do}", "");
            }
        }
    }

    /// Whether nothing was wrong.
    fn told(&self) -> anyhow::Result<()> {
        match self.wrong {
            0 => Ok(()),
            1 => anyhow::bail!("un point demande votre attention"),
            many => anyhow::bail!("{many} points demandent votre attention"),
        }
    }

    /// Those that people sign in with, as `serve` takes them; nothing is asked of them.
    fn providers(&mut self, config: &Config) {
        if let Err(error) = Providers::new(config.providers.clone()) {
            return self.add("connexion", Err(error), "vérifiez les tables [[sign_in]] dans preau.toml");
        }
        for provider in &config.providers {
            self.add("connexion", Ok(format!("fournisseur « {} », {}", provider.id, provider.address())), "");
        }
    }

    /// The database; answers its mark, which the index must bear.
    async fn database(&mut self, config: &Config) -> Option<String> {
        let to_do = "vérifiez `database` (DATABASE_URL) et que la base répond ; `preau migrate` met le schéma à jour";
        let opened = async {
            let db = Db::connect(&config.database).await?;
            let pending = db.pending_migrations().await?;
            anyhow::ensure!(pending == 0, "{} migrations n’ont pas été faites", pending);
            let mark = database_mark(&db).await?;
            let engine = db.engine();
            db.close().await;
            anyhow::Ok((engine, mark))
        };
        match opened.await {
            Ok((engine, mark)) => {
                self.add("base", Ok(format!("{engine}, schéma à jour")), to_do);
                Some(mark)
            }
            Err(error) => {
                self.add("base", Err(error), to_do);
                None
            }
        }
    }
}

fn index(config: &Config, mark: Option<&str>) -> anyhow::Result<String> {
    let Some(mark) = mark else { anyhow::bail!("la base ne répond pas : l’index ne peut pas être vérifié") };
    match Index::look(&config.index(), mark)? {
        State::Absent | State::Sound(None) => Ok("vide, sera rempli au démarrage".to_owned()),
        State::InUse => Ok("tenu par un serveur qui tourne".to_owned()),
        State::Sound(Some(seq)) => Ok(format!("à jour de l’événement {seq}")),
        State::Unusable(why) => anyhow::bail!("il est inutilisable ({why})"),
    }
}

async fn files(config: &Config) -> anyhow::Result<String> {
    let files = Files::in_folder(&config.media)?;
    files.put("check/probe", b"ok".to_vec()).await?;
    anyhow::ensure!(files.get("check/probe").await?.as_ref() == b"ok", "ce qui est écrit n’est pas relu tel quel");
    files.delete("check/probe").await?;
    Ok(format!("{} se lit et s’écrit", config.media.display()))
}

async fn mail(config: &Config) -> anyhow::Result<String> {
    match &config.smtp {
        Some(smtp) => {
            Mailer::smtp(smtp)?.check().await?;
            Ok("le serveur répond".to_owned())
        }
        None => {
            Mailer::folder(&config.letters())?.check().await?;
            Ok(format!("aucun serveur : les lettres s’écrivent dans {}", config.letters().display()))
        }
    }
}

fn site(config: &Config) -> anyhow::Result<String> {
    let hashes = config.site.join("hash.txt");
    anyhow::ensure!(hashes.is_file(), "{} manque", hashes.display());
    Ok(config.site.display().to_string())
}
