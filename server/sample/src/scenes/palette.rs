//! The few inks of the print shop: those of the portal's look, and a few tints that go with them.

use super::random::Random;

/// A flat, opaque colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

impl Colour {
    /// From a number written as on the web: `hex(0xB5482A)`.
    pub const fn hex(rgb: u32) -> Self {
        Self((rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8)
    }

    /// `share` of `other` mixed into this one.
    pub fn mixed(self, other: Self, share: f32) -> Self {
        let channel = |a: u8, b: u8| (f32::from(a) + (f32::from(b) - f32::from(a)) * share).round() as u8;
        Self(channel(self.0, other.0), channel(self.1, other.1), channel(self.2, other.2))
    }

    /// The same in the shade: towards ink rather than black, so that darks stay warm.
    pub fn shaded(self, share: f32) -> Self {
        self.mixed(INK, share)
    }

    /// The same in the light: towards chalk.
    pub fn lit(self, share: f32) -> Self {
        self.mixed(CHALK, share)
    }
}

/// The look's six colours.
pub const PAPER: Colour = Colour::hex(0xFBF8F1);
/// Lines and eyes.
pub const INK: Colour = Colour::hex(0x1F2A33);
/// The blackboard.
pub const SLATE: Colour = Colour::hex(0x24433C);
/// White that is not quite white.
pub const CHALK: Colour = Colour::hex(0xF3EFE4);
/// The yard.
pub const BRICK: Colour = Colour::hex(0xB5482A);
/// The awning.
pub const SUN: Colour = Colour::hex(0xE9A83A);

/// Pale sky.
pub const SKY: Colour = Colour::hex(0xA9C9CF);
/// Water, deep sky.
pub const LAGOON: Colour = Colour::hex(0x3F7480);
/// Leaves in the sun.
pub const MOSS: Colour = Colour::hex(0x7D8F4E);
/// Leaves in the shade.
pub const FERN: Colour = Colour::hex(0x4F7052);
/// Dry ground, cardboard.
pub const SAND: Colour = Colour::hex(0xE6D3AC);
/// Evening, petals.
pub const ROSE: Colour = Colour::hex(0xD9978A);
/// Wood.
pub const WOOD: Colour = Colour::hex(0xB98350);
/// Earth, bark.
pub const EARTH: Colour = Colour::hex(0x6E4A38);
/// The dark red of beets and curtains.
pub const PLUM: Colour = Colour::hex(0x6B3F4E);
/// The orange of carrots.
pub const CARROT: Colour = Colour::hex(0xD97032);

/// What one picture is printed with: its light, out of doors and inside, and its accents.
#[derive(Clone, Debug)]
pub struct Palette {
    /// Behind everything, out of doors.
    pub sky: Colour,
    /// Hills far away.
    pub far: Colour,
    /// Hills nearer.
    pub mid: Colour,
    /// The ground one stands on.
    pub ground: Colour,
    /// Behind everything, inside.
    pub wall: Colour,
    /// What things stand on, inside.
    pub table: Colour,
    /// Lines drawn straight on the wall: always readable there.
    pub line: Colour,
    accents: [Colour; 6],
}

/// Sky, far, mid, ground: morning, noon, evening, after the rain, harvest.
const OUTSIDE: [[u32; 4]; 5] = [
    [0xCFE1DD, 0xAFC7B3, 0x8FA468, 0xA9B56F],
    [0xF5E0AE, 0xE2B978, 0xB3A05A, 0xC2B26A],
    [0xEFCDB6, 0xCF9383, 0x9C7A62, 0xB8935F],
    [0xB4C8CE, 0x8FACAD, 0x638A79, 0x86A57D],
    [0xE9E6D2, 0xC3CFA9, 0xD3B05C, 0xE0C27B],
];

/// Wall, table: cream, mint, rose, straw, rain, blackboard.
const INSIDE: [[u32; 2]; 6] =
    [[0xF4E8CF, 0xC48B57], [0xC3D6C9, 0xD9B07E], [0xECCBB8, 0x9A6650], [0xF2D695, 0xA86B45], [0xC5D4D8, 0xBF8552], [0x2D5148, 0xD2A369]];
const BLACKBOARD: usize = 5;

impl Palette {
    /// A palette by chance.
    pub fn new(dice: &mut Random) -> Self {
        let [sky, far, mid, ground] = dice.pick(OUTSIDE).map(Colour::hex);
        let inside = dice.below(INSIDE.len());
        let [wall, table] = INSIDE[inside].map(Colour::hex);
        let dark = inside == BLACKBOARD;
        let deep = if dark { CHALK } else { SLATE };
        let accents = dice.shuffled([BRICK, SUN, deep, LAGOON, ROSE, MOSS]);
        Self { sky, far, mid, ground, wall, table, line: if dark { CHALK } else { INK }, accents }
    }

    /// The accents in this picture's own order, round and round.
    pub const fn accent(&self, index: usize) -> Colour {
        self.accents[index % self.accents.len()]
    }
}
