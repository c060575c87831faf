//! Cooking together.

use crate::scenes::{canvas::Canvas, palette::*, plants, props, shapes::*};

/// Bread, soup or cake: the board, the pot, the vegetables, the scales.
pub fn kitchen(c: &mut Canvas) {
    props::indoors(c, 560.0);
    shelf(c);
    let (pot, cloth) = (c.palette.accent(0), c.palette.accent(1));
    for (i, j) in (0..8_u8).flat_map(|i| (0..3_u8).map(move |j| (i, j))) {
        let tone = if (i + j) % 2 == 0 { cloth.lit(0.25) } else { PAPER };
        c.print(&rect(120.0 + f32::from(i) * 70.0, 740.0 + f32::from(j) * 70.0, 70.0, 70.0), tone);
    }
    let order = c.dice.shuffled([0_u8, 1, 2, 3]);
    for (i, x) in [390.0, 860.0, 1260.0].into_iter().enumerate() {
        c.at((x, 800.0), 1.12, 0.0, |c| match order[i] {
            0 => stockpot(c, pot),
            1 => cake(c, cloth),
            2 => bowl(c, pot),
            _ => board(c),
        });
    }
    for i in 0..5_u8 {
        let x = 170.0 + f32::from(i) * 290.0 + c.dice.between(-50.0, 50.0);
        let kind = c.dice.below(4);
        c.at((x, 935.0), 0.9, 0.0, |c| ingredient(c, kind));
    }
}

fn shelf(c: &mut Canvas) {
    c.cut(&rect(140.0, 270.0, 1220.0, 26.0), WOOD.shaded(0.2));
    for i in 0..9_u8 {
        let x = 200.0 + f32::from(i) * 130.0 + c.dice.between(-14.0, 14.0);
        let (colour, tall) = (c.palette.accent(i.into()), c.dice.between(90.0, 150.0));
        if c.dice.chance(0.6) {
            c.cut(&rounded(x - 42.0, 270.0 - tall, 84.0, tall, 14.0), PAPER);
            c.print(&rounded(x - 34.0, 270.0 - tall * 0.6, 68.0, tall * 0.5, 8.0), colour);
            c.cut(&rect(x - 36.0, 256.0 - tall, 72.0, 22.0), EARTH);
        } else {
            c.cut(&[dome(x, 270.0 - tall * 0.5, 50.0, 20.0), vec![(x + 36.0, 270.0), (x - 36.0, 270.0)]].concat(), colour);
            plants::sprig(c, (x, 220.0), 110.0, 14.0, FERN);
        }
    }
    for (i, x) in [300.0, 430.0, 1080.0, 1210.0].into_iter().enumerate() {
        c.line(&[(x, 290.0), (x, 400.0)], 9.0, INK);
        if i.is_multiple_of(2) { c.cut(&disc(x, 436.0, 42.0), SKY.shaded(0.25)) } else { c.cut(&leaf(x, 380.0, 110.0, 60.0, 0.25), WOOD) }
    }
}

fn stockpot(c: &mut Canvas, colour: Colour) {
    for (x, tall) in [(-60.0, 120.0), (10.0, 160.0), (70.0, 110.0)] {
        c.line(
            &curve(&[(x, -240.0), (x + 24.0, -240.0 - tall * 0.4), (x - 14.0, -240.0 - tall * 0.7), (x + 8.0, -240.0 - tall)]),
            11.0,
            PAPER,
        );
    }
    for x in [-190.0, 190.0] {
        c.line(&arc(x * 0.95, -140.0, 36.0, 0.0, 1.0), 18.0, INK);
    }
    c.cut(&rounded(-180.0, -210.0, 360.0, 220.0, 30.0), colour);
    c.print(&rect(-180.0, -180.0, 360.0, 18.0), colour.lit(0.4));
    c.cut(&oval(0.0, -208.0, 186.0, 38.0), colour.shaded(0.35));
    c.print(&oval(0.0, -204.0, 160.0, 27.0), CARROT);
    for (x, tone) in [(-90.0, MOSS), (-20.0, SUN), (60.0, FERN), (110.0, BRICK)] {
        c.print(&disc(x, -204.0, 12.0), tone);
    }
}

fn cake(c: &mut Canvas, cream: Colour) {
    c.cut(&rect(-30.0, -40.0, 60.0, 50.0), CHALK);
    c.cut(&oval(0.0, 6.0, 120.0, 20.0), CHALK);
    c.cut(&oval(0.0, -50.0, 210.0, 30.0), CHALK);
    for (y, tone) in [(-110.0, SAND.shaded(0.15)), (-150.0, cream.lit(0.3)), (-200.0, SAND.shaded(0.1))] {
        c.cut(&rounded(-160.0, y, 320.0, 58.0, 16.0), tone);
    }
    for i in 0..6_u8 {
        c.cut(&scallop(-130.0 + f32::from(i) * 52.0, -202.0, 30.0, 50.0), PAPER);
    }
    c.cut(&oval(0.0, -206.0, 164.0, 24.0), PAPER);
    for x in [-100.0, -34.0, 34.0, 100.0] {
        c.cut(&disc(x, -226.0, 24.0), BRICK);
        c.print(&leaf(x, -246.0, 30.0, 14.0, 0.9), MOSS);
    }
}

fn bowl(c: &mut Canvas, colour: Colour) {
    c.at((60.0, -170.0), 1.0, 0.07, |c| {
        c.cut(&rect(-11.0, -230.0, 22.0, 160.0), WOOD);
        for half in [16.0, 40.0, 60.0] {
            c.line(&bow(0.0, -40.0, half, 90.0, 0.0, 1.0), 6.0, INK.lit(0.3));
        }
    });
    c.cut(&[bow(0.0, -160.0, 200.0, 170.0, 0.0, 0.5), vec![(-200.0, -160.0)]].concat(), colour);
    c.print(&[bow(0.0, -130.0, 168.0, 40.0, 0.0, 0.5), vec![(-180.0, -110.0), (180.0, -110.0)]].concat(), colour.lit(0.3));
    c.cut(&oval(0.0, -160.0, 204.0, 44.0), colour.shaded(0.3));
    c.print(&oval(0.0, -154.0, 176.0, 32.0), SUN.lit(0.5));
}

fn board(c: &mut Canvas) {
    c.cut(&rounded(-220.0, -70.0, 440.0, 90.0, 24.0), WOOD.shaded(0.12));
    c.cut(&blob(&[(-180.0, -66.0), (-170.0, -150.0), (-60.0, -190.0), (80.0, -180.0), (160.0, -140.0), (170.0, -66.0)]), CARROT.lit(0.15));
    for x in [-90.0, -20.0, 50.0] {
        c.line(&curve(&[(x, -84.0), (x + 20.0, -130.0), (x + 50.0, -160.0)]), 15.0, SAND);
    }
    c.cut(&[(190.0, -190.0), (224.0, -190.0), (224.0, -30.0), (206.0, -16.0)], SKY.shaded(0.12));
    c.cut(&rounded(190.0, -300.0, 34.0, 120.0, 12.0), INK);
}

fn ingredient(c: &mut Canvas, kind: usize) {
    props::shade(c, (0.0, 4.0), 70.0, 12.0);
    match kind {
        0 => {
            c.cut(&disc(0.0, -44.0, 48.0), BRICK);
            c.print(&star(0.0, -82.0, 30.0, 9.0, 5, 0.05), FERN);
        }
        1 => {
            c.cut(&leaf(90.0, -20.0, 190.0, 60.0, 0.5), CARROT);
            for turn in [0.95, 0.0, 0.05] {
                c.print(&leaf(84.0, -20.0, 70.0, 22.0, turn), MOSS);
            }
        }
        2 => {
            c.cut(&blob(&[(-44.0, -10.0), (-48.0, -60.0), (-14.0, -90.0), (14.0, -90.0), (48.0, -60.0), (44.0, -10.0), (0.0, 4.0)]), PLUM);
            c.line(&[(0.0, -90.0), (6.0, -116.0)], 9.0, FERN);
        }
        _ => {
            for x in [-36.0, 30.0] {
                c.cut(&oval(x, -36.0, 32.0, 40.0), SAND.lit(0.4));
            }
        }
    }
}
