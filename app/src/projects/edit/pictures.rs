//! The pictures in the editor: a card for each, and the way to add some.

use super::Editor;
use crate::{
    projects::{islands::UploadIsland, words, words::intent},
    ui::field::{FilesField, Question},
};
use domain::{
    media::{Alternative, MAX_ALT},
    paths,
};
use leptos::prelude::*;
use services::{media::narrowest, projects::Placed};

/// The list of cards, by its id: the island puts new ones into it.
const LIST: &str = "pictures-list";

/// What pictures are accepted, for the browser: phones then send a JPEG where they keep something else.
const ACCEPTED: &str = "image/jpeg,image/png,image/webp,image/gif";

/// All pictures of the sheet, and a field for more.
#[component]
pub(super) fn PicturesPart(editor: Editor) -> impl IntoView {
    let help = "Plusieurs à la fois si vous voulez\u{a0}: JPEG, PNG, WebP ou GIF, 20\u{a0}Mo au plus chacune. Le lieu et la date de la prise de \
                vue sont effacés. Sans image, Préau en dessine une.";
    let question = Question { label: "Ajouter des images", ..editor.ask("pictures", help, false) };
    let total = editor.pictures.len();
    let attachments = editor.slug.as_deref().map(paths::project_attachments);
    let cards =
        editor.pictures.into_iter().enumerate().map(|(at, placed)| view! { <PictureCard placed place=at + 1 total/> }).collect_view();
    view! {
        <section class="form-part" aria-labelledby="partie-images">
            <h2 id="partie-images">"Les images"</h2>
            <input type="hidden" name="pictures_listed" value="1"/>
            <ol class="picture-list" id=LIST>{cards}</ol>
            <FilesField question accept=ACCEPTED/>
            <UploadIsland attached=false list=LIST.to_owned()/>
            {match attachments {
                Some(address) => view! {
                    <p>"Une grille, une fiche, un enregistrement, une courte vidéo\u{202f}? " <a id="attachments" href=address>"Les pièces jointes"</a> " se gèrent sur leur page."</p>
                }.into_any(),
                None => view! { <p class="byline">"Une fois le brouillon enregistré, vous pourrez lui joindre des documents, des sons, des vidéos."</p> }.into_any(),
            }}
        </section>
    }
}

/// A picture: what is seen of it, its words, its place, and what may be done with it. Its fields bear its id.
#[component]
pub(in crate::projects) fn PictureCard(
    /// The picture.
    placed: Placed,
    /// Where it stands, from 1; 0 for one that was just added, and comes last.
    place: usize,
    /// How many there are.
    total: usize,
) -> impl IntoView {
    let figure = placed.figure;
    let id = figure.picture;
    let (alt, decorative) = match figure.alt {
        Alternative::Text(text) => (text, false),
        Alternative::Decorative => (String::new(), true),
        Alternative::Missing => (String::new(), false),
    };
    let said = words::rights(&placed.people, placed.hidden);
    let ready = placed.people != domain::media::People::Unsaid && placed.hidden.is_none();
    let name = if place == 0 { "la nouvelle image".to_owned() } else { format!("l’image {place}") };
    let first = (place == 1).then(|| view! { <p class="byline">"Image principale"</p> });
    let [alt_name, decorative_name, caption_name, place_name] =
        ["alt", "decorative", "caption", "place"].map(|field| format!("{field}-{id}"));
    let help = format!("{alt_name}-aide");
    view! {
        <li class="picture-card" id=format!("image-{id}")>
            <img src=paths::picture(id, narrowest(figure.width)) width=figure.width.to_string() height=figure.height.to_string() alt=format!("Aperçu de {name}")/>
            <div>
                {first}
                <input type="hidden" name="picture" value=id.to_string()/>
                <div class="field">
                    <label for=alt_name.clone()>"Ce que l’on y voit"</label>
                    <p class="field-help" id=help.clone()>"Pour qui ne voit pas l’image. Sans nom d’élève."</p>
                    <input type="text" id=alt_name.clone() name=alt_name value=alt maxlength=MAX_ALT.to_string() aria-describedby=help/>
                </div>
                <label class="choice">
                    <input type="checkbox" name=decorative_name value="1" checked=decorative/>
                    <span>"Décorative\u{a0}: elle n’apprend rien de plus"</span>
                </label>
                <div class="field">
                    <label for=caption_name.clone()>"Légende"</label>
                    <input type="text" id=caption_name.clone() name=caption_name value=figure.caption maxlength=MAX_ALT.to_string()/>
                </div>
                {(total > 1).then(|| view! {
                    <div class="field place-field">
                        <label for=place_name.clone()>"Place"</label>
                        <input type="number" id=place_name.clone() name=place_name min="1" max=total.to_string() value=place.to_string()/>
                    </div>
                })}
                <p class="picture-rights" data-ready=ready.then_some("")>{said}</p>
                <p class="button-row">
                    <button class="button quiet" name="intent" value=format!("{}{id}", intent::PREPARE)>
                        "Masquer des visages, dire qui l’on y voit" <span class="visually-hidden">" sur " {name.clone()}</span>
                    </button>
                    <button class="button danger" name="intent" value=format!("{}{id}", intent::REMOVE)>
                        "Retirer" <span class="visually-hidden">" " {name}</span>
                    </button>
                </p>
            </div>
        </li>
    }
}
