//! What is played before others: shadow theatre, puppets, the choir.

use crate::scenes::{animals, canvas::Canvas, palette::*, plants, props, shapes::*, silhouettes};

/// A lit screen in the dark, and animals cut out of black paper.
pub fn shadows(c: &mut Canvas) {
    let dark = c.dice.pick([SLATE.shaded(0.35), PLUM.shaded(0.5), INK, EARTH.shaded(0.5)]);
    let glow = c.dice.pick([SUN.lit(0.35), CARROT.lit(0.35), SKY.lit(0.3), ROSE.lit(0.3)]);
    c.fill(dark);
    c.cut(&rect(170.0, 90.0, 1160.0, 720.0), WOOD);
    c.print(&rect(205.0, 125.0, 1090.0, 650.0), glow);
    let (x, y) = (c.dice.between(400.0, 1100.0), c.dice.between(440.0, 500.0));
    c.print(&disc(x, y, 300.0), glow.lit(0.3));
    c.print(&disc(x, y, 190.0), glow.lit(0.6));
    c.print(&disc(x, y, 80.0), PAPER);
    scenery(c, dark);
    let cast = c.dice.shuffled([0_u8, 1, 2, 3, 4]);
    for (i, px) in [410.0, 755.0, 1100.0].into_iter().enumerate() {
        let lift = c.dice.between(0.0, 40.0);
        c.line(&[(px, 640.0 - lift), (px + 20.0, 900.0)], 7.0, WOOD);
        c.at((px, 690.0 - lift), 0.95, 0.0, |c| silhouette(c, cast[i], dark));
    }
    for (bx, by) in [(c.dice.between(300.0, 600.0), 230.0), (c.dice.between(800.0, 1150.0), 290.0)] {
        c.line(
            &curve(&[(bx - 46.0, by - 14.0), (bx - 18.0, by - 22.0), (bx, by), (bx + 18.0, by - 22.0), (bx + 46.0, by - 14.0)]),
            8.0,
            dark,
        );
    }
    c.print(&rect(205.0, 690.0, 1090.0, 85.0), dark);
    let cloth = c.dice.pick([BRICK, PLUM, LAGOON, FERN]).mixed(dark, 0.2);
    curtains(c, cloth);
    c.print(&rect(-20.0, 880.0, 1540.0, 140.0), dark.shaded(0.3));
}

fn scenery(c: &mut Canvas, dark: Colour) {
    let soft = dark.mixed(SUN, 0.35);
    let hills = curve(&[(205.0, 620.0), (420.0, 520.0), (640.0, 610.0), (900.0, 500.0), (1120.0, 590.0), (1295.0, 540.0)]);
    c.print(&[hills, vec![(1295.0, 775.0), (205.0, 775.0)]].concat(), soft);
    let dark = dark.mixed(SUN, 0.16);
    for x in [260.0, 1230.0] {
        let (scale, fir) = (c.dice.between(0.85, 1.1), c.dice.chance(0.5));
        c.at((x, 700.0), scale, 0.0, |c| if fir { plants::fir(c, dark) } else { plants::round_tree(c, dark) });
    }
}

fn silhouette(c: &mut Canvas, kind: u8, dark: Colour) {
    let outline = match kind {
        0 => silhouettes::fox(),
        1 => silhouettes::stag(),
        2 => silhouettes::rabbit(),
        3 => silhouettes::cat(),
        _ => silhouettes::bird(),
    };
    c.print(&outline, dark);
    let (x, y) = [(106.0, -136.0), (112.0, -216.0), (52.0, -136.0), (52.0, -158.0), (56.0, -126.0)][usize::from(kind % 5)];
    c.print(&disc(x, y, 7.0), SUN.lit(0.5));
}

/// Curtains on either side, and a pelmet.
fn curtains(c: &mut Canvas, cloth: Colour) {
    for (outer, inner, foot) in [(-30.0, 230.0, 150.0), (1530.0, 1270.0, 1350.0)] {
        c.cut(
            &[
                vec![(outer, -20.0), (inner, -20.0)],
                curve(&[(inner, 200.0), (inner * 0.5 + foot * 0.5, 600.0), (foot, 900.0)]),
                vec![(outer, 900.0)],
            ]
            .concat(),
            cloth,
        );
        for share in [0.3, 0.6, 0.85] {
            let top = outer + (inner - outer) * share;
            let low = outer + (foot - outer) * share;
            c.line(&[(top, 0.0), (top, 300.0), (low, 880.0)], 6.0, cloth.shaded(0.25));
        }
    }
    for i in 0..10_u8 {
        c.cut(&scallop(f32::from(i) * 166.0, 60.0, 84.0, 60.0), if i.is_multiple_of(2) { cloth } else { cloth.lit(0.15) });
    }
    c.cut(&rect(-20.0, -20.0, 1540.0, 84.0), cloth.shaded(0.2));
    c.line(&[(-20.0, 58.0), (1520.0, 58.0)], 8.0, SUN);
}

/// A small theatre and its puppets on strings: animals and robots.
pub fn puppets(c: &mut Canvas) {
    let backdrop = c.dice.pick([SKY, SUN.lit(0.35), ROSE.lit(0.25), LAGOON.lit(0.25), MOSS.lit(0.35)]);
    c.fill(backdrop);
    let (cloth, phase) = (c.dice.pick([BRICK, PLUM, SLATE, LAGOON]), c.dice.unit());
    c.cut(&wave(620.0, 50.0, 700.0, phase), backdrop.shaded(0.18));
    match c.dice.below(3) {
        0 => props::sun(c, (750.0, 300.0), 110.0),
        1 => [(460.0, 260.0, 1.1), (800.0, 330.0, 1.4), (1080.0, 240.0, 1.0)]
            .into_iter()
            .for_each(|(x, y, scale)| props::cloud(c, (x, y), scale, PAPER)),
        _ => {
            (0..9_u8).for_each(|i| c.cut(&star(300.0 + f32::from(i) * 112.0, 210.0 + 90.0 * f32::from(i % 3), 38.0, 16.0, 5, 0.05), PAPER))
        }
    }
    c.cut(&rect(-20.0, 800.0, 1540.0, 220.0), WOOD);
    for i in 0..11_u8 {
        c.line(&[(f32::from(i) * 150.0, 804.0), (f32::from(i) * 170.0 - 100.0, 1000.0)], 5.0, WOOD.shaded(0.2));
    }
    let heads = c.dice.shuffled([0_u8, 1, 2, 3]);
    let spots: &[f32] = if c.dice.chance(0.5) { &[400.0, 750.0, 1100.0] } else { &[520.0, 980.0] };
    for (i, &x) in spots.iter().enumerate() {
        let (coat, skin) = (c.palette.accent(i), c.palette.accent(i + 3));
        let (sway, hop) = (c.dice.between(-40.0, 40.0), c.dice.between(0.0, 60.0));
        let scale = if spots.len() == 2 { 1.25 } else { 1.05 };
        c.at((x, 470.0 - hop), scale, 0.0, |c| puppet(c, heads[i], [coat, skin], sway));
    }
    curtains(c, cloth);
}

/// A puppet, its neck on `(0, 0)`, its strings tied above.
fn puppet(c: &mut Canvas, head: u8, [coat, skin]: [Colour; 2], sway: f32) {
    let hands = [(-130.0 + sway * 0.6, 40.0 - sway), (130.0 + sway * 0.6, 60.0 + sway)];
    c.cut(&[(-120.0, -330.0), (120.0, -330.0), (120.0, -312.0), (-120.0, -312.0)], EARTH);
    for (to, from) in [(hands[0], -114.0), (hands[1], 114.0), ((0.0, -120.0), 0.0)] {
        c.line(&[(from, -320.0), to], 3.0, INK);
    }
    for side in [-1.0, 1.0] {
        let knee = (side * 46.0 + sway * 0.3, 250.0);
        c.line(&[(side * 40.0, 180.0), knee, (side * 60.0 + sway * 0.5, 320.0)], 26.0, skin);
        c.cut(&rounded(side * 60.0 + sway * 0.5 - 36.0, 306.0, 80.0, 40.0, 18.0), INK);
    }
    for (side, hand) in [(-1.0, hands[0]), (1.0, hands[1])] {
        c.line(&[(side * 56.0, 26.0), (side * 110.0, 100.0), hand], 24.0, coat.shaded(0.2));
        c.cut(&disc(hand.0, hand.1, 22.0), skin);
    }
    c.cut(&[(-60.0, 0.0), (60.0, 0.0), (104.0, 210.0), (50.0, 192.0), (0.0, 214.0), (-50.0, 192.0), (-104.0, 210.0)], coat);
    for y in [50.0, 100.0, 150.0] {
        c.print(&disc(0.0, y, 11.0), SUN.lit(0.3));
    }
    head_of(c, head, skin);
}

fn head_of(c: &mut Canvas, head: u8, skin: Colour) {
    match head {
        0 => {
            c.cut(&[(-84.0, -40.0), (-92.0, -170.0), (-30.0, -126.0), (30.0, -126.0), (92.0, -170.0), (84.0, -40.0), (0.0, 14.0)], skin);
            c.print(&[(-14.0, -30.0), (14.0, -30.0), (0.0, -12.0)], INK);
            for (side, y) in [(-1.0, -24.0), (1.0, -24.0), (-1.0, -10.0), (1.0, -10.0)] {
                c.line(&[(side * 26.0, y), (side * 92.0, y * 1.8 + 20.0)], 3.0, INK);
            }
        }
        1 => {
            c.cut(&disc(0.0, -66.0, 86.0), skin);
            c.cut(&[(-26.0, -64.0), (26.0, -64.0), (0.0, 4.0)], SUN);
            for turn in [0.68, 0.75, 0.82] {
                c.cut(&leaf(0.0, -136.0, 76.0, 36.0, turn), BRICK);
            }
        }
        2 => {
            c.line(&[(0.0, -140.0), (0.0, -190.0)], 8.0, INK);
            c.cut(&disc(0.0, -196.0, 17.0), BRICK);
            c.cut(&rounded(-88.0, -146.0, 176.0, 146.0, 20.0), skin);
            c.print(&rect(-50.0, -40.0, 100.0, 20.0), INK);
        }
        _ => {
            for i in 0..5_u8 {
                let (x, y) = polar(0.0, -66.0, 92.0, 0.6 + f32::from(i) * 0.075);
                c.cut(&regular(x, y, 30.0, 3, 0.6 + f32::from(i) * 0.075), SUN);
            }
            c.cut(&blob(&[(-86.0, -80.0), (0.0, -146.0), (86.0, -80.0), (110.0, -20.0), (60.0, 6.0), (-60.0, 6.0), (-110.0, -20.0)]), skin);
            for x in [-50.0, 50.0] {
                c.print(&oval(x, -22.0, 9.0, 6.0), INK);
            }
        }
    }
    props::eyes(c, (0.0, -84.0), 78.0, 23.0);
}

/// Birds on the wires, as notes on a stave.
pub fn choir(c: &mut Canvas) {
    c.read_from_left();
    let phase = c.dice.unit();
    let (long, high) = (c.dice.between(1300.0, 2200.0), c.dice.between(14.0, 40.0));
    let sway = move |x: f32| high * ((x / long + phase) * std::f32::consts::TAU).sin();
    c.fill(c.palette.sky);
    props::weather(c, 260.0);
    c.cut(&wave(850.0, 20.0, 900.0, phase), c.palette.mid);
    for x in [70.0, 1400.0] {
        c.cut(&rect(x, 250.0, 30.0, 720.0), EARTH);
        c.cut(&rect(x - 50.0, 300.0, 130.0, 20.0), EARTH);
    }
    for i in 0..5_u8 {
        let y = 360.0 + f32::from(i) * 100.0;
        let wire: Outline = (0..=20_u8).map(|k| f32::from(k) * 78.0 - 30.0).map(|x| (x, y + sway(x))).collect();
        c.line(&wire, 5.0, INK);
    }
    clef(c, (210.0, 560.0 + sway(210.0)));
    let (count, mut pitch) = (6 + c.dice.below(3), c.dice.below(5));
    for i in 0..count {
        let x = 390.0 + 890.0 * i as f32 / (count - 1) as f32;
        // Never twice the same note: two birds side by side on a wire would hide each other.
        pitch = (pitch + 1 + c.dice.below(4)) % 5;
        let y = 360.0 + 100.0 * pitch as f32 + sway(x);
        let (colour, trim, scale) = (c.palette.accent(i), c.palette.accent(i + 2).lit(0.3), c.dice.between(0.78, 0.95));
        let colour = if colour == CHALK { BRICK } else { colour };
        c.at((x, y - 2.0), scale, 0.0, |c| animals::painted_bird(c, colour, trim));
        if c.dice.chance(0.6) {
            note(c, (x + 96.0, y - 150.0));
        }
    }
    plants::grass(c, 880.0, 990.0, 16, c.palette.mid.shaded(0.3));
}

fn clef(c: &mut Canvas, (x, y): Point) {
    let sweep = [
        (x - 10.0, y + 40.0),
        (x + 34.0, y + 6.0),
        (x, y - 40.0),
        (x - 56.0, y + 20.0),
        (x - 20.0, y + 96.0),
        (x + 70.0, y + 60.0),
        (x + 40.0, y - 30.0),
    ];
    let tail = [(x - 40.0, y - 110.0), (x + 10.0, y - 250.0), (x + 50.0, y - 210.0), (x - 30.0, y - 80.0)];
    c.line(&curve(&sweep[..6]), 15.0, INK);
    c.line(&curve(&[sweep[3], tail[3], tail[2], tail[1], (x + 6.0, y), (x + 20.0, y + 180.0), (x - 30.0, y + 190.0)]), 15.0, INK);
    c.print(&disc(x - 30.0, y + 186.0, 20.0), INK);
}

fn note(c: &mut Canvas, (x, y): Point) {
    let colour = c.palette.accent(5).shaded(0.2);
    let colour = if colour == CHALK.shaded(0.2) { INK } else { colour };
    c.at((x, y), 1.0, -0.06, |c| c.print(&oval(0.0, 0.0, 21.0, 15.0), colour));
    c.line(&[(x + 18.0, y - 4.0), (x + 18.0, y - 74.0), (x + 46.0, y - 54.0)], 7.0, colour);
}
