//! The painters: one function of the canvas for each scene, gathered by theme.

mod creatures;
mod films;
mod gardens;
mod kitchen;
mod lessons;
mod letters;
mod light;
mod machines;
mod museum;
mod outings;
mod places;
mod printed;
mod recordings;
mod school;
mod skies;
mod stages;
mod timeline;
mod waters;
mod workshop;

use super::{Scene, canvas::Canvas};

/// Who paints `scene`.
pub fn painter(scene: Scene) -> fn(&mut Canvas) {
    match scene {
        Scene::VegetableGarden => gardens::vegetable_garden,
        Scene::Robots => machines::robots,
        Scene::Radio => recordings::radio,
        Scene::Shadows => stages::shadows,
        Scene::Map => places::map,
        Scene::Planets => skies::planets,
        Scene::Book => printed::book,
        Scene::Newspaper => printed::newspaper,
        Scene::Forest => gardens::forest,
        Scene::River => waters::river,
        Scene::Sounds => recordings::sounds,
        Scene::Mural => workshop::mural,
        Scene::Puppets => stages::puppets,
        Scene::Weather => skies::weather,
        Scene::Insects => creatures::insects,
        Scene::Timeline => timeline::timeline,
        Scene::Geometry => lessons::geometry,
        Scene::Numbers => lessons::numbers,
        Scene::School => school::school,
        Scene::Animation => films::animation,
        Scene::Model => workshop::model,
        Scene::Kitchen => kitchen::kitchen,
        Scene::Choir => stages::choir,
        Scene::Course => outings::course,
        Scene::Letters => letters::letters,
        Scene::Blocks => machines::blocks,
        Scene::Museum => museum::museum,
        Scene::Light => light::light,
        Scene::Bicycle => outings::bicycle,
        Scene::Ocean => waters::ocean,
        Scene::Bees => creatures::bees,
        Scene::City => places::city,
    }
}
