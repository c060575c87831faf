//! Water: the river, the ocean.

use crate::scenes::{animals, canvas::Canvas, palette::*, plants, props, shapes::*, silhouettes};

/// A river that comes down from the hills, with a bridge or a mill, boats, fish and reeds.
pub fn river(c: &mut Canvas) {
    props::outdoors(c, 400.0);
    let bend = c.dice.between(-130.0, 130.0);
    let water = c.dice.pick([LAGOON, LAGOON.lit(0.25), LAGOON.mixed(SLATE, 0.35)]);
    for (i, x) in [120.0, 330.0, 1180.0, 1390.0].into_iter().enumerate() {
        let scale = c.dice.between(0.75, 1.1);
        plants::tree(c, (x, 480.0 + 25.0 * (i % 2) as f32), scale);
    }
    let left = curve(&[(690.0 + bend, 405.0), (600.0 + bend, 480.0), (700.0, 580.0), (430.0, 740.0), (180.0, 1040.0)]);
    let right = curve(&[(1400.0, 1040.0), (1190.0, 760.0), (960.0, 590.0), (700.0 + bend, 480.0), (740.0 + bend, 405.0)]);
    c.cut(&[left, right].concat(), water);
    for (y, x, long) in [(610.0, 780.0, 90.0), (700.0, 640.0, 140.0), (800.0, 900.0, 170.0), (880.0, 480.0, 150.0), (940.0, 1010.0, 190.0)]
    {
        c.line(&curve(&[(x, y), (x + long * 0.5, y - 8.0), (x + long, y)]), 6.0, water.lit(0.4));
    }
    if c.dice.chance(0.5) {
        bridge(c)
    } else {
        mill(c)
    }
    let (sail, hull) = (c.palette.accent(0), c.palette.accent(1));
    for (x, y, scale) in [(c.dice.between(560.0, 700.0), 790.0, 1.0), (c.dice.between(830.0, 1000.0), 920.0, 1.35)] {
        c.at((x, y), scale, 0.0, |c| paper_boat(c, sail, hull));
    }
    for x in [60.0, 150.0, 1330.0, 1440.0] {
        reeds(c, (x, 985.0));
    }
}

fn bridge(c: &mut Canvas) {
    let stone = c.dice.pick([SAND, ROSE, CHALK]);
    c.cut(&[arc(790.0, 690.0, 330.0, 0.54, 0.96), arc(790.0, 735.0, 290.0, 0.96, 0.54)].concat(), stone);
    c.line(&arc(790.0, 655.0, 330.0, 0.55, 0.95), 9.0, EARTH);
    for i in 0..9_u8 {
        let turn = 0.56 + f32::from(i) * 0.0475;
        c.line(&[polar(790.0, 690.0, 326.0, turn), polar(790.0, 655.0, 330.0, turn)], 8.0, EARTH);
    }
}

fn mill(c: &mut Canvas) {
    props::house(c, (1080.0, 690.0), 230.0, 210.0);
    c.at((1075.0, 650.0), 1.0, 0.0, |c| {
        for i in 0..8_u8 {
            let (x, y) = polar(0.0, 0.0, 118.0, f32::from(i) / 8.0);
            c.line(&[(0.0, 0.0), (x, y)], 9.0, EARTH);
            c.at((x, y), 1.0, f32::from(i) / 8.0, |c| c.cut(&rect(-14.0, -24.0, 28.0, 48.0), WOOD));
        }
        c.line(&arc(0.0, 0.0, 100.0, 0.0, 1.0), 11.0, EARTH);
        c.cut(&disc(0.0, 0.0, 20.0), WOOD);
    });
}

fn paper_boat(c: &mut Canvas, sail: Colour, hull: Colour) {
    c.cut(&[(-60.0, -26.0), (0.0, -120.0), (60.0, -26.0)], sail);
    c.print(&[(0.0, -120.0), (60.0, -26.0), (6.0, -26.0)], sail.shaded(0.15));
    c.cut(&[(-120.0, -50.0), (120.0, -50.0), (76.0, 14.0), (-76.0, 14.0)], hull);
    c.print(&[(-120.0, -50.0), (0.0, -26.0), (-76.0, 14.0)], hull.lit(0.2));
}

fn reeds(c: &mut Canvas, (x, y): Point) {
    for (dx, tall) in [(-36.0, 190.0), (0.0, 250.0), (34.0, 170.0)] {
        c.line(&curve(&[(x + dx * 0.4, y), (x + dx * 0.7, y - tall * 0.6), (x + dx, y - tall)]), 7.0, FERN);
        c.cut(&rounded(x + dx - 11.0, y - tall - 20.0, 22.0, 76.0, 10.0), EARTH);
    }
    c.print(&leaf(x, y, 170.0, 24.0, 0.7), FERN);
    c.print(&leaf(x, y, 150.0, 24.0, 0.81), MOSS);
}

/// Under the surface: a whale or a turtle, fish, jellyfish, coral.
pub fn ocean(c: &mut Canvas) {
    let water = c.dice.pick([LAGOON, LAGOON.mixed(SLATE, 0.4), LAGOON.mixed(SKY, 0.35), LAGOON.mixed(MOSS, 0.3)]);
    c.fill(c.palette.sky);
    props::weather(c, 220.0);
    let (x, hull, sail) = (c.dice.between(300.0, 1200.0), c.palette.accent(0), c.palette.accent(1));
    c.at((x, 205.0), 0.9, 0.0, |c| {
        c.line(&[(0.0, -20.0), (0.0, -150.0)], 7.0, EARTH);
        c.cut(&[(8.0, -150.0), (90.0, -46.0), (8.0, -46.0)], PAPER);
        c.cut(&[(-8.0, -130.0), (-70.0, -46.0), (-8.0, -46.0)], sail);
        c.cut(&[(-110.0, -34.0), (110.0, -34.0), (70.0, 20.0), (-70.0, 20.0)], hull);
    });
    for (i, y) in [190.0, 340.0, 520.0, 700.0].into_iter().enumerate() {
        let phase = c.dice.unit();
        c.cut(&wave(y, 14.0, 420.0 + 90.0 * i as f32, phase), water.mixed(SLATE.shaded(0.3), 0.22 * i as f32).lit(0.1));
    }
    for i in 0..8_u8 {
        let (x, y) = (110.0 + f32::from(i) * 190.0 + c.dice.between(-50.0, 50.0), c.dice.between(300.0, 800.0));
        let (colour, trim, size) =
            (c.dice.pick([SUN, BRICK, ROSE, CARROT]), c.dice.pick([PAPER, PLUM, SUN.lit(0.5)]), c.dice.between(0.35, 0.7));
        c.at((x, y), size, 0.0, |c| animals::painted_fish(c, colour, trim));
    }
    giant(c);
    let (x, y) = (c.dice.between(1050.0, 1350.0), c.dice.between(380.0, 480.0));
    jellyfish(c, (x, y));
    seabed(c);
}

fn giant(c: &mut Canvas) {
    let (x, y) = (c.dice.between(480.0, 760.0), c.dice.between(480.0, 590.0));
    if c.dice.chance(0.6) {
        let skin = c.dice.pick([SLATE, SKY.shaded(0.15), PLUM]);
        c.at((x, y), 1.5, 0.0, |c| {
            c.cut(&silhouettes::whale(), skin);
            c.print(&blob(&[(184.0, 14.0), (120.0, 72.0), (0.0, 78.0), (-80.0, 54.0), (20.0, 40.0)]), CHALK);
            c.print(&leaf(60.0, 40.0, 110.0, 44.0, 0.33), skin.shaded(0.25));
            c.print(&disc(128.0, -10.0, 8.0), PAPER);
        });
    } else {
        c.at((x, y), 1.5, -0.03, |c| {
            for (px, py, turn) in [(70.0, 40.0, 0.12), (70.0, -40.0, 0.88), (-90.0, 50.0, 0.36), (-90.0, -50.0, 0.64)] {
                c.cut(&leaf(px, py, 130.0, 60.0, turn), MOSS);
            }
            c.cut(&oval(170.0, 0.0, 50.0, 34.0), MOSS);
            c.cut(&oval(0.0, 0.0, 140.0, 100.0), FERN.shaded(0.2));
            for (px, py) in [(0.0, 0.0), (72.0, 0.0), (-72.0, 0.0), (36.0, 56.0), (-36.0, 56.0), (36.0, -56.0), (-36.0, -56.0)] {
                c.print(&regular(px, py, 33.0, 6, 0.08), MOSS.lit(0.25));
            }
            c.print(&disc(186.0, -10.0, 6.0), INK);
        });
    }
}

fn jellyfish(c: &mut Canvas, (x, y): Point) {
    for i in 0..5_u8 {
        let px = x - 60.0 + f32::from(i) * 30.0;
        c.line(&curve(&[(px, y), (px + 18.0, y + 70.0), (px - 14.0, y + 130.0), (px + 10.0, y + 190.0)]), 7.0, ROSE.lit(0.3));
    }
    c.cut(&dome(x, y + 8.0, 92.0, 96.0), ROSE);
    c.print(&dome(x, y - 18.0, 56.0, 48.0), ROSE.lit(0.35));
}

fn seabed(c: &mut Canvas) {
    let phase = c.dice.unit();
    c.cut(&wave(890.0, 22.0, 800.0, phase), SAND);
    for i in 0..9_u8 {
        let x = 70.0 + f32::from(i) * 170.0 + c.dice.between(-40.0, 40.0);
        let colour = c.dice.pick([BRICK, ROSE, SUN, MOSS, FERN]);
        if c.dice.chance(0.5) {
            for turn in [0.68, 0.75, 0.82] {
                let (tx, ty) = polar(x, 950.0, 130.0, turn);
                c.line(&[(x, 950.0), ((x + tx) / 2.0, 880.0), (tx, ty)], 20.0, colour);
            }
        } else {
            let sway: Outline = (0..8_u8).map(|k| (x + 16.0 * f32::from(k % 2), 950.0 - f32::from(k) * 34.0)).collect();
            c.line(&curve(&sway), 15.0, colour);
        }
    }
    c.cut(&star(750.0, 955.0, 44.0, 18.0, 5, 0.05), CARROT);
}
