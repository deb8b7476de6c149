//! The points at which PDQ looks at a picture.
//!
//! What weighs in a point are so many rows and, independent of that, so many columns. So pixels are gone through once,
//! a row at a time: its luminance is added to the sums of the two or three rows of points that it weighs in, or of
//! twice as many where the mirrored pictures are sampled, too; and where it is the last that weighs in one, the sums
//! of that are weighed over the columns.

use image::DynamicImage;

use crate::lanes::{LANES, Lanes};

/// Sampled points a side.
pub(crate) const POINTS: usize = 64;
/// Pixels a side to which reference code scales what is larger.
const SCALED: usize = 512;
/// Of red, green and blue in the luminance (ITU-R BT.601).
const LUMINANCE: [f32; 3] = [0.299, 0.587, 0.114];
/// Of the samples of a picture without colours, where the second one, if any, is its transparency.
const GREY: [f32; 3] = [1.0, 0.0, 0.0];
/// Samples that are read with the first one of a pixel, whether they are of the same pixel or not.
const BEYOND: usize = 3;

/// Rows of points.
pub(crate) type Points = [[f32; POINTS]; POINTS];

/// The smoothed luminance at the points, from 0 to 255; and where it is to be `turned`, that of the picture with left
/// and right exchanged, with top and bottom exchanged, and with both. Else those three are black.
pub(crate) fn points(picture: &DynamicImage, turned: bool) -> [Points; 4] {
    let width = picture.width() as usize;
    match picture {
        DynamicImage::ImageLuma8(it) => sample::<1>(it.as_raw(), width, turned, GREY),
        DynamicImage::ImageLumaA8(it) => sample::<2>(it.as_raw(), width, turned, GREY),
        DynamicImage::ImageRgb8(it) => sample::<3>(it.as_raw(), width, turned, LUMINANCE),
        DynamicImage::ImageRgba8(it) => sample::<4>(it.as_raw(), width, turned, LUMINANCE),
        deeper => sample::<3>(deeper.to_rgb8().as_raw(), width, turned, LUMINANCE),
    }
}

fn sample<const CHANNELS: usize>(
    samples: &[u8],
    width: usize,
    turned: bool,
    luminance: [f32; 3],
) -> [Points; 4] {
    let height = samples.len() / (width * CHANNELS);
    let mut sampling = Sampling::new(width, height, turned);
    let (mut filled, mut pixels) = (vec![0; sampling.width * CHANNELS + BEYOND], vec![0; sampling.width]);
    let mut lights = vec![0.0; sampling.width];
    for row in samples.chunks_exact(width * CHANNELS) {
        filled[..row.len()].copy_from_slice(row);
        pack::<CHANNELS>(&filled, &mut pixels);
        sampling.lanes.weigh(&pixels, luminance, &mut lights);
        sampling.add(&lights);
    }
    sampling.points
}

/// Each pixel of a row as four bytes, the first sample lowest. One read takes all four, so what a pixel lacks of them is
/// of the next one, and the row goes on for [`BEYOND`] samples after the last.
fn pack<const CHANNELS: usize>(row: &[u8], pixels: &mut [u32]) {
    let blocks = row.windows(LANES * CHANNELS + BEYOND).step_by(LANES * CHANNELS);
    for (pixels, samples) in pixels.as_chunks_mut::<LANES>().0.iter_mut().zip(blocks) {
        *pixels = std::array::from_fn(|pixel| {
            let bytes = samples[pixel * CHANNELS..].first_chunk().copied();
            u32::from_le_bytes(bytes.unwrap_or_default())
        });
    }
}

/// A picture of which some rows have been looked at.
struct Sampling {
    lanes: Lanes,
    /// The points of a row: as the picture is, and mirrored where that is asked for.
    across: Vec<Vec<Tent>>,
    /// All rows of points, those that begin last first.
    coming: Vec<Row>,
    /// Those that have begun.
    begun: Vec<(Row, Vec<f32>)>,
    /// Sums that are no longer used.
    spare: Vec<Vec<f32>>,
    /// The row of pixels that is next.
    next: usize,
    /// Pixels of a row, filled up to a multiple of [`LANES`].
    width: usize,
    points: [Points; 4],
}

/// A row of points.
struct Row {
    tent: Tent,
    /// Whether it is one of those of the picture with top and bottom exchanged.
    mirrored: bool,
    /// Which of these, from the top.
    down: usize,
}

impl Sampling {
    fn new(width: usize, height: usize, turned: bool) -> Self {
        let longer = width.max(height);
        let sides = |side: usize| {
            let tents = tents(side, longer);
            let mirrored = turned.then(|| tents.iter().map(|tent| tent.mirrored(side)).collect());
            std::iter::once(tents).chain(mirrored)
        };
        let mut coming: Vec<Row> = [false, true]
            .into_iter()
            .zip(sides(height))
            .flat_map(|(mirrored, tents)| {
                let rows = tents.into_iter().enumerate();
                rows.map(move |(down, tent)| Row { tent, mirrored, down })
            })
            .collect();
        coming.sort_by_key(|row| std::cmp::Reverse(row.tent.first));
        Self {
            lanes: Lanes::new(),
            across: sides(width).collect(),
            coming,
            begun: Vec::new(),
            spare: Vec::new(),
            next: 0,
            width: width.next_multiple_of(LANES),
            points: [[[0.0; POINTS]; POINTS]; 4],
        }
    }

    /// Takes the luminance of the next row of pixels.
    fn add(&mut self, lights: &[f32]) {
        let at = self.next;
        self.next += 1;
        while let Some(row) = self.coming.pop_if(|row| row.tent.first <= at) {
            let mut sums = self.spare.pop().unwrap_or_default();
            sums.clear();
            sums.resize(self.width, 0.0);
            self.begun.push((row, sums));
        }
        for (row, sums) in &mut self.begun {
            let weight = row.tent.weights[at - row.tent.first];
            self.lanes.add(weight, lights, sums);
        }
        for (row, sums) in self.begun.extract_if(.., |(row, _)| row.tent.end() <= self.next) {
            let (_, turns) = self.points.split_at_mut(if row.mirrored { 2 } else { 0 });
            for (across, points) in self.across.iter().zip(turns) {
                for (tent, point) in across.iter().zip(&mut points[row.down]) {
                    *point = self.lanes.product(&sums[tent.first..tent.end()], &tent.weights);
                }
            }
            self.spare.push(sums);
        }
    }
}

/// What each pixel of a row or column weighs in one of the points.
#[derive(Debug, Clone)]
struct Tent {
    /// The first pixel that weighs anything.
    first: usize,
    weights: Vec<f32>,
}

impl Tent {
    /// Where weights of these pixels add up, in any order.
    fn of(weights: &[(usize, f32)]) -> Self {
        let pixels = weights.iter().map(|(pixel, _)| *pixel);
        let (first, end) =
            (pixels.clone().min().unwrap_or_default(), pixels.max().map_or(0, |last| last + 1));
        let mut tent = Self { first, weights: vec![0.0; end - first] };
        for (pixel, weight) in weights {
            tent.weights[pixel - first] += weight;
        }
        tent
    }

    /// The pixel after the last that weighs anything.
    const fn end(&self) -> usize {
        self.first + self.weights.len()
    }

    /// The tent of the side's other direction.
    fn mirrored(&self, side: usize) -> Self {
        Self { first: side - self.end(), weights: self.weights.iter().rev().copied().collect() }
    }

    fn pixels(&self) -> impl Iterator<Item = (usize, f32)> {
        (self.first..).zip(self.weights.iter().copied())
    }
}

/// The tents of all points along a side of so many pixels, in a picture whose longer side has so many.
///
/// Of a picture of more than 512 pixels a side, three hashes are published: of all its pixels (the first reference
/// code in C++), of it scaled to 512 by 512 by leaving out pixels (the later one), and of it scaled in
/// proportion (that in Python). They sample at points that lie up to a fifth of a point apart, which turns a few
/// bits. Here each point has the mean of the weights that these ways give, half of it unscaled and half scaled, so
/// as to be near every one of them.
fn tents(side: usize, longer: usize) -> Vec<Tent> {
    let all = scaled(side, side);
    if longer <= SCALED {
        return all;
    }
    let exact = left_out(side, SCALED);
    let kept = scaled(side, ((side * SCALED + longer / 2) / longer).max(1));
    let ways = all.iter().zip(exact.iter().zip(&kept));
    ways.map(|(all, (exact, kept))| mean([all, all, exact, kept])).collect()
}

fn mean<const COUNT: usize>(tents: [&Tent; COUNT]) -> Tent {
    let share = |(pixel, weight): (usize, f32)| (pixel, weight / COUNT as f32);
    Tent::of(&tents.into_iter().flat_map(Tent::pixels).map(share).collect::<Vec<_>>())
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
        // Averages: at the edges, of fewer.
        let share = |middle: usize| 1.0 / (around(centre).len() * around(middle).len()) as f32;
        let passes =
            around(centre).flat_map(|middle| around(middle).map(move |pixel| (pixel, share(middle))));
        let whole = Tent::of(&passes.collect::<Vec<_>>());
        let parts = |(pixel, weight)| parts(pixel).map(move |(own, part)| (own, weight * part));
        Tent::of(&whole.pixels().flat_map(parts).collect::<Vec<_>>())
    };
    (0..POINTS).map(tent).collect()
}
