//! The demo's pictures: no photographs, nobody in them, drawn as cut paper from a scene and a seed.
//!
//! | file | what it holds |
//! |---|---|
//! | `scene` | the closed list of scenes |
//! | `random` | chance that can be replayed |
//! | `palette` | the inks, and the light of one picture |
//! | `shapes` | outlines: lists of points |
//! | `canvas` | scissors, paper and grain |
//! | `props`, `plants`, `animals`, `silhouettes` | what many scenes share |
//! | `painters` | one function of the canvas for each scene |
//!
//! Painters work on 1500 × 1000 units whatever the size in pixels. All chance comes from the canvas's dice, so that a
//! picture is wholly given by its scene and its seed. Painters import the inks and the shapes whole (`*`): they are the
//! vocabulary that every line of a painter is written in.

mod animals;
mod canvas;
mod painters;
mod palette;
mod plants;
mod props;
mod random;
mod scene;
mod shapes;
mod silhouettes;

pub use scene::{Scene, UnknownScene};

use canvas::Canvas;

/// Why a picture could not be drawn.
#[derive(Debug, thiserror::Error)]
pub enum PaintError {
    /// Nothing to draw on.
    #[error("a picture cannot be {width} × {height} pixels")]
    Size {
        /// As asked.
        width: u32,
        /// As asked.
        height: u32,
    },
    /// The finished picture could not be written as PNG.
    #[error("the picture cannot be encoded")]
    Encode(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// Draws `scene`, varied by `seed` (light, colours, places, counts, what is there), as a PNG of `width` × `height` pixels.
/// The same seed gives the same bytes. Made for 3:2; other proportions are cropped around the middle.
///
/// # Errors
/// When the size is nil or beyond memory, or when the picture cannot be encoded.
pub fn paint(scene: Scene, seed: u64, width: u32, height: u32) -> Result<Vec<u8>, PaintError> {
    // The scene is mixed in, or all scenes of one seed would share their light.
    let mut canvas = Canvas::new(seed.wrapping_mul(64).wrapping_add(scene as u64), width, height)?;
    painters::painter(scene)(&mut canvas);
    canvas.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: (u32, u32) = (150, 100);

    fn small(scene: Scene, seed: u64) -> Vec<u8> {
        paint(scene, seed, SIZE.0, SIZE.1).expect("a small picture can be painted")
    }

    #[test]
    fn the_same_seed_gives_the_same_bytes() {
        for scene in Scene::ALL {
            assert!(small(scene, 3) == small(scene, 3), "{}", scene.key());
        }
    }

    #[test]
    fn seeds_and_scenes_differ() {
        let mut seen = std::collections::HashSet::new();
        for scene in Scene::ALL {
            for seed in 0..4 {
                assert!(seen.insert(small(scene, seed)), "{} {seed}", scene.key());
            }
        }
    }

    #[test]
    fn has_the_size_asked_for() {
        for (width, height) in [SIZE, (90, 120)] {
            let png = paint(Scene::Map, 1, width, height).expect("a small picture can be painted");
            let picture = tiny_skia::Pixmap::decode_png(&png).expect("it is a PNG");
            assert_eq!((picture.width(), picture.height()), (width, height));
            assert!(picture.pixels().iter().all(|pixel| pixel.is_opaque()));
        }
    }

    #[test]
    fn no_size_no_picture() {
        assert!(matches!(paint(Scene::Map, 1, 0, 100), Err(PaintError::Size { width: 0, height: 100 })));
    }
}
