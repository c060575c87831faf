//! Animals in colour, on the same scale as the silhouettes.

use super::{canvas::Canvas, palette::*, shapes::*, silhouettes};

/// A fish with its eye, fin and stripes.
pub fn painted_fish(c: &mut Canvas, colour: Colour, trim: Colour) {
    c.cut(&silhouettes::fish(), colour);
    c.print(&leaf(20.0, 0.0, 54.0, 30.0, 0.45), trim);
    for x in [-30.0, -8.0] {
        c.line(&[(x, -34.0), (x - 6.0, 0.0), (x, 34.0)], 7.0, trim);
    }
    c.print(&disc(66.0, -12.0, 9.0), PAPER);
    c.print(&disc(68.0, -12.0, 4.5), INK);
}

/// A bird that sings, with its wing and legs.
pub fn painted_bird(c: &mut Canvas, colour: Colour, trim: Colour) {
    for x in [-10.0, 18.0] {
        c.line(&[(x, -14.0), (x + 6.0, 6.0)], 5.0, INK);
    }
    c.cut(&silhouettes::bird(), colour);
    c.print(&[(84.0, -132.0), (132.0, -136.0), (92.0, -114.0)], SUN);
    c.print(&[(88.0, -114.0), (126.0, -98.0), (80.0, -104.0)], SUN);
    c.print(&leaf(34.0, -78.0, 120.0, 56.0, 0.44), trim);
    c.print(&disc(56.0, -126.0, 7.0), INK);
}

/// A hedgehog.
pub fn hedgehog(c: &mut Canvas, colour: Colour) {
    let spikes: Outline =
        (0_u8..=24).map(|i| polar(0.0, 0.0, if i.is_multiple_of(2) { 92.0 } else { 76.0 }, 0.5 + f32::from(i) / 48.0)).collect();
    c.cut(&spikes, colour);
    c.cut(&blob(&[(40.0, 0.0), (50.0, -52.0), (80.0, -46.0), (126.0, -14.0), (118.0, 0.0)]), colour.lit(0.45));
    c.print(&disc(122.0, -14.0, 8.0), INK);
    c.print(&disc(84.0, -32.0, 6.0), INK);
}

/// A ladybird seen from above, its middle on `(0, 0)`, going up.
pub fn ladybird(c: &mut Canvas, colour: Colour) {
    for side in [-1.0, 1.0] {
        for y in [-35.0, 5.0, 45.0] {
            c.line(&[(side * 50.0, y), (side * 92.0, y + 16.0), (side * 100.0, y + 36.0)], 8.0, INK);
        }
        c.line(&[(side * 14.0, -92.0), (side * 34.0, -124.0)], 6.0, INK);
    }
    c.cut(&disc(0.0, -66.0, 38.0), INK);
    c.cut(&oval(0.0, 4.0, 76.0, 86.0), colour);
    c.line(&[(0.0, -76.0), (0.0, 88.0)], 6.0, INK);
    for (x, y, r) in [(34.0, -30.0, 15.0), (40.0, 28.0, 13.0), (18.0, 62.0, 10.0)] {
        c.print(&disc(x, y, r), INK);
        c.print(&disc(-x, y, r), INK);
    }
}

/// A bee in flight, its middle on `(0, 0)`.
pub fn bee(c: &mut Canvas) {
    c.tint(&leaf(-6.0, -24.0, 84.0, 54.0, 0.66), PAPER, 0.85);
    c.tint(&leaf(6.0, -24.0, 84.0, 54.0, 0.8), PAPER, 0.85);
    c.cut(&oval(0.0, 0.0, 62.0, 38.0), SUN);
    for (x, half) in [(-28.0, 31.0), (0.0, 36.0), (26.0, 32.0)] {
        c.line(&[(x, -half), (x + 3.0, 0.0), (x, half)], 13.0, INK);
    }
    c.print(&disc(58.0, -4.0, 24.0), INK);
    c.print(&disc(66.0, -9.0, 5.0), PAPER);
    c.print(&[(-60.0, -6.0), (-84.0, 0.0), (-60.0, 6.0)], INK);
    c.line(&[(66.0, -24.0), (84.0, -44.0)], 5.0, INK);
}

/// A butterfly seen from above, its middle on `(0, 0)`, going up.
pub fn butterfly(c: &mut Canvas, colour: Colour, trim: Colour) {
    for side in [-1.0, 1.0] {
        c.cut(&blob(&[(0.0, -10.0), (side * 60.0, -86.0), (side * 110.0, -80.0), (side * 96.0, -20.0), (0.0, 10.0)]), colour);
        c.cut(&blob(&[(0.0, 0.0), (side * 76.0, 10.0), (side * 80.0, 66.0), (side * 36.0, 76.0)]), colour.shaded(0.15));
        c.print(&disc(side * 76.0, -54.0, 17.0), trim);
        c.print(&disc(side * 52.0, 40.0, 12.0), trim);
        c.line(&[(0.0, -50.0), (side * 24.0, -96.0)], 4.0, INK);
    }
    c.print(&oval(0.0, 4.0, 10.0, 60.0), INK);
}

/// A snail.
pub fn snail(c: &mut Canvas, shell: Colour, body: Colour) {
    c.cut(&blob(&[(-110.0, 0.0), (-60.0, -26.0), (40.0, -30.0), (74.0, -84.0), (104.0, -76.0), (100.0, -20.0), (70.0, 0.0)]), body);
    c.line(&[(84.0, -78.0), (78.0, -120.0)], 6.0, body);
    c.line(&[(98.0, -76.0), (110.0, -116.0)], 6.0, body);
    c.cut(&dome(-10.0, -10.0, 70.0, 100.0), shell);
    let spiral: Outline = (0_u8..30).map(|i| polar(-10.0, -52.0, f32::from(i) * 1.25, f32::from(i) / 12.0)).collect();
    c.line(&spiral, 6.0, shell.shaded(0.35));
}
