//! `/donnees-personnelles`: what is kept about people, why, and for how long.

use super::text_page;
use crate::visit::Visit;
use axum::response::Response;
use domain::paths;
use leptos::prelude::*;

/// The page.
pub(super) async fn page(visit: Visit) -> Response {
    let settings = &visit.cx.portal.settings;
    let (territory, sender) = (settings.territory.clone(), settings.sender.clone());
    let erased = visit.query().iter().any(|(name, value)| name == "fait" && value == "efface");
    let kept = settings.retention;
    text_page(&visit, paths::PRIVACY, "Données personnelles", move || {
        view! {
            {erased.then(|| view! { <p class="notice good" role="status">"Votre compte est effacé. Rien de ce que le portail garde ne mène plus à vous."</p> })}
            <h2>"Pour lire"</h2>
            <p>"Rien. Les projets publics se lisent sans compte et sans cookie."</p>
            <p>"Pour que la recherche réponde mieux, les mots qui y sont cherchés sont comptés jour par jour, sans rien qui dise qui les a cherchés, d’où, ni à quelle heure. Ce qui ressemble à une adresse ou à un numéro n’est pas compté, ce qui n’a été cherché qu’une fois ou deux n’est montré à personne, et tout s’efface au bout de " {kept.searches} " mois."</p>
            <h2>"Quand vous vous connectez"</h2>
            <p>"Nous gardons ce que votre espace numérique de travail dit de vous, et seulement cela\u{a0}: votre nom, votre adresse électronique s’il la donne, votre profil (enseignante, directeur…), vos établissements, et un numéro qui vous distingue. Jamais votre date de naissance, votre téléphone, vos classes ni vos enfants."</p>
            <p>"Les recherches que vous enregistrez ne sont lues que par vous. Elles restent jusqu’à ce que vous les effaciez, ou votre compte."</p>
            <h2>"Les élèves"</h2>
            <p>"Les élèves n’ont pas de compte\u{202f}: un essai de connexion est refusé, et rien n’en est gardé."</p>
            <h2>"Les images"</h2>
            <p>"Le lieu, la date et l’appareil d’une prise de vue sont effacés dès l’envoi. L’original n’est pas gardé. L’animatrice relit chaque fiche avant qu’elle paraisse."</p>
            <p>"Avant que quiconque d’autre la voie, l’auteur d’une image dit si l’on peut y reconnaître des élèves, et ce que les familles ont permis\u{a0}: à quelle fin, où, jusqu’à quand. Ce jour passé, l’image disparaît d’elle-même. Un parent peut demander le retrait d’une image "<a href=domain::paths::REMOVAL>"sans compte"</a>"\u{a0}: elle est cachée aussitôt. L’adresse qu’il laisse est effacée un mois après la réponse."</p>
            <h2>"Pourquoi, et combien de temps"</h2>
            <p>{territory.clone()} " traite ces données pour sa mission d’intérêt public (RGPD, article 6.1.e). Une session dure douze heures au plus\u{202f}; une connexion inachevée, dix minutes\u{202f}; une notification lue, trois mois, et " {kept.notices} " mois si vous ne l’avez pas lue\u{202f}; un brouillon de message, " {kept.drafts} " mois\u{202f}; le journal de qui a fait quoi, et depuis quel réseau (une adresse tronquée, que beaucoup partagent), " {kept.audit} " mois\u{202f}; vos présences en formation, " {kept.registrations} " mois. Un compte qui ne sert plus pendant " {kept.inactive} " mois est effacé\u{a0}: vous en êtes prévenu un mois avant."</p>
            <h2>"Qui les reçoit"</h2>
            <p>"Une fiche que vous montrez à tout le monde peut être reprise, avec votre nom tel que vous avez choisi de le montrer sous «\u{a0}Mon compte\u{a0}», par les moteurs de recherche et par les catalogues de ressources de l’Éducation nationale. Retirée ou montrée à moins de monde, elle leur est annoncée comme supprimée. Le reste ne sort pas d’ici."</p>
            <h2>"Les cookies"</h2>
            <ul>
                <li>"la session, quand vous êtes connecté\u{202f};"</li>
                <li>"la connexion en cours, dix minutes au plus\u{202f};"</li>
                <li>"qu’on s’est déconnecté dans ce navigateur, douze heures au plus\u{202f}: votre ENT demande alors à nouveau qui se connecte\u{202f};"</li>
                <li>"le lien secret que vous avez ouvert, pour lire le projet qu’il ouvre, douze heures au plus\u{202f};"</li>
                <li>"votre choix d’apparence, si vous en faites un."</li>
            </ul>
            <p>"Tous sont nécessaires à ce que vous demandez. Aucun ne vous suit."</p>
            <h2>"Vos droits"</h2>
            <p>"Sous "<a href=paths::MY_DATA>"«\u{a0}Mes données\u{a0}»"</a>", vous voyez ce que nous gardons de vous, vous le téléchargez, et vous effacez votre compte. Pour toute autre question, ou si vous n’avez pas de compte, écrivez à " {sender} ". Vous pouvez aussi saisir la CNIL."</p>
        }
    })
}
