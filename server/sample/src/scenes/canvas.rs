//! Cut paper: sheets of flat colour, cut by hand and laid one on the other, then a little grain over the whole.

use super::PaintError;
use super::palette::{Colour, INK, PAPER, Palette};
use super::random::Random;
use super::shapes::Point;
use tiny_skia::{FillRule, LineCap, LineJoin, Paint, Path, PathBuilder, Pixmap, Rect, Stroke, StrokeDash, Transform};

/// Painters work on a sheet of this size, whatever the size in pixels.
pub const WIDTH: f32 = 1500.0;
/// The other side of that sheet.
pub const HEIGHT: f32 = 1000.0;

/// Scissors turn about this often.
const SNIP: f32 = 64.0;
/// Scissors miss by this much at most.
const MISS: f32 = 2.4;
/// Where the shadow of a sheet falls on the one beneath.
const SHADOW: Point = (5.0, 8.0);
const SHADOW_ALPHA: u8 = 40;
const FLECKS: u16 = 1500;

/// The sheet being made.
pub struct Canvas {
    pixmap: Pixmap,
    /// From picture units to pixels.
    view: Transform,
    mirrored: bool,
    /// From the units of the thing being drawn to picture units.
    place: Transform,
    /// The hand's hesitations: a stream of its own, so that a longer edge does not move the next tree.
    hand: Random,
    /// What decides where things go.
    pub dice: Random,
    /// What the picture is printed with.
    pub palette: Palette,
}

impl Canvas {
    /// An empty sheet. The picture fills it and is cropped when the proportions differ; half of all seeds are mirrored.
    pub fn new(seed: u64, width: u32, height: u32) -> Result<Self, PaintError> {
        let pixmap = Pixmap::new(width, height).ok_or(PaintError::Size { width, height })?;
        let mut dice = Random::new(seed);
        let palette = Palette::new(&mut dice);
        let scale = (width as f32 / WIDTH).max(height as f32 / HEIGHT);
        let (left, top) = ((width as f32 - WIDTH * scale) / 2.0, (height as f32 - HEIGHT * scale) / 2.0);
        let mut canvas = Self {
            pixmap,
            view: Transform::from_row(scale, 0.0, 0.0, scale, left, top),
            place: Transform::identity(),
            hand: Random::new(!seed),
            dice,
            palette,
            mirrored: false,
        };
        if canvas.dice.chance(0.5) {
            canvas.mirror();
        }
        Ok(canvas)
    }

    fn mirror(&mut self) {
        self.view = self.view.pre_translate(WIDTH, 0.0).pre_scale(-1.0, 1.0);
        self.mirrored = !self.mirrored;
    }

    /// From here on left is left: for what is read in one direction, such as pages, scores and time.
    pub fn read_from_left(&mut self) {
        if self.mirrored {
            self.mirror();
        }
    }

    /// Covers everything.
    pub fn fill(&mut self, colour: Colour) {
        let Colour(r, g, b) = colour;
        self.pixmap.fill(tiny_skia::Color::from_rgba8(r, g, b, 255));
    }

    /// Draws a thing in its own units: `(0, 0)` goes to `(x, y)`, enlarged by `scale` and turned by `turn` (1 = all the way round).
    pub fn at(&mut self, (x, y): Point, scale: f32, turn: f32, draw: impl FnOnce(&mut Self)) {
        let outer = self.place;
        self.place = outer.pre_translate(x, y).pre_rotate(turn * 360.0).pre_scale(scale, scale);
        draw(self);
        self.place = outer;
    }

    /// A piece of paper laid on what is there: it throws a shadow.
    pub fn cut(&mut self, outline: &[Point], colour: Colour) {
        if let Some(path) = self.by_hand(outline, true) {
            let (dx, dy) = SHADOW;
            self.paint(&path, INK, SHADOW_ALPHA, self.view.pre_translate(dx, dy));
            self.paint(&path, colour, 255, self.view);
        }
    }

    /// A shape printed on what is there: no shadow.
    pub fn print(&mut self, outline: &[Point], colour: Colour) {
        self.tint(outline, colour, 1.0);
    }

    /// A shape that lets what is beneath show through: light, water, glass.
    pub fn tint(&mut self, outline: &[Point], colour: Colour, opacity: f32) {
        if let Some(path) = self.by_hand(outline, true) {
            self.paint(&path, colour, (opacity * 255.0) as u8, self.view);
        }
    }

    /// A line through `points`, `width` wide, with round ends.
    pub fn line(&mut self, points: &[Point], width: f32, colour: Colour) {
        self.stroke(points, width * self.scale(), colour, None);
    }

    /// The same in dashes: routes, seams, flights.
    pub fn dashes(&mut self, points: &[Point], width: f32, colour: Colour) {
        let width = width * self.scale();
        self.stroke(points, width, colour, StrokeDash::new(vec![width * 3.5, width * 3.0], 0.0));
    }

    /// Paper grain over the whole, then the picture as PNG.
    pub fn finish(mut self) -> Result<Vec<u8>, PaintError> {
        self.place = Transform::identity();
        for (colour, alpha) in [(PAPER, 84), (INK, 44)] {
            if let Some(path) = self.flecks() {
                self.paint(&path, colour, alpha, self.view);
            }
        }
        self.pixmap.encode_png().map_err(|error| PaintError::Encode(Box::new(error)))
    }

    fn paint(&mut self, path: &Path, colour: Colour, alpha: u8, view: Transform) {
        self.pixmap.fill_path(path, &ink(colour, alpha), FillRule::Winding, view, None);
    }

    fn stroke(&mut self, points: &[Point], width: f32, colour: Colour, dash: Option<StrokeDash>) {
        if let Some(path) = self.by_hand(points, false) {
            let stroke = Stroke { width, dash, line_cap: LineCap::Round, line_join: LineJoin::Round, ..Stroke::default() };
            self.pixmap.stroke_path(&path, &ink(colour, 255), &stroke, self.view, None);
        }
    }

    fn scale(&self) -> f32 {
        self.place.sx.hypot(self.place.ky)
    }

    /// `points` in picture units, as a hand would cut them: long edges in several snips, nothing quite straight.
    /// Small things are cut with more care, or they would no longer be themselves. `None` when there is nothing to cut.
    fn by_hand(&mut self, points: &[Point], closed: bool) -> Option<Path> {
        let points: Vec<Point> = points.iter().map(|&point| self.placed(point)).collect();
        let miss = (extent(&points) * 0.02).min(MISS);
        let mut builder = PathBuilder::new();
        let mut snip = |builder: &mut PathBuilder, (x, y): Point| {
            let (x, y) = (x + self.hand.between(-miss, miss), y + self.hand.between(-miss, miss));
            if builder.is_empty() { builder.move_to(x, y) } else { builder.line_to(x, y) }
        };
        let first = *points.first()?;
        let ends = points.iter().skip(1).copied().chain(closed.then_some(first));
        for (&from, to) in points.iter().zip(ends) {
            let snips = ((to.0 - from.0).hypot(to.1 - from.1) / SNIP).ceil().clamp(1.0, 40.0);
            for i in 0..snips as u16 {
                let t = f32::from(i) / snips;
                snip(&mut builder, (from.0 + (to.0 - from.0) * t, from.1 + (to.1 - from.1) * t));
            }
        }
        if closed {
            builder.close()
        } else {
            snip(&mut builder, *points.last()?)
        }
        builder.finish()
    }

    fn placed(&self, (x, y): Point) -> Point {
        let t = self.place;
        (t.sx * x + t.kx * y + t.tx, t.ky * x + t.sy * y + t.ty)
    }

    fn flecks(&mut self) -> Option<Path> {
        let mut builder = PathBuilder::new();
        for _ in 0..FLECKS {
            let (x, y) = (self.hand.between(0.0, WIDTH), self.hand.between(0.0, HEIGHT));
            let (long, thin) = (self.hand.between(1.2, 4.5), self.hand.between(1.0, 2.0));
            let (w, h) = if self.hand.chance(0.5) { (long, thin) } else { (thin, long) };
            if let Some(fleck) = Rect::from_xywh(x, y, w, h) {
                builder.push_rect(fleck);
            }
        }
        builder.finish()
    }
}

/// The longer side of what holds `points`.
fn extent(points: &[Point]) -> f32 {
    let span = |axis: fn(&Point) -> f32| {
        let (low, high) = points.iter().map(axis).fold((f32::MAX, f32::MIN), |(low, high), v| (low.min(v), high.max(v)));
        high - low
    };
    span(|point| point.0).max(span(|point| point.1))
}

fn ink(colour: Colour, alpha: u8) -> Paint<'static> {
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    paint.set_color_rgba8(colour.0, colour.1, colour.2, alpha);
    paint
}
