//! The museum.

use crate::scenes::{animals, canvas::Canvas, palette::*, props, shapes::*, silhouettes};

/// A gallery: pictures on the wall, a vase or a sculpture on its plinth, a bench.
pub fn museum(c: &mut Canvas) {
    let wall = c.palette.wall;
    c.fill(wall);
    c.print(&rect(-20.0, 640.0, 1540.0, 60.0), wall.shaded(0.12));
    c.cut(&rect(-20.0, 700.0, 1540.0, 320.0), c.palette.table);
    for i in 0..9_u8 {
        c.line(&[(-100.0 + f32::from(i) * 210.0, 704.0), (-300.0 + f32::from(i) * 262.0, 1000.0)], 4.0, c.palette.table.shaded(0.18));
    }
    let layouts = [
        [(90.0, 130.0, 330.0, 420.0), (500.0, 130.0, 480.0, 330.0), (1060.0, 130.0, 330.0, 420.0)],
        [(110.0, 150.0, 430.0, 330.0), (640.0, 90.0, 280.0, 480.0), (1010.0, 150.0, 400.0, 330.0)],
    ];
    let layout = c.dice.pick(layouts);
    let order = c.dice.shuffled([0_u8, 1, 2, 3, 4]);
    for (i, (x, y, w, h)) in layout.into_iter().enumerate() {
        c.tint(&[(x + w * 0.5 - 30.0, -20.0), (x + w * 0.5 + 30.0, -20.0), (x + w + 40.0, 640.0), (x - 40.0, 640.0)], SUN.lit(0.6), 0.22);
        let frame = c.dice.pick([SUN, WOOD, EARTH, SLATE]);
        c.cut(&rect(x - 24.0, y - 24.0, w + 48.0, h + 48.0), frame);
        c.print(&rect(x - 8.0, y - 8.0, w + 16.0, h + 16.0), PAPER);
        picture(c, (x, y, w, h), order[i]);
    }
    let (x, glaze) = (c.dice.pick([330.0, 760.0, 1180.0]), c.palette.accent(2));
    c.at((x, 950.0), 0.92, 0.0, |c| plinth(c, glaze));
    let bench = if x > 700.0 { 340.0 } else { 1080.0 };
    props::shade(c, (bench, 930.0), 260.0, 18.0);
    for leg in [-200.0, 160.0] {
        c.cut(&rect(bench + leg, 850.0, 40.0, 80.0), EARTH);
    }
    c.cut(&rounded(bench - 250.0, 810.0, 500.0, 56.0, 16.0), c.palette.accent(3));
}

/// What hangs there: a landscape, bands, discs, a bird, a tangle of leaves.
fn picture(c: &mut Canvas, (x, y, w, h): (f32, f32, f32, f32), kind: u8) {
    let (one, two, three) = (c.palette.accent(0), c.palette.accent(1), c.palette.accent(4));
    c.print(&rect(x, y, w, h), [SKY, SUN.lit(0.3), CHALK.shaded(0.08), ROSE.lit(0.4), MOSS.lit(0.5)][usize::from(kind % 5)]);
    match kind {
        0 => {
            c.print(&disc(x + w * 0.7, y + h * 0.28, h * 0.13), SUN);
            c.print(&[(x, y + h), (x, y + h * 0.62), (x + w * 0.35, y + h * 0.38), (x + w * 0.75, y + h)], FERN);
            c.print(&[(x + w * 0.3, y + h), (x + w * 0.7, y + h * 0.55), (x + w, y + h * 0.72), (x + w, y + h)], MOSS);
        }
        1 => {
            for (i, (at, wide)) in [(0.05, 0.16), (0.27, 0.07), (0.4, 0.26), (0.74, 0.18)].into_iter().enumerate() {
                c.print(&rect(x + w * at, y + h * 0.06, w * wide, h * 0.88), [one, INK, two, three][i]);
            }
        }
        2 => {
            for (u, v, r, colour) in [(0.36, 0.4, 0.26, one), (0.66, 0.6, 0.2, two), (0.3, 0.76, 0.11, three), (0.7, 0.2, 0.1, INK)] {
                c.tint(&disc(x + w * u, y + h * v, w.min(h) * r), colour, 0.9);
            }
        }
        3 => c.at((x + w * 0.5, y + h * 0.72), w.min(h) / 330.0, 0.0, |c| animals::painted_bird(c, two, one)),
        _ => {
            for i in 0..9_u8 {
                c.print(
                    &leaf(x + w * 0.5, y + h * 0.9, (h * 0.75).min(w * 0.52), h * 0.13, 0.6 + f32::from(i) * 0.0375),
                    [FERN, one, two][usize::from(i % 3)],
                );
            }
        }
    }
}

/// A plinth with a pot from long ago, or a cat in stone.
fn plinth(c: &mut Canvas, glaze: Colour) {
    props::shade(c, (0.0, 4.0), 150.0, 20.0);
    c.cut(&rect(-110.0, -260.0, 220.0, 260.0), CHALK);
    c.cut(&rect(-126.0, -284.0, 252.0, 34.0), PAPER);
    if c.dice.chance(0.5) {
        c.at((10.0, -284.0), 0.9, 0.0, |c| c.cut(&silhouettes::cat(), glaze.shaded(0.1)));
    } else {
        for x in [-64.0, 64.0] {
            c.line(&bow(x, -440.0, 36.0, 60.0, 0.0, 1.0), 15.0, glaze.shaded(0.2));
        }
        c.cut(
            &blob(&[
                (-44.0, -284.0),
                (-96.0, -370.0),
                (-40.0, -460.0),
                (-54.0, -520.0),
                (54.0, -520.0),
                (40.0, -460.0),
                (96.0, -370.0),
                (44.0, -284.0),
            ]),
            glaze,
        );
        let zigzag: Outline = (0..9_u8).map(|i| (-84.0 + f32::from(i) * 21.0, if i.is_multiple_of(2) { -386.0 } else { -356.0 })).collect();
        c.line(&zigzag, 8.0, PAPER);
    }
}
