//! What is attached to a sheet, as its readers see it.

use domain::{
    media::{AttachmentKind, weight},
    paths,
};
use leptos::prelude::*;
use services::projects::Attached;

/// The files, and what stands for each.
#[component]
pub(in crate::projects) fn AttachmentsPart(
    /// Those that the reader sees.
    attachments: Vec<Attached>,
) -> impl IntoView {
    let one = |attached: Attached| {
        let title = attached.title.clone();
        view! { <li><h3>{title}</h3><Player attached/></li> }
    };
    (!attachments.is_empty()).then(|| {
        view! {
            <section class="project-attachments" aria-labelledby="pieces">
                <h2 id="pieces">"À écouter, à emporter"</h2>
                <ul>{attachments.into_iter().map(one).collect_view()}</ul>
            </section>
        }
    })
}

/// One file: played in the page, or saved.
#[component]
pub(super) fn Player(
    /// The file.
    attached: Attached,
) -> impl IntoView {
    let Attached { attachment, title, transcript, has_captions } = attached;
    let address = paths::attachment(attachment.id, attachment.format);
    let about = format!("{}, {}", attachment.format.label(), weight(attachment.bytes));
    let shown = match attachment.format.kind() {
        AttachmentKind::Sound => view! { <audio controls preload="none" src=address.clone() aria-label=title.clone()></audio> }.into_any(),
        AttachmentKind::Video => {
            let track = has_captions.then(|| {
                view! { <track kind="captions" srclang="fr" label="Français" src=paths::captions(attachment.id) default/> }
            });
            view! { <video controls playsinline preload="metadata" aria-label=title.clone()><source src=address.clone() type=attachment.format.content_type()/>{track}</video> }
                .into_any()
        }
        AttachmentKind::Document => ().into_any(),
    };
    view! {
        {shown}
        <p class="byline"><a href=address download>"Enregistrer" <span class="visually-hidden">" «\u{a0}" {title} "\u{a0}»"</span></a> " (" {about} ")"</p>
        {(!transcript.is_empty()).then(|| view! {
            <details class="disclosure transcript">
                <summary>"Lire la transcription"</summary>
                {transcript.split("\n\n").map(|part| view! { <p>{part.to_owned()}</p> }).collect_view()}
            </details>
        })}
    }
}
