//! Paper: the book whose story rises from the page, the newspaper.

use crate::scenes::{animals, canvas::Canvas, palette::*, plants, props, shapes::*, silhouettes};

/// An open book on a table; its story stands up from the pages.
pub fn book(c: &mut Canvas) {
    c.read_from_left();
    props::indoors(c, 640.0);
    let cover = c.palette.accent(0);
    let story = c.dice.below(4);
    halo(c);
    match story {
        0 => castle(c),
        1 => grove(c),
        2 => voyage(c),
        _ => flight(c),
    }
    props::shade(c, (750.0, 930.0), 620.0, 34.0);
    c.cut(&[(150.0, 640.0), (750.0, 700.0), (1350.0, 640.0), (1420.0, 930.0), (750.0, 955.0), (80.0, 930.0)], cover);
    let left = curve(&[(750.0, 700.0), (600.0, 655.0), (400.0, 630.0), (180.0, 630.0)]);
    c.cut(&[left, curve(&[(118.0, 900.0), (380.0, 880.0), (600.0, 900.0), (750.0, 935.0)])].concat(), PAPER);
    let right = curve(&[(750.0, 700.0), (900.0, 655.0), (1100.0, 630.0), (1320.0, 630.0)]);
    c.cut(&[right, curve(&[(1382.0, 900.0), (1120.0, 880.0), (900.0, 900.0), (750.0, 935.0)])].concat(), PAPER);
    c.line(&curve(&[(750.0, 700.0), (745.0, 820.0), (750.0, 935.0)]), 5.0, SAND.shaded(0.2));
    for i in 0..6_u8 {
        let y = 690.0 + f32::from(i) * 33.0;
        let out = f32::from(i) * 9.0;
        c.line(&curve(&[(230.0 - out, y - 8.0), (430.0, y - 6.0), (660.0, y + 26.0)]), 7.0, SAND.shaded(0.25));
        c.line(&curve(&[(840.0, y + 26.0), (1070.0, y - 6.0), (1270.0 + out, y - 8.0)]), 7.0, SAND.shaded(0.25));
    }
    c.cut(&[(1120.0, 640.0), (1160.0, 638.0), (1180.0, 960.0), (1156.0, 930.0), (1128.0, 962.0)], c.palette.accent(2));
}

fn halo(c: &mut Canvas) {
    let glow = c.palette.wall.mixed(SUN, 0.35);
    c.print(&star(750.0, 430.0, 490.0, 380.0, 16, 0.01), glow);
    for _ in 0..16 {
        let (x, y, r) = (c.dice.between(300.0, 1200.0), c.dice.between(60.0, 420.0), c.dice.between(8.0, 20.0));
        c.print(&star(x, y, r, r * 0.4, 4, 0.0), PAPER);
    }
}

fn castle(c: &mut Canvas) {
    let (stone, roof) = (c.dice.pick([CHALK, SAND, ROSE.lit(0.3)]), c.palette.accent(1));
    c.cut(&dome(750.0, 720.0, 420.0, 180.0), MOSS);
    for (x, wide, tall) in [(570.0, 100.0, 330.0), (830.0, 100.0, 390.0), (690.0, 130.0, 470.0)] {
        c.cut(&rect(x, 640.0 - tall, wide, tall), stone);
        c.cut(&[(x - 18.0, 642.0 - tall), (x + wide / 2.0, 500.0 - tall), (x + wide + 18.0, 642.0 - tall)], roof);
        c.print(&rounded(x + wide * 0.36, 690.0 - tall, wide * 0.28, 60.0, 12.0), INK.lit(0.2));
        c.line(&[(x + wide / 2.0, 505.0 - tall), (x + wide / 2.0, 460.0 - tall)], 5.0, INK);
        c.print(&[(x + wide / 2.0, 456.0 - tall), (x + wide / 2.0 + 60.0, 472.0 - tall), (x + wide / 2.0, 490.0 - tall)], SUN);
    }
    c.cut(&rect(600.0, 500.0, 310.0, 160.0), stone.shaded(0.1));
    for i in 0..6_u8 {
        c.cut(&rect(600.0 + f32::from(i) * 54.0, 474.0, 32.0, 36.0), stone.shaded(0.1));
    }
    c.print(&[dome(755.0, 580.0, 50.0, 60.0), vec![(805.0, 680.0), (705.0, 680.0)]].concat(), EARTH);
}

fn grove(c: &mut Canvas) {
    for (x, y, scale) in [(470.0, 690.0, 1.2), (1040.0, 690.0, 1.25), (600.0, 700.0, 1.5), (920.0, 700.0, 1.45)] {
        plants::tree(c, (x, y), scale);
    }
    let fur = c.dice.pick([BRICK, CARROT]);
    c.at((760.0, 705.0), 1.35, 0.0, |c| {
        c.cut(&silhouettes::fox(), fur);
        c.print(&disc(106.0, -136.0, 6.0), INK);
    });
}

fn voyage(c: &mut Canvas) {
    let (hull, sail) = (c.palette.accent(1), c.palette.accent(3));
    c.cut(&rect(742.0, 190.0, 18.0, 400.0), EARTH);
    c.cut(&curve(&[(770.0, 220.0), (960.0, 330.0), (980.0, 500.0), (770.0, 520.0)]), PAPER);
    c.cut(&curve(&[(730.0, 250.0), (590.0, 360.0), (560.0, 500.0), (730.0, 510.0)]), sail);
    c.cut(&curve(&[(480.0, 520.0), (560.0, 545.0), (940.0, 545.0), (1040.0, 500.0), (940.0, 680.0), (580.0, 680.0), (480.0, 520.0)]), hull);
    for (y, tone) in [(620.0, LAGOON.lit(0.25)), (660.0, LAGOON)] {
        let crest: Outline = (0..=12_u8).map(|i| (360.0 + f32::from(i) * 65.0, y - 26.0 * f32::from(i % 2))).collect();
        c.cut(&[curve(&crest), vec![(1140.0, 790.0), (360.0, 790.0)]].concat(), tone);
    }
}

fn flight(c: &mut Canvas) {
    for (i, (x, y, scale)) in
        [(560.0, 560.0, 1.0), (780.0, 380.0, 1.35), (1010.0, 560.0, 1.0), (660.0, 240.0, 0.8), (1000.0, 220.0, 0.7)].into_iter().enumerate()
    {
        let (colour, trim) = (c.palette.accent(i + 1), c.palette.accent(i + 2).lit(0.3));
        c.at((x, y), scale, -0.03, |c| animals::butterfly(c, colour, trim));
    }
    for x in [520.0, 640.0, 860.0, 980.0] {
        let tall = c.dice.between(130.0, 240.0);
        let colour = c.palette.accent(4);
        plants::flower(c, (x, 700.0), tall, colour);
    }
}

/// Front pages spread on a table, with what made them.
pub fn newspaper(c: &mut Canvas) {
    c.read_from_left();
    let table = c.dice.pick([c.palette.table, SLATE.lit(0.1), c.palette.wall]);
    c.fill(table);
    for i in 0..7_u8 {
        c.line(&[(-20.0, 80.0 + f32::from(i) * 150.0), (1520.0, 70.0 + f32::from(i) * 150.0)], 4.0, table.shaded(0.12));
    }
    let tilt = c.dice.between(-0.02, 0.02);
    let mast = c.palette.accent(0);
    let second = c.palette.accent(1);
    let layout = c.dice.below(3);
    c.at((420.0, 520.0), 0.86, -0.045 + tilt, |c| page(c, second, (layout + 1) % 3));
    c.at((840.0, 510.0), 1.02, 0.02 + tilt, |c| page(c, mast, layout));
    match c.dice.below(3) {
        0 => c.at((1290.0, 720.0), 1.0, 0.06, |c| camera(c, second)),
        1 => c.at((1300.0, 640.0), 1.0, 0.0, |c| inkwell(c, second)),
        _ => c.at((1300.0, 700.0), 1.0, -0.1, scissors),
    }
    props::pencil(c, (1160.0, 250.0), 380.0, 0.42, SUN);
}

/// A front page, 600 × 820 around `(0, 0)`: masthead, picture, columns.
fn page(c: &mut Canvas, mast: Colour, layout: usize) {
    c.cut(&rect(-300.0, -410.0, 600.0, 820.0), PAPER);
    c.print(&rect(-264.0, -376.0, 528.0, 96.0), mast);
    for (x, wide) in [(-220.0, 120.0), (-80.0, 210.0), (150.0, 70.0)] {
        c.print(&rounded(x, -350.0, wide, 44.0, 10.0), PAPER);
    }
    c.line(&[(-264.0, -258.0), (264.0, -258.0)], 4.0, INK);
    let (px, py, pw, ph) = [(-264.0, -236.0, 528.0, 270.0), (-264.0, -236.0, 340.0, 300.0), (-76.0, -120.0, 340.0, 300.0)][layout];
    photograph(c, (px, py, pw, ph));
    let columns: &[(f32, f32, f32, u16)] = match layout {
        0 => &[(-264.0, 70.0, 160.0, 14), (-80.0, 70.0, 160.0, 14), (104.0, 70.0, 160.0, 14)],
        1 => &[(104.0, -226.0, 160.0, 25), (-264.0, 96.0, 160.0, 13), (-80.0, 96.0, 160.0, 13)],
        _ => &[(-264.0, -226.0, 160.0, 25), (-76.0, -226.0, 340.0, 4), (-76.0, 210.0, 160.0, 8), (104.0, 210.0, 160.0, 8)],
    };
    for &(x, y, wide, lines) in columns {
        props::text(c, (x, y), wide, lines, 24.0, INK.lit(0.45));
    }
}

/// What happened this week: in the hills, by the sea, or in a tree.
fn photograph(c: &mut Canvas, (x, y, w, h): (f32, f32, f32, f32)) {
    c.print(&rect(x, y, w, h), SKY);
    let (one, two) = (c.palette.accent(2), c.palette.accent(3).lit(0.3));
    match c.dice.below(3) {
        0 => {
            c.print(&disc(x + w * 0.72, y + h * 0.32, h * 0.15), SUN);
            c.print(&[(x, y + h), (x, y + h * 0.7), (x + w * 0.3, y + h * 0.45), (x + w * 0.62, y + h)], MOSS);
            c.print(&[(x + w * 0.35, y + h), (x + w * 0.7, y + h * 0.55), (x + w, y + h * 0.8), (x + w, y + h)], FERN);
        }
        1 => {
            c.print(&rect(x, y + h * 0.3, w, h * 0.7), LAGOON);
            for (u, v, size) in [(0.35, 0.6, 0.8), (0.72, 0.78, 0.5)] {
                c.at((x + w * u, y + h * v), size, 0.0, |c| animals::painted_fish(c, one, two));
            }
        }
        _ => {
            c.line(&[(x + 8.0, y + h * 0.82), (x + w - 8.0, y + h * 0.76)], 11.0, EARTH);
            c.at((x + w * 0.48, y + h * 0.8), 1.1, 0.0, |c| animals::painted_bird(c, one, two));
        }
    }
}

fn camera(c: &mut Canvas, colour: Colour) {
    c.cut(&rounded(-60.0, -130.0, 110.0, 60.0, 12.0), INK);
    c.cut(&rounded(-160.0, -90.0, 320.0, 210.0, 26.0), colour);
    c.print(&rect(-160.0, -50.0, 320.0, 34.0), colour.shaded(0.25));
    c.cut(&disc(0.0, 20.0, 86.0), INK);
    c.print(&disc(0.0, 20.0, 62.0), LAGOON);
    c.print(&disc(-18.0, 2.0, 18.0), PAPER);
    c.print(&disc(122.0, -66.0, 13.0), SUN);
}

fn inkwell(c: &mut Canvas, colour: Colour) {
    c.print(&blob(&[(-80.0, 190.0), (10.0, 160.0), (110.0, 200.0), (70.0, 270.0), (-40.0, 260.0)]), INK);
    c.at((20.0, -60.0), 1.0, 0.08, |c| {
        c.cut(&leaf(0.0, 60.0, 400.0, 110.0, 0.75), colour);
        c.line(&[(0.0, 120.0), (0.0, -320.0)], 6.0, PAPER);
    });
    c.cut(&[(-80.0, 60.0), (80.0, 60.0), (110.0, 190.0), (-110.0, 190.0)], LAGOON.shaded(0.3));
    c.cut(&rounded(-56.0, 20.0, 112.0, 46.0, 10.0), INK);
}

fn scissors(c: &mut Canvas) {
    for side in [-1.0, 1.0] {
        c.line(&arc(side * 62.0, 150.0, 50.0, 0.0, 1.0), 24.0, BRICK);
        c.cut(
            &[(side * 46.0, 110.0), (side * 6.0, 96.0), (-side * 40.0, -60.0), (-side * 50.0, -230.0), (side * 8.0, -30.0)],
            SKY.shaded(0.3),
        );
    }
    c.print(&disc(0.0, 20.0, 11.0), INK);
}
