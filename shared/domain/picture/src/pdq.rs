//! The PDQ hash of a picture.
//!
//! Luminance, smoothed by a tent filter (two passes of a box filter, after Jarosz) and sampled at 64 by 64 points;
//! of that the 16 by 16 lowest frequencies of the discrete cosine transform without the constant; a bit for each
//! that is above their median.
//!
//! Each of these steps up to the median is linear, and rows and columns are independent of each other. So the filter
//! is only computed at the points that are sampled, and first over the rows, on the colours as they are decoded:
//! one multiplication and addition for each.

use std::collections::BTreeMap;
use std::f64::consts::PI;

use image::DynamicImage;

use crate::decode::{BadPicture, decode};
use crate::hash::{Hash, Hashed, Turn, Turned};

/// Sampled points a side.
const POINTS: usize = 64;
/// Frequencies a side.
const FREQUENCIES: usize = 16;
/// Pixels a side to which reference code scales what is larger.
const SCALED: usize = 512;
/// Of red, green and blue in the luminance (ITU-R BT.601).
const LUMINANCE: [f32; 3] = [0.299, 0.587, 0.114];

type Points = [[f32; POINTS]; POINTS];
type Spectrum = [[f32; FREQUENCIES]; FREQUENCIES];

/// The hash of a JPEG, PNG, WebP or GIF file. A GIF counts with its first frame, and colours count as they are
/// stored: orientation tags, colour profiles and transparency are ignored, as PDQ's reference code does.
///
/// # Errors
/// [`BadPicture`]: not one of these formats, damaged, or beyond a limit.
pub fn hash(bytes: &[u8]) -> Result<Hashed, BadPicture> {
    let [points, _] = points(&decode(bytes)?, false);
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
    let picture = decode(bytes)?;
    let ([upright, across], [down, both]) = (points(&picture, false), points(&picture, true));
    let spectrums = [&upright, &across, &down, &both].map(spectrum);
    let hashes = Turn::ALL.map(|turn| {
        let [upright, across, down, both] = &spectrums;
        match turn {
            Turn::Upright => bits(upright),
            Turn::Mirrored => bits(across),
            Turn::UpsideDown => bits(down),
            Turn::Half => bits(both),
            Turn::Transposed => bits(&transposed(upright)),
            Turn::Left => bits(&transposed(across)),
            Turn::Right => bits(&transposed(down)),
            Turn::Transverse => bits(&transposed(both)),
        }
    });
    Ok(Turned { hashes, quality: quality(&upright) })
}

/// The smoothed luminance at the points, from 0 to 255, with top and bottom exchanged where it is to be `mirrored`:
/// and then that with left and right exchanged, too.
fn points(picture: &DynamicImage, mirrored: bool) -> [Points; 2] {
    let width = picture.width() as usize;
    match picture {
        DynamicImage::ImageLuma8(it) => sample::<1>(it.as_raw(), width, mirrored, |[light]| light),
        DynamicImage::ImageLumaA8(it) => sample::<2>(it.as_raw(), width, mirrored, |[light, _]| light),
        DynamicImage::ImageRgb8(it) => sample::<3>(it.as_raw(), width, mirrored, luminance),
        DynamicImage::ImageRgba8(it) => {
            sample::<4>(it.as_raw(), width, mirrored, |[red, green, blue, _]| luminance([red, green, blue]))
        }
        deeper => sample::<3>(deeper.to_rgb8().as_raw(), width, mirrored, luminance),
    }
}

fn luminance(colours: [f32; 3]) -> f32 {
    colours.iter().zip(LUMINANCE).map(|(colour, share)| colour * share).sum()
}

fn sample<const CHANNELS: usize>(
    samples: &[u8],
    width: usize,
    mirrored: bool,
    light: impl Fn([f32; CHANNELS]) -> f32,
) -> [Points; 2] {
    let row = width * CHANNELS;
    let height = samples.len() / row;
    let longer = width.max(height);
    let columns = [tents(width, longer, false), tents(width, longer, true)];
    let mut sums = vec![0.0_f32; row];
    let mut lights = vec![0.0_f32; width];
    let mut points = [[[0.0; POINTS]; POINTS]; 2];
    for (down, tent) in tents(height, longer, mirrored).iter().enumerate() {
        sums.fill(0.0);
        for (samples, weight) in samples[tent.first * row..].chunks_exact(row).zip(&tent.weights) {
            for (sum, sample) in sums.iter_mut().zip(samples) {
                *sum += weight * f32::from(*sample);
            }
        }
        for (own, colours) in lights.iter_mut().zip(sums.as_chunks().0) {
            *own = light(*colours);
        }
        for (columns, points) in columns.iter().zip(&mut points) {
            for (tent, point) in columns.iter().zip(&mut points[down]) {
                let lights = lights[tent.first..].iter().zip(&tent.weights);
                *point = lights.map(|(light, weight)| light * weight).sum();
            }
        }
    }
    points
}

/// What each pixel of a row or column weighs in one of the points.
struct Tent {
    /// The first pixel that weighs anything.
    first: usize,
    weights: Vec<f32>,
}

/// The tents of all points along a side of so many pixels, in a picture whose longer side has so many.
///
/// Of a picture of more than 512 pixels a side, three hashes are published: of all its pixels (the first reference
/// code in C++), of it scaled to 512 by 512 by leaving out pixels (the later one), and of it scaled in
/// proportion (that in Python). They sample at points that lie up to a fifth of a point apart, which turns a few
/// bits. Here each point has the mean of the weights that these ways give, half of it unscaled and half scaled, so
/// as to be near every one of them.
fn tents(side: usize, longer: usize, mirrored: bool) -> Vec<Tent> {
    let mut tents = scaled(side, side);
    if longer > SCALED {
        let exact = left_out(side, SCALED);
        let kept = scaled(side, ((side * SCALED + longer / 2) / longer).max(1));
        let ways = tents.iter().zip(exact.iter().zip(&kept));
        tents = ways.map(|(all, (exact, kept))| mean([all, all, exact, kept])).collect();
    }
    for tent in tents.iter_mut().filter(|_| mirrored) {
        tent.first = side - tent.first - tent.weights.len();
        tent.weights.reverse();
    }
    tents
}

fn mean<const COUNT: usize>(tents: [&Tent; COUNT]) -> Tent {
    let first = tents.iter().map(|tent| tent.first).min().unwrap_or_default();
    let end = tents.iter().map(|tent| tent.first + tent.weights.len()).max().unwrap_or_default();
    let mut weights = vec![0.0; end - first];
    for tent in tents {
        for (sum, weight) in weights[tent.first - first..].iter_mut().zip(&tent.weights) {
            *sum += weight / COUNT as f32;
        }
    }
    Tent { first, weights }
}

/// The tents of a side that is first scaled to fewer pixels, each the mean of those that it covers.
fn scaled(side: usize, to: usize) -> Vec<Tent> {
    over(to, |pixel| {
        // In parts of 1/to of a pixel.
        let (start, end) = (pixel * side, (pixel + 1) * side);
        let covered = move |own: usize| (end.min((own + 1) * to) - start.max(own * to)) as f32 / side as f32;
        (start / to..end.div_ceil(to)).map(move |own| (own, covered(own)))
    })
}

/// The tents of a side that is first scaled by taking one pixel of many, or some of few more than once.
fn left_out(side: usize, to: usize) -> Vec<Tent> {
    over(to, |pixel| std::iter::once((pixel * side / to, 1.0)))
}

/// The tents along a side of so many pixels, each made of others.
fn over<Parts: Iterator<Item = (usize, f32)>>(side: usize, parts: impl Fn(usize) -> Parts) -> Vec<Tent> {
    // Two passes make a tent as wide as the distance of two points.
    let window = side.div_ceil(2 * POINTS);
    let (before, after) = ((window - 1) / 2, window / 2);
    let around = |at: usize| at.saturating_sub(before)..(at + after + 1).min(side);
    let tent = |point: usize| {
        let centre = (2 * point + 1) * side / (2 * POINTS);
        let mut weights = BTreeMap::<usize, f32>::new();
        for middle in around(centre) {
            // Averages: at the edges, of fewer.
            let share = 1.0 / (around(centre).len() * around(middle).len()) as f32;
            for (pixel, part) in around(middle).flat_map(&parts) {
                *weights.entry(pixel).or_default() += share * part;
            }
        }
        let first = weights.keys().next().copied().unwrap_or_default();
        let end = weights.keys().next_back().map_or(first, |last| last + 1);
        Tent {
            first,
            weights: (first..end).map(|at| weights.get(&at).copied().unwrap_or_default()).collect(),
        }
    };
    (0..POINTS).map(tent).collect()
}

/// The strength of each frequency but the constant one, vertical ones down, horizontal ones across.
fn spectrum(points: &Points) -> Spectrum {
    let scale = (2.0 / POINTS as f64).sqrt();
    let wave = |frequency: usize, at: usize| {
        (scale * (PI / (2 * POINTS) as f64 * ((frequency + 1) * (2 * at + 1)) as f64).cos()) as f32
    };
    let waves: [[f32; POINTS]; FREQUENCIES] =
        std::array::from_fn(|frequency| std::array::from_fn(|at| wave(frequency, at)));
    let down: [[f32; POINTS]; FREQUENCIES] = std::array::from_fn(|frequency| {
        let mut sums = [0.0; POINTS];
        for (weight, points) in waves[frequency].iter().zip(points) {
            for (sum, point) in sums.iter_mut().zip(points) {
                *sum += weight * point;
            }
        }
        sums
    });
    down.map(|row| waves.map(|wave| wave.iter().zip(&row).map(|(weight, value)| weight * value).sum()))
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
