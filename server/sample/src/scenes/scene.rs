//! The closed list of scenes and the names that content files give them.

use std::str::FromStr;

/// Which picture to draw. Content files name them by their [`key`](Scene::key).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scene {
    /// Raised beds, labels, a watering can.
    VegetableGarden,
    /// Floor robots on a grid.
    Robots,
    /// A microphone, headphones, a mixing desk.
    Radio,
    /// Shadow theatre.
    Shadows,
    /// The map of the neighbourhood.
    Map,
    /// Planets on their orbits.
    Planets,
    /// A book whose story stands up from the page.
    Book,
    /// The school's newspaper.
    Newspaper,
    /// The forest and who lives there.
    Forest,
    /// A river from the hills to the foreground.
    River,
    /// Instruments, and the shape of what they play.
    Sounds,
    /// A wall being painted.
    Mural,
    /// Puppets on strings.
    Puppets,
    /// The weather station.
    Weather,
    /// The insect hotel.
    Insects,
    /// A ribbon of time.
    Timeline,
    /// Compasses, set square, figures.
    Geometry,
    /// Abacus, dice, counting blocks.
    Numbers,
    /// The school and its yard.
    School,
    /// Stop-motion film.
    Animation,
    /// A quarter built of cardboard.
    Model,
    /// Cooking together.
    Kitchen,
    /// Birds on wires as notes on a stave.
    Choir,
    /// The obstacle course.
    Course,
    /// Letters between two classes.
    Letters,
    /// A program in blocks.
    Blocks,
    /// A gallery.
    Museum,
    /// A beam, a prism, mirrors.
    Light,
    /// A bicycle on its path.
    Bicycle,
    /// Under the surface.
    Ocean,
    /// Hives in a meadow.
    Bees,
    /// A street with its tram.
    City,
}

/// A key that names no scene.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no scene is called “{0}”")]
pub struct UnknownScene(pub String);

impl Scene {
    /// All of them.
    pub const ALL: [Self; 32] = [
        Self::VegetableGarden,
        Self::Robots,
        Self::Radio,
        Self::Shadows,
        Self::Map,
        Self::Planets,
        Self::Book,
        Self::Newspaper,
        Self::Forest,
        Self::River,
        Self::Sounds,
        Self::Mural,
        Self::Puppets,
        Self::Weather,
        Self::Insects,
        Self::Timeline,
        Self::Geometry,
        Self::Numbers,
        Self::School,
        Self::Animation,
        Self::Model,
        Self::Kitchen,
        Self::Choir,
        Self::Course,
        Self::Letters,
        Self::Blocks,
        Self::Museum,
        Self::Light,
        Self::Bicycle,
        Self::Ocean,
        Self::Bees,
        Self::City,
    ];

    /// The name used in content files.
    pub const fn key(self) -> &'static str {
        match self {
            Self::VegetableGarden => "potager",
            Self::Robots => "robots",
            Self::Radio => "radio",
            Self::Shadows => "ombres",
            Self::Map => "carte",
            Self::Planets => "planetes",
            Self::Book => "livre",
            Self::Newspaper => "journal",
            Self::Forest => "foret",
            Self::River => "riviere",
            Self::Sounds => "sons",
            Self::Mural => "fresque",
            Self::Puppets => "marionnettes",
            Self::Weather => "meteo",
            Self::Insects => "insectes",
            Self::Timeline => "frise",
            Self::Geometry => "geometrie",
            Self::Numbers => "nombres",
            Self::School => "ecole",
            Self::Animation => "animation",
            Self::Model => "maquette",
            Self::Kitchen => "cuisine",
            Self::Choir => "chorale",
            Self::Course => "parcours",
            Self::Letters => "correspondance",
            Self::Blocks => "blocs",
            Self::Museum => "musee",
            Self::Light => "lumiere",
            Self::Bicycle => "velo",
            Self::Ocean => "ocean",
            Self::Bees => "abeilles",
            Self::City => "ville",
        }
    }
}

impl FromStr for Scene {
    type Err = UnknownScene;

    fn from_str(key: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|scene| scene.key() == key).ok_or_else(|| UnknownScene(key.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_comes_back() {
        for scene in Scene::ALL {
            assert_eq!(scene.key().parse(), Ok(scene));
        }
        assert_eq!("licorne".parse::<Scene>(), Err(UnknownScene("licorne".to_owned())));
    }

    #[test]
    fn all_are_listed_once() {
        let keys: std::collections::BTreeSet<_> = Scene::ALL.map(Scene::key).into_iter().collect();
        assert_eq!(keys.len(), Scene::ALL.len());
    }
}
