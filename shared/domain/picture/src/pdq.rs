//! The PDQ hash of a picture.
//!
//! Luminance, smoothed by a tent filter (two passes of a box filter, after Jarosz) and sampled at 64 by 64 points;
//! of that the 16 by 16 lowest frequencies of the discrete cosine transform without the constant; a bit for each
//! that is above their median.
//!
//! Each of these steps up to the median is linear, and rows and columns are independent of each other. So the filter
//! is only computed at the points that are sampled.

use std::f64::consts::PI;
use std::sync::LazyLock;

use crate::decode::{BadPicture, decode};
use crate::hash::{Hash, Hashed, Turn, Turned};
use crate::lanes::Lanes;
use crate::sample::{POINTS, Points, points};

/// Frequencies a side.
const FREQUENCIES: usize = 16;

type Spectrum = [[f32; FREQUENCIES]; FREQUENCIES];

/// The hash of a JPEG, PNG, WebP or GIF file. A GIF counts with its first frame, and colours count as they are
/// stored: orientation tags, colour profiles and transparency are ignored, as PDQ's reference code does.
///
/// # Errors
/// [`BadPicture`]: not one of these formats, damaged, or beyond a limit.
pub fn hash(bytes: &[u8]) -> Result<Hashed, BadPicture> {
    let [points, ..] = points(&decode(bytes)?, false);
    Ok(Hashed { hash: bits(&spectrum(&points)), quality: quality(&points) })
}

/// The hashes that the same file has when it is turned and mirrored in each of the eight ways, decoded once: who
/// searches for all of them finds a copy that was turned or mirrored.
///
/// PDQ could foretell seven of them from the spectrum of the first. But its points lie a little beside the middle, and
/// in a mirrored picture on the other side of it: that costs up to some twenty of the 31 bits that a match may differ
/// in. So the points of the mirrored pictures are taken themselves.
///
/// # Errors
/// As [`hash`].
pub fn hash_dihedral(bytes: &[u8]) -> Result<Turned, BadPicture> {
    let points = points(&decode(bytes)?, true);
    let [upright, across, down, both] = &points.each_ref().map(spectrum);
    let hashes = Turn::ALL.map(|turn| match turn {
        Turn::Upright => bits(upright),
        Turn::Mirrored => bits(across),
        Turn::UpsideDown => bits(down),
        Turn::Half => bits(both),
        Turn::Transposed => bits(&transposed(upright)),
        Turn::Left => bits(&transposed(across)),
        Turn::Right => bits(&transposed(down)),
        Turn::Transverse => bits(&transposed(both)),
    });
    Ok(Turned { hashes, quality: quality(&points[0]) })
}

/// The cosine of each frequency but the constant one, at each point.
static WAVES: LazyLock<[[f32; POINTS]; FREQUENCIES]> = LazyLock::new(|| {
    let scale = (2.0 / POINTS as f64).sqrt();
    let wave = |frequency: usize, at: usize| {
        (scale * (PI / (2 * POINTS) as f64 * ((frequency + 1) * (2 * at + 1)) as f64).cos()) as f32
    };
    std::array::from_fn(|frequency| std::array::from_fn(|at| wave(frequency, at)))
});

/// The strength of each frequency, vertical ones down, horizontal ones across.
fn spectrum(points: &Points) -> Spectrum {
    let lanes = Lanes::new();
    WAVES.each_ref().map(|wave| {
        let mut sums = [0.0; POINTS];
        for (weight, points) in wave.iter().zip(points) {
            lanes.add(*weight, points, &mut sums);
        }
        WAVES.each_ref().map(|wave| lanes.product(wave, &sums))
    })
}

/// The spectrum of the picture with rows and columns exchanged.
fn transposed(spectrum: &Spectrum) -> Spectrum {
    std::array::from_fn(|row| std::array::from_fn(|column| spectrum[column][row]))
}

/// A bit for each frequency that is stronger than the median, the first frequency last.
fn bits(spectrum: &Spectrum) -> Hash {
    let strengths = spectrum.as_flattened();
    let mut sorted = strengths.to_vec();
    // Of the two in the middle of 256, the lower.
    let (_, median, _) = sorted.select_nth_unstable_by(strengths.len() / 2 - 1, f32::total_cmp);
    let mut bytes = [0; 32];
    for (byte, strengths) in bytes.iter_mut().rev().zip(strengths.as_chunks::<8>().0) {
        for (bit, strength) in strengths.iter().enumerate() {
            *byte |= u8::from(strength > median) << bit;
        }
    }
    Hash(bytes)
}

/// How many steps there are between neighbouring points, in whole hundredths of the range from black to white, so
/// that slopes do not count; a sum of 9,000 is 100.
fn quality(points: &Points) -> u8 {
    let step = |one: f32, other: f32| ((one - other) * 100.0 / 255.0).abs() as u32;
    let across = points.iter().flat_map(|row| row.windows(2)).map(|pair| step(pair[0], pair[1]));
    let down = points
        .windows(2)
        .flat_map(|rows| rows[0].iter().zip(&rows[1]))
        .map(|(one, other)| step(*one, *other));
    u8::try_from((across.sum::<u32>() + down.sum::<u32>()) / 90).map_or(100, |quality| quality.min(100))
}
