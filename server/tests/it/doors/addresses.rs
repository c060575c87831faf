//! Where the doors are: addresses of what the demo holds, and of what is made for the table.

use super::doors;
use crate::harness::{Browser, Part, Site};
use sample::cast::{ANIMATOR, TEACHER};

/// The address of each page and file that anyone may ask for: a new one is in the table, and so in here.
pub async fn asked_by_get(site: &Site) -> Vec<String> {
    let addresses = Addresses::of(site).await;
    doors().into_iter().filter(|door| door.form.is_none()).map(|door| addresses.fill(door.address)).collect()
}

/// Addresses of projects that the table needs, by what they are.
pub(super) struct Addresses {
    known: Vec<(&'static str, String)>,
}

impl Addresses {
    pub(super) async fn of(site: &Site) -> Self {
        use domain::projects::{State, Visibility};
        let cards = services::projects::cards(
            &site.system(),
            &services::projects::readable(&site.system(), services::projects::Shelf::All).await.expect("ids"),
        )
        .await
        .expect("cards");
        let teacher = site.as_(TEACHER).await;
        let mut photo = std::io::Cursor::new(Vec::new());
        image::DynamicImage::new_rgb8(400, 300).write_to(&mut photo, image::ImageFormat::Png).expect("a picture");
        let photo = photo.into_inner();
        let parts = [Part::Text("title", "Un brouillon"), Part::Text("intent", "save"), Part::File("pictures", "photo.png", &photo)];
        assert_eq!(teacher.upload("/projets/nouveau", &parts).await.location(), "/projets/un-brouillon/modifier");
        let picture = teacher.get("/projets/un-brouillon").await.attributes(".project-cover img", "src").remove(0);
        let uai = TEACHER.school().expect("a school").to_string();
        let page = picture.rsplit_once('/').map(|(folder, _)| folder.replace("/fichiers", "/medias")).expect("its folder");
        let sound = site.nobody().get("/projets/dix-minutes-d-antenne-le-vendredi-matin").await.attributes("audio", "src").remove(0);
        let page_of_sound = sound.rsplit_once('/').map(|(folder, _)| folder.replace("/fichiers", "/medias")).expect("its folder");
        let session = site.nobody().get("/formations").await.attributes(".session-list a", "href").remove(0);
        let (training, session) = session.split_once("#session-").expect("a session's address");
        let (space, topic, post) = discussed(site, &teacher).await;
        let mut known = vec![
            ("{space}", space),
            ("{topic}", topic),
            ("{post}", post),
            ("{training}", training.trim_start_matches("/formations/").to_owned()),
            ("{session}", session.to_owned()),
            ("{page of sound}", page_of_sound),
            ("{sound}", sound),
            ("{draft}", "un-brouillon".to_owned()),
            ("{page of picture of draft}", page),
            ("{picture of draft}", picture),
            ("{uai}", uai),
        ];
        let wanted: [(&str, State, Option<Visibility>); 4] = [
            ("{submitted}", State::Submitted, None),
            ("{public}", State::Published, Some(Visibility::Public)),
            ("{community}", State::Published, Some(Visibility::Community)),
            ("{school}", State::Published, Some(Visibility::School)),
        ];
        for (name, state, visibility) in wanted {
            for card in cards.iter().filter(|card| card.state == state) {
                let Ok(services::projects::Opened::Sheet(sheet)) = services::projects::open(&site.system(), &card.slug).await else {
                    continue;
                };
                if visibility.is_none_or(|visibility| sheet.project.draft.visibility == visibility) {
                    known.push((name, card.slug.clone()));
                    break;
                }
            }
        }
        assert_eq!(known.len(), 15, "the demo has one of each: {known:?}");
        // Last: it is none of the demo's.
        let reserved = crate::openings::reserved(site).await;
        known.push(("{reserved}", reserved.trim_start_matches("/projets/").to_owned()));
        Self { known }
    }

    /// These, and more.
    pub(super) fn and(mut self, more: Vec<(&'static str, String)>) -> Self {
        self.known.extend(more);
        self
    }

    pub(super) fn fill(&self, address: &str) -> String {
        self.known.iter().fold(address.to_owned(), |address, (name, slug)| address.replace(name, slug))
    }
}

/// A space for teachers, which officials read, a topic of the teacher's in it, and its first message.
async fn discussed(site: &Site, teacher: &Browser) -> (String, String, String) {
    let animator = site.as_(ANIMATOR).await;
    let made = animator.post("/animation/espaces", &[("name", "Derrière la porte"), ("post", "teacher"), ("read", "official")]).await;
    let space = made.location().replace("/animation/espaces/", "");
    let form = teacher.get(&format!("/echanges/nouveau?espace={space}")).await;
    let number = form.attributes("input[name=space][checked]", "value").remove(0);
    let typed = [("title", "Qui passe"), ("body", "Bonjour"), ("kind", "question"), ("space", number.as_str())];
    let topic = teacher.post("/echanges/nouveau", &typed).await.location();
    let edit = teacher.get(&topic).await.attributes(".post-acts a[href$='/modifier']", "href").remove(0);
    let post = edit.replace("/echanges/messages/", "").replace("/modifier", "");
    (space, topic.replace("/echanges/sujets/", ""), post)
}
