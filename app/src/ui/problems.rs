//! Broken rules, in French: beside each field, and all together above the form.

use domain::{
    media::{Lack, MediumProblem, NotAZone, NotCaptions},
    problem::{Problems, Rule},
    territory::FileProblem,
};
use leptos::prelude::*;

/// What is wrong, in a sentence that says what to do.
pub fn sentence(rule: &Rule) -> String {
    match rule {
        Rule::Required => "Ce champ est nécessaire.".to_owned(),
        Rule::TooLong { max, actual } => format!("C’est trop long\u{a0}: {actual}\u{a0}caractères, pour {max} au plus."),
        Rule::Unreadable => {
            "Le formulaire n’est pas arrivé en entier, ou il est bien trop long. Revenez en arrière, et renvoyez-le.".to_owned()
        }
        Rule::TooMany { max } => format!("C’est trop\u{a0}: {max} au plus."),
        Rule::TooFew { min } => format!("Il en faut au moins {min}."),
        Rule::LineTooLong { line, max } => format!("«\u{a0}{line}…\u{a0}» est trop long\u{a0}: {max}\u{a0}caractères au plus."),
        Rule::LineWithoutWords(line) => format!("«\u{a0}{line}\u{a0}»\u{a0}: il y faut au moins une lettre ou un chiffre."),
        Rule::InAnotherGroup(line) => {
            format!("«\u{a0}{line}\u{a0}» est déjà dans un autre groupe\u{a0}: complétez plutôt celui-là.")
        }
        Rule::Unknown(value) => format!("«\u{a0}{value}\u{a0}» n’est pas dans la liste."),
        Rule::NotALink(line) => {
            format!("«\u{a0}{line}\u{a0}»\u{a0}: écrivez une adresse par ligne, commençant par https://, et ce que l’on y trouve.")
        }
        Rule::NotYourSchool => "Choisissez une école à laquelle vous êtes rattaché, et qui est ouverte.".to_owned(),
        Rule::OfPicture { place, lack: missing } => format!("Image {place}\u{a0}: {}", lack(*missing)),
        Rule::OfAttachment { place, lack: missing } => format!("Pièce jointe {place}\u{a0}: {}", lack(*missing)),
        Rule::Captions(problem) => captions(*problem),
        Rule::File { name, problem } if name.is_empty() => picture(problem),
        Rule::File { name, problem } => format!("«\u{a0}{name}\u{a0}»\u{a0}: {}", picture(problem)),
        Rule::Zones(problem) => zones(*problem).to_owned(),
        Rule::MaskedMeanwhile => {
            "Quelqu’un a masqué cette image pendant que vous dessiniez. La voici telle qu’elle est\u{a0}: recommencez.".to_owned()
        }
        Rule::NotAnAddress => "Écrivez une adresse électronique, par exemple prenom@exemple.fr, ou rien.".to_owned(),
        Rule::ChangedMeanwhile => "Cela a changé entre-temps. Relisez ce qui suit, puis enregistrez de nouveau.".to_owned(),
        Rule::NotAHalfDay { number } => {
            format!("Demi-journée {number}\u{a0}: écrivez un jour et deux heures, par exemple 02/12/2026, 14:00 et 17:00.")
        }
        Rule::TakenBy(title) => format!("La salle ou la personne qui anime est déjà prise à ce moment\u{a0}: «\u{a0}{title}\u{a0}»."),
        Rule::Begun => "Une demi-journée qui a commencé ne change plus\u{a0}: ajoutez les autres après elle.".into(),
        Rule::PresencesMissing { many: 1 } => "Une présence n’est pas encore notée.".into(),
        Rule::PresencesMissing { many } => format!("{many}\u{a0}présences ne sont pas encore notées."),
        Rule::FewerThanTaken { taken } => format!("{taken}\u{a0}places sont déjà prises\u{a0}: il en faut au moins autant."),
        Rule::Closed => "Cet espace est fermé\u{a0}: plus rien ne s’y écrit.".to_owned(),
        Rule::NotTheWord { word } => format!("Écrivez {word} pour confirmer."),
        Rule::NotANeed => "Un besoin se réunit à un autre besoin\u{a0}: sinon, les réponses de la collectivité se perdraient.".to_owned(),
        Rule::MoreReaders(_) => {
            "Rien n’a changé\u{a0}: d’autres personnes pourraient lire ce qui a été écrit pour moins de monde. Dites que c’est voulu."
                .to_owned()
        }
        Rule::NoWords => {
            "Écrivez au moins un mot\u{a0}: un titre fait seulement d’images ou de signes ne se lit pas à voix haute.".to_owned()
        }
        Rule::PeopleInMessage => {
            "Cochez-le si c’est bien le cas. Une image où l’on reconnaît quelqu’un n’a pas sa place dans un message\u{a0}: mettez-la \
             dans une fiche projet, où se déclarent les autorisations."
                .to_owned()
        }
        Rule::TooManyLinks { max } => format!("{max}\u{a0}adresses au plus dans un message. Gardez les plus utiles, ou répartissez-les."),
        Rule::NotAMinute => "Écrivez un jour et une heure, par exemple 2026-12-01T07:00.".to_owned(),
        Rule::NotASecureAddress => "Écrivez une seule adresse, commençant par https://.".to_owned(),
        Rule::NotOpen => "Les inscriptions ne sont pas ouvertes.".to_owned(),
        Rule::Overlap => "Deux demi-journées se chevauchent.".to_owned(),
        Rule::NotANumber { max } => format!("Écrivez un nombre, {max} au plus."),
        Rule::EndsFirst => "La fin vient avant le début.".to_owned(),
        Rule::NotADay => "Écrivez un jour, par exemple 05/07/2027.".to_owned(),
        Rule::NotYet => "Ce jour n’est pas encore arrivé.".to_owned(),
        Rule::TooLate => "C’est trop loin\u{a0}: choisissez un jour d’ici un an.".to_owned(),
        Rule::Past => "Ce jour est passé.".to_owned(),
        Rule::TooFar { years } => format!("C’est trop loin\u{a0}: une autorisation vaut {years}\u{a0}ans au plus."),
        Rule::Medium(problem) => picture(problem),
        Rule::NeedsReview => "La fiche est publiée\u{a0}: pour l’ouvrir à plus de monde, demandez à l’animatrice.".to_owned(),
        Rule::NotAFutureDate => "Choisissez une date et une heure à venir.".to_owned(),
        Rule::TerritoryFile(problem) => file(problem),
        Rule::NotAProject => "Il n’y a pas de projet en ligne à cette adresse\u{a0}: copiez celle de sa page.".to_owned(),
        Rule::LastAuthor => "Vous êtes seul à le signer\u{a0}: invitez quelqu’un d’abord, ou retirez le projet.".to_owned(),
        Rule::LastIdentity => "C’est votre seul accès\u{a0}: associez-en d’abord un autre.".to_owned(),
        Rule::LastAdmin => "C’est la dernière personne qui administre le portail\u{a0}: nommez-en d’abord une autre.".to_owned(),
        Rule::HoldsSomething => {
            "Ce nouveau compte a déjà servi\u{a0}: ce qu’il contient serait perdu. La personne peut l’emporter et le supprimer d’abord, depuis \
             «\u{a0}Mes données\u{a0}»."
                .to_owned()
        }
        Rule::SignInAgain => "Vous vous êtes connecté il y a plus de cinq minutes\u{a0}: reconnectez-vous d’abord.".to_owned(),
        Rule::NeedsBothSchools => "Ce projet réunit CM1-CM2 et 6e\u{a0}: il lui faut une école et un collège. \
             Enregistrez-le, puis invitez sous «\u{a0}Auteurs\u{a0}» une personne de l’autre établissement."
            .to_owned(),
        Rule::ParentLicence(licence) => {
            format!("Le projet dont celui-ci est repris est sous licence {}\u{a0}: choisissez-en une qu’elle permette.", licence.label())
        }
        Rule::NotInTheSheet(words) => {
            format!(
                "«\u{a0}{words}\u{a0}» ne se trouve pas dans la fiche\u{a0}: recopiez le passage tel qu’il se lit, sans titre ni légende."
            )
        }
        Rule::LevelOutsideCycles => "Un des niveaux n’appartient à aucun des cycles cochés.".to_owned(),
    }
}

fn captions(problem: NotCaptions) -> String {
    match problem {
        NotCaptions::NoCue => {
            "Aucune réplique n’a été trouvée. Il faut des lignes comme «\u{a0}00:00:01.000 --> 00:00:04.000\u{a0}», puis le texte."
                .to_owned()
        }
        NotCaptions::Time { line } => format!("Ligne {line}\u{a0}: les temps s’écrivent 00:00:01.000 --> 00:00:04.000."),
        NotCaptions::Backwards { line } => format!("Ligne {line}\u{a0}: la réplique finit avant de commencer."),
        NotCaptions::NotUtf8 => "Ce fichier n’est pas en UTF-8\u{a0}: enregistrez-le dans cet encodage, ou collez son texte.".to_owned(),
        NotCaptions::TooLong => "C’est trop long pour les sous-titres d’une courte vidéo.".to_owned(),
    }
}

/// What a medium lacks to be shown.
pub fn lack(lack: Lack) -> String {
    match lack {
        Lack::Transcript => "écrivez ce que l’on y entend, pour les personnes sourdes.".to_owned(),
        Lack::Captions => "ajoutez des sous-titres, ou écrivez ce que l’on y entend.".to_owned(),
        Lack::Alternative => {
            "décrivez-la en une phrase, pour les personnes qui ne la voient pas, ou cochez «\u{a0}décorative\u{a0}».".to_owned()
        }
        Lack::Declaration => "dites si l’on peut y reconnaître des élèves.".to_owned(),
        Lack::Support(support) => {
            format!(
                "les familles ne permettent pas «\u{a0}{}\u{a0}». Retirez-la, ou changez qui peut lire le projet.",
                support.label().to_lowercase()
            )
        }
        Lack::Expired(until) => {
            format!("l’autorisation a pris fin le {}. Demandez-la de nouveau, ou retirez l’image.", until.written())
        }
    }
}

const fn zones(problem: NotAZone) -> &'static str {
    match problem {
        NotAZone::Shape => "Une zone sort de l’image, ou n’est pas faite de quatre nombres entre 0 et 100.",
        NotAZone::TooSmall => "Encadrez d’abord ce qui doit être masqué, assez largement.",
        NotAZone::TooMany => "C’est trop de zones à la fois\u{a0}: masquez-en une partie, puis recommencez.",
    }
}

fn picture(problem: &MediumProblem) -> String {
    match problem {
        MediumProblem::NotAPicture => "Ce fichier n’est pas une image JPEG, PNG, WebP ou GIF. Il n’a pas été gardé.".to_owned(),
        MediumProblem::NotAnAttachment => {
            "Ce fichier n’est ni un PDF, ni un document ODF ou DOCX, ni un son ou une vidéo que les navigateurs lisent. Il n’a pas été gardé.".to_owned()
        }
        MediumProblem::Positions => {
            "Cette vidéo note, seconde après seconde, où se trouvait la caméra. Exportez-la d’abord depuis un logiciel de montage, puis envoyez l’export.".to_owned()
        }
        MediumProblem::Office => {
            "Les documents Excel et PowerPoint, les anciens documents Word (.doc) et ceux qui ont des macros ne sont pas gardés\u{a0}: enregistrez celui-ci \
             en PDF, au format OpenDocument ou en DOCX.".to_owned()
        }
        MediumProblem::Heic => {
            "Les images HEIC et AVIF ne sont pas lues. Sur un iPhone\u{a0}: Réglages, Appareil photo, Formats, «\u{a0}Le plus compatible\u{a0}».".to_owned()
        }
        MediumProblem::Damaged => "Ce fichier est abîmé ou incomplet\u{a0}: envoyez-le de nouveau depuis l’appareil.".to_owned(),
        MediumProblem::TooManyPixels { width, height } => {
            format!("Cette image est trop grande ({width}\u{a0}×\u{a0}{height} points). Réduisez-la sous 40 millions de points.")
        }
        MediumProblem::NotKept => {
            "Le fichier n’a pas pu être gardé\u{a0}: le portail manque de place ou est en panne. Enregistrez votre texte sans lui, et renvoyez-le plus tard.".to_owned()
        }
        MediumProblem::TooHeavy { max } => format!("Ce fichier est trop lourd\u{a0}: {}\u{a0}Mo au plus.", max / 1024 / 1024),
    }
}

/// What is wrong with a file of schools or communes. Also printed by the command line.
pub fn file(problem: &FileProblem) -> String {
    match problem {
        FileProblem::Empty => "Ce fichier est vide, ou n’a qu’un en-tête.".to_owned(),
        FileProblem::NotText(_) => "Ce fichier n’est pas du texte\u{a0}: enregistrez-le au format CSV.".to_owned(),
        FileProblem::Utf16 => "Ce fichier est en UTF-16\u{a0}: enregistrez-le en CSV UTF-8.".to_owned(),
        FileProblem::BrokenUtf8 { line } => {
            format!("Ce fichier est abîmé à la ligne {line}\u{a0}: il commence en UTF-8 et ne continue pas.")
        }
        FileProblem::UnknownEncoding { line, byte } => {
            format!("Ligne {line}\u{a0}: le caractère {byte:#04x} n’est d’aucun encodage connu (UTF-8, ISO-8859-1, Windows-1252).")
        }
        FileProblem::MissingColumns { missing, known } => {
            let known: Vec<_> = known.iter().map(|generation| generation.label()).collect();
            let known = if known.is_empty() { String::new() } else { format!(" (en-têtes connus\u{a0}: {})", known.join(", ")) };
            format!("Il manque des colonnes\u{a0}: {}{known}.", missing.join(", "))
        }
        FileProblem::RepeatedColumn(column) => format!("La colonne {column} est deux fois dans l’en-tête."),
        FileProblem::NotGeoJson { line } => format!("Ligne {line}\u{a0}: ce n’est pas une collection GeoJSON (FeatureCollection)."),
        FileProblem::DoubtfulClosures { closing, known, unreadable: 0 } => {
            format!("{closing} écoles sur {known} manquent dans ce fichier et seraient fermées\u{a0}: il est sans doute incomplet.")
        }
        FileProblem::DoubtfulClosures { closing, known, unreadable } => {
            format!(
                "{closing} écoles sur {known} manquent dans ce fichier et seraient fermées, mais des lignes refusées ({unreadable}) ne \
                 disent pas de quelle école elles parlent\u{a0}: corrigez-les d’abord."
            )
        }
    }
}

/// All that is wrong, with links to the fields, above a form. `label` names a field as its form does.
#[component]
pub fn ProblemSummary(
    /// What is wrong.
    problems: Problems,
    /// The label of each field.
    label: fn(&str) -> &'static str,
) -> impl IntoView {
    if problems.is_empty() {
        return ().into_any();
    }
    let item = |field: &'static str, rule: &Rule| {
        let text = format!("{}\u{a0}: {}", label(field), sentence(rule));
        view! { <li><a href=format!("#{field}")>{text}</a></li> }
    };
    let items = problems.iter().map(|problem| item(problem.field, &problem.rule)).collect_view();
    view! {
        <div class="notice error error-summary" role="alert" aria-labelledby="problemes" tabindex="-1">
            <h2 id="problemes">"Il reste quelque chose à compléter"</h2>
            <p>"Rien de ce que vous avez écrit n’est perdu."</p>
            <ul>{items}</ul>
        </div>
    }
    .into_any()
}
