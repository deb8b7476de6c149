//! Pictures of the goods, drawn on the spot: PNG, so that a visitor can save one and file it as evidence.

use serde::{Deserialize, Serialize};
use tiny_skia::{
    Color, FillRule, GradientStop, Paint, Path, PathBuilder, Pixmap, Point, RadialGradient, SpreadMode,
    Transform,
};

/// Width and height in pixels.
const SIZE: u16 = 480;

/// What a picture shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    Jacket,
    Backpack,
    Mug,
    Tent,
    Beanie,
    Lamp,
    Boot,
}

impl Kind {
    /// Class of such goods by the Nice Classification.
    pub(crate) const fn nice_class(self) -> u8 {
        match self {
            Self::Lamp => 11,
            Self::Backpack => 18,
            Self::Mug => 21,
            Self::Tent => 22,
            Self::Jacket | Self::Beanie | Self::Boot => 25,
        }
    }
}

/// How a shape is filled.
#[derive(Clone, Copy)]
enum Tone {
    /// The goods' colour.
    Body,
    /// The goods' colour, darker.
    Dark,
    /// The goods' colour, lighter.
    Light,
    /// Nearly black.
    Ink,
    /// Nearly white.
    Pale,
    /// Wood and leather.
    Wood,
}

/// Shapes from back to front, in a square of 100 by 100; path commands as in SVG (M, L, C, Z, absolute).
type Art = &'static [(Tone, &'static str)];

/// The star of the mark, around (0, 0), 10 wide.
const STAR: &str = "M 0 -6 C 0.5 -1.2 1.2 -0.5 5 0 C 1.2 0.5 0.5 1.2 0 6 C -0.5 1.2 -1.2 0.5 -5 0 \
                    C -1.2 -0.5 -0.5 -1.2 0 -6 Z";

const JACKET: Art = &[
    (Tone::Dark, "M 38 16 C 42 11 58 11 62 16 L 60 28 L 40 28 Z"),
    (Tone::Dark, "M 32 24 C 24 27 20 33 18 44 L 13 76 C 17 80 23 80 27 78 L 33 48 Z"),
    (Tone::Dark, "M 68 24 C 76 27 80 33 82 44 L 87 76 C 83 80 77 80 73 78 L 67 48 Z"),
    (
        Tone::Body,
        "M 38 20 C 33 22 30 24 28 28 L 29 82 C 36 86 64 86 71 82 L 72 28 C 70 24 67 22 62 20 C 58 25 42 25 38 20 Z",
    ),
    (Tone::Dark, "M 28.3 39 C 42 43 58 43 71.7 39 L 71.7 40.2 C 58 44.2 42 44.2 28.3 40.2 Z"),
    (Tone::Dark, "M 28.6 52 C 42 56 58 56 71.4 52 L 71.4 53.2 C 58 57.2 42 57.2 28.6 53.2 Z"),
    (Tone::Dark, "M 28.8 65 C 42 69 58 69 71.2 65 L 71.2 66.2 C 58 70.2 42 70.2 28.8 66.2 Z"),
    (Tone::Light, "M 36 71 L 45 73 L 45 74.6 L 36 72.6 Z"),
    (Tone::Light, "M 64 71 L 55 73 L 55 74.6 L 64 72.6 Z"),
    (Tone::Ink, "M 49.3 23.5 L 50.7 23.5 L 50.7 85 L 49.3 85 Z"),
    (Tone::Light, "M 40 15.5 C 44 13 56 13 60 15.5 C 57 20 43 20 40 15.5 Z"),
];

const BACKPACK: Art = &[
    (Tone::Ink, "M 42 18 C 42 9 58 9 58 18 L 55 18 C 55 12.5 45 12.5 45 18 Z"),
    (Tone::Dark, "M 25 46 C 19 48 18 54 19 74 C 19 79 23 80 27 80 Z"),
    (Tone::Dark, "M 75 46 C 81 48 82 54 81 74 C 81 79 77 80 73 80 Z"),
    (
        Tone::Body,
        "M 26 38 C 26 22 36 16 50 16 C 64 16 74 22 74 38 L 75 80 C 75 86 71 88 66 88 L 34 88 C 29 88 25 86 25 80 Z",
    ),
    (Tone::Light, "M 26.5 38 C 27 23 36 17 50 17 C 64 17 73 23 73.5 38 C 66 43 34 43 26.5 38 Z"),
    (
        Tone::Dark,
        "M 32 56 C 32 53 34 52 37 52 L 63 52 C 66 52 68 53 68 56 L 68 77 C 68 81 66 82 63 82 L 37 82 C 34 82 32 81 32 77 Z",
    ),
    (
        Tone::Body,
        "M 33.5 58 L 66.5 58 L 66.5 76 C 66.5 79.5 65 80.5 63 80.5 L 37 80.5 C 35 80.5 33.5 79.5 33.5 76 Z",
    ),
    (Tone::Ink, "M 34 55 L 66 55 L 66 56.2 L 34 56.2 Z"),
    (Tone::Ink, "M 39 40 L 42 40 L 42 52 L 39 52 Z"),
    (Tone::Ink, "M 58 40 L 61 40 L 61 52 L 58 52 Z"),
    (Tone::Pale, "M 38 45 L 43 45 L 43 48 L 38 48 Z"),
    (Tone::Pale, "M 57 45 L 62 45 L 62 48 L 57 48 Z"),
];

const MUG: Art = &[
    (Tone::Dark, "M 66 36 C 90 32 90 70 64 68 L 65 61 C 79 62 79 41 66 44 Z"),
    (Tone::Body, "M 26 28 C 26 24 70 24 70 28 L 67 76 C 66 83 30 83 29 76 Z"),
    (Tone::Dark, "M 26 28 C 26 23.5 70 23.5 70 28 C 70 32.5 26 32.5 26 28 Z"),
    (Tone::Ink, "M 29 28 C 30 25 66 25 67 28 C 66 31 30 31 29 28 Z"),
    (Tone::Light, "M 31 36 C 33 37 35 37.5 37 38 L 38 74 C 36 74 34 73 33 71 Z"),
    (Tone::Pale, "M 28.1 60 C 40 64 56 64 67.9 60 L 67.7 63 C 56 67 40 67 28.3 63 Z"),
];

const TENT: Art = &[
    (Tone::Dark, "M 47 22 L 53 22 L 95 80 L 50 80 Z"),
    (Tone::Body, "M 47 22 C 36 40 22 62 8 80 L 66 80 C 62 60 56 40 51 22 Z"),
    (Tone::Light, "M 47 22 C 36 40 22 62 8 80 L 17 80 C 29 62 40 42 48.5 24 Z"),
    (Tone::Ink, "M 47 42 C 42 54 37 68 33 80 L 55 80 C 54 66 51 53 47 42 Z"),
    (Tone::Pale, "M 47 42 C 51 53 54 66 55 80 L 58 80 C 57 66 53 52 47 42 Z"),
    (Tone::Wood, "M 4 80 L 97 80 L 97 81.4 L 4 81.4 Z"),
];

const BEANIE: Art = &[
    (Tone::Light, "M 41 20 C 41 11 59 11 59 20 C 59 27 41 27 41 20 Z"),
    (Tone::Body, "M 21 66 C 20 38 32 23 50 23 C 68 23 80 38 79 66 Z"),
    (Tone::Dark, "M 36 27 C 30 37 28 50 29 62 L 31 62 C 30 50 33 37 38 26 Z"),
    (Tone::Dark, "M 64 27 C 70 37 72 50 71 62 L 69 62 C 70 50 67 37 62 26 Z"),
    (Tone::Dark, "M 49 23 L 51 23 L 51 62 L 49 62 Z"),
    (Tone::Light, "M 18 64 C 18 60 82 60 82 64 L 82 78 C 82 83 18 83 18 78 Z"),
    (Tone::Dark, "M 18 77 C 18 81.5 82 81.5 82 77 L 82 78 C 82 83 18 83 18 78 Z"),
];

const LAMP: Art = &[
    (Tone::Wood, "M 47.5 50 L 52.5 50 L 54 78 L 46 78 Z"),
    (Tone::Wood, "M 33 80 C 33 76 67 76 67 80 L 67 84 C 67 87 33 87 33 84 Z"),
    (Tone::Body, "M 37 16 L 63 16 L 78 54 C 66 58 34 58 22 54 Z"),
    (Tone::Light, "M 37 16 L 50 16 L 50 57 C 40 57 28 56 22 54 Z"),
    (Tone::Pale, "M 37 16 L 42 16 L 34 56 C 29 55.6 25 55 22 54 Z"),
    (Tone::Dark, "M 22 54 C 34 58 66 58 78 54 L 78.5 55.4 C 66 59.6 34 59.6 21.5 55.4 Z"),
];

const BOOT: Art = &[
    (Tone::Ink, "M 24 76 L 84 76 C 88 77 88 84 84 85 L 24 85 C 21 84 21 78 24 76 Z"),
    (
        Tone::Body,
        "M 27 20 C 34 17 46 17 52 20 L 54 46 C 62 52 82 54 85 68 C 86 72 86 75 85 77 L 24 77 C 23 60 29 44 27 20 Z",
    ),
    (Tone::Dark, "M 27 20 C 34 17 46 17 52 20 L 52.6 27 C 44 24 34 24 27.6 27 Z"),
    (Tone::Dark, "M 68 56 C 77 58 84 62 85 68 C 86 72 86 75 85 77 L 64 77 C 63 70 64 62 68 56 Z"),
    (Tone::Dark, "M 26 58 C 31 57 37 62 37 77 L 24 77 C 23.8 70 24.6 64 26 58 Z"),
    (Tone::Pale, "M 43 30 L 54 28.6 L 54.2 30.6 L 43.2 32 Z"),
    (Tone::Pale, "M 44 38 L 54.6 36.6 L 54.8 38.6 L 44.2 40 Z"),
    (Tone::Pale, "M 46 46 L 56 44 L 56.6 46 L 46.4 48 Z"),
    (Tone::Pale, "M 50 53 L 61 49.4 L 62 51.2 L 50.8 55 Z"),
];

/// The shapes of a kind; centre and scale of the star.
const fn art(kind: Kind) -> (Art, [f32; 3]) {
    match kind {
        Kind::Jacket => (JACKET, [61.0, 34.0, 0.75]),
        Kind::Backpack => (BACKPACK, [50.0, 69.0, 1.0]),
        Kind::Mug => (MUG, [48.0, 50.0, 1.0]),
        Kind::Tent => (TENT, [62.0, 58.0, 0.8]),
        Kind::Beanie => (BEANIE, [50.0, 70.5, 0.9]),
        Kind::Lamp => (LAMP, [50.0, 38.0, 1.0]),
        Kind::Boot => (BOOT, [36.0, 44.0, 0.75]),
    }
}

/// A PNG of the goods in `colour` (0xRRGGBB), with or without the star. `None` only if the art is faulty.
pub(crate) fn png(kind: Kind, colour: u32, star: bool) -> Option<Vec<u8>> {
    let mut pixmap = Pixmap::new(SIZE.into(), SIZE.into())?;
    let scale = f32::from(SIZE) / 100.0;
    let square = Transform::from_scale(scale, scale);
    let (shapes, [x, y, size]) = art(kind);

    fill(&mut pixmap, "M 0 0 L 100 0 L 100 100 L 0 100 Z", &backdrop(colour)?, square)?;
    let shadow = "M 12 87 C 12 82 88 82 88 87 C 88 92 12 92 12 87 Z";
    fill(&mut pixmap, shadow, &solid(Color::from_rgba8(20, 24, 32, 36)), square)?;
    for (tone, path) in shapes {
        fill(&mut pixmap, path, &solid(tone.of(colour)), square)?;
    }
    if star {
        let place = square.pre_translate(x, y).pre_scale(size, size);
        fill(&mut pixmap, STAR, &solid(Tone::Pale.of(colour)), place)?;
    }
    pixmap.encode_png().ok()
}

impl Tone {
    fn of(self, colour: u32) -> Color {
        match self {
            Self::Body => mixed(colour, 0, 0.0),
            Self::Dark => mixed(colour, 0x0c_1020, 0.32),
            Self::Light => mixed(colour, 0xff_ffff, 0.24),
            Self::Ink => mixed(0x22_262e, colour, 0.1),
            Self::Pale => Color::from_rgba8(247, 246, 240, 255),
            Self::Wood => Color::from_rgba8(124, 84, 54, 255),
        }
    }
}

/// `colour` with `part` (0 to 1) of `other` in it.
fn mixed(colour: u32, other: u32, part: f32) -> Color {
    let [_, r, g, b] = colour.to_be_bytes().map(f32::from);
    let [_, or, og, ob] = other.to_be_bytes().map(f32::from);
    let mix = |a: f32, b: f32| ((a + (b - a) * part) / 255.0).clamp(0.0, 1.0);
    Color::from_rgba(mix(r, or), mix(g, og), mix(b, ob), 1.0).unwrap_or(Color::BLACK)
}

fn backdrop(colour: u32) -> Option<Paint<'static>> {
    let stops = vec![
        GradientStop::new(0.0, mixed(colour, 0xff_ffff, 0.94)),
        GradientStop::new(1.0, mixed(colour, 0xff_ffff, 0.74)),
    ];
    let (start, radius) = (Point::from_xy(50.0, 42.0), 75.0);
    let shader = RadialGradient::new(start, start, radius, stops, SpreadMode::Pad, Transform::identity())?;
    Some(Paint { shader, anti_alias: true, ..Paint::default() })
}

fn solid(colour: Color) -> Paint<'static> {
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    paint.set_color(colour);
    paint
}

fn fill(pixmap: &mut Pixmap, path: &str, paint: &Paint<'_>, transform: Transform) -> Option<()> {
    pixmap.fill_path(&parse(path)?, paint, FillRule::Winding, transform, None);
    Some(())
}

/// Reads a path of M, L, C and Z.
fn parse(text: &str) -> Option<Path> {
    let mut words = text.split_ascii_whitespace();
    let mut path = PathBuilder::new();
    while let Some(command) = words.next() {
        let mut number = || words.next()?.parse::<f32>().ok();
        match command {
            "M" => path.move_to(number()?, number()?),
            "L" => path.line_to(number()?, number()?),
            "C" => path.cubic_to(number()?, number()?, number()?, number()?, number()?, number()?),
            "Z" => path.close(),
            _ => return None,
        }
    }
    path.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_drawn_and_the_star_shows() {
        for kind in
            [Kind::Jacket, Kind::Backpack, Kind::Mug, Kind::Tent, Kind::Beanie, Kind::Lamp, Kind::Boot]
        {
            let [with, without] = [true, false].map(|star| png(kind, 0x33_6699, star).unwrap());
            assert!(with.starts_with(b"\x89PNG") && without.starts_with(b"\x89PNG"));
            assert_ne!(with, without, "{kind:?}");
        }
    }
}
