//! How fast pictures are hashed, and near hashes found among many, beside pdqhash and faiss.

use std::fmt::Write as _;
use std::io::Cursor;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context as _, ensure};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use picture::{Hash, Known, MATCH, Near, Stands, compare, hash, hash_dihedral};
use sha2::{Digest as _, Sha256};

use crate::figure::{Figures, median};
use crate::mails::HEAP;
use crate::tools::{root, tool};

/// Stored hashes, by the largest of which faiss is measured, too.
const COUNTS: [usize; 4] = [1_000, 10_000, 100_000, 1_000_000];
const QUERIES: usize = 500;
/// Queries that are timed together: so few that they often run without an interruption.
const TOGETHER: usize = 20;
/// How often each is timed; the best counts.
const ROUNDS: usize = 10;
/// How often both sides are measured in turn. The median of their shares counts.
const PAIRS: usize = 5;
/// faiss's time, at least so many times ours.
const TIMES_FAISS: f64 = 15.0;
/// Pictures of a right and of a complaint's evidence, at most.
const MOST_KNOWN: usize = 34;
/// What hashing a listing's picture, however it is turned, and comparing it with all of those may take, as a share of decoding
/// it: 5 ms where that takes 10.
const MOST_OF_DECODING: f64 = 0.5;
/// Bits in which two implementations of PDQ may differ.
const SAME: u32 = 10;

/// As many pictures as a right and a complaint have at most.
fn known(hashes: &[Hash]) -> Vec<Known> {
    hashes.iter().map(|hash| Known { hash: *hash, quality: 100, stands: Stands::Reference }).collect()
}

/// `hamming_…`: all of a million hashes within 31 bits of one, in the share of the time that the exhaustive search of
/// faiss takes for the same hits; then how time and memory grow with the number of hashes. `pdq_…`: a JPEG decoded
/// and hashed, beside pdqhash and Pillow.
pub(crate) fn measure(figures: &mut Figures) -> anyhow::Result<()> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pictures");
    std::fs::create_dir_all(&folder)?;
    let photograph = photograph()?;
    std::fs::write(folder.join("photograph.jpg"), &photograph)?;
    let mut dice = Dice(88_172_645_463_325_252);
    let kinds = kinds(&mut dice);
    let mut largest = None;
    for count in &COUNTS[..figures.amount(COUNTS.len(), 2)] {
        let stored = stored(&mut dice, &kinds, *count);
        let wanted = wanted(&mut dice, &kinds, &stored);
        std::fs::write(folder.join("stored"), bytes(&stored))?;
        std::fs::write(folder.join("wanted"), bytes(&wanted))?;
        largest = Some((grown(figures, &stored, &wanted)?, wanted));
    }
    let (near, wanted) = largest.context("nothing was searched")?;
    let rounds = figures.amount(ROUNDS, 1);
    let hashed = hash(&photograph)?.hash;
    let (mut of_faiss, mut of_pdqhash, mut times) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..figures.amount(PAIRS, 1) {
        let (seconds, hits) = search(&near, &wanted);
        let time = best(rounds, || hash(&photograph).map(|_| ()))?;
        let [faiss, pdqhash] = theirs(&folder)?;
        ensure!(faiss.1 == hits, "faiss finds other hashes than we do");
        let theirs = &pdqhash.1;
        ensure!(hashed.distance(&theirs.parse()?) <= SAME, "pdqhash comes to {theirs}, we to {hashed}");
        of_faiss.push(seconds / faiss.0);
        of_pdqhash.push(time / pdqhash.0);
        times.push(time);
    }
    figures.add("hamming_of_faiss", median(of_faiss), "share", Some(1.0 / TIMES_FAISS));
    figures.add("pdq_time", median(times) * 1e3, "ms", None);
    figures.add("pdq_of_pdqhash", median(of_pdqhash), "share", Some(1.0));
    let dihedral = best(rounds, || hash_dihedral(&photograph).map(|_| ()))?;
    figures.add("pdq_dihedral_time", dihedral * 1e3, "ms", None);
    let known = known(&stored(&mut dice, &kinds, MOST_KNOWN));
    // In pairs, so that what else the machine does falls on both.
    let beyond = (0..rounds).map(|_| {
        let decoding = best(1, || image::load_from_memory(&photograph).map(|_| ()))?;
        let comparing = best(1, || {
            let compared = compare(&hash_dihedral(&photograph)?, &known);
            std::hint::black_box(compared).map(|_| ()).context("nothing was compared")
        })?;
        Ok((comparing - decoding, decoding))
    });
    let (beyond, shares): (Vec<f64>, Vec<f64>) =
        beyond.collect::<anyhow::Result<Vec<_>>>()?.into_iter().map(|(it, of)| (it, it / of)).unzip();
    figures.add("picture_beyond_decoding", median(beyond) * 1e3, "ms", None);
    figures.add("picture_of_decoding", median(shares), "share", Some(MOST_OF_DECODING));
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}

/// Seconds that faiss and pdqhash take, and what they come to.
fn theirs(folder: &Path) -> anyhow::Result<[(f64, String); 2]> {
    let python = tool("python").context("the Python of `make tools`")?;
    let output = Command::new(&python).arg(root().join("tests/bench/pictures.py")).arg(folder).output()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = String::from_utf8(output.stdout)?;
    let of = |name: &str| {
        let fields = lines.lines().map(|line| line.split('\t').collect::<Vec<_>>());
        let found = fields.into_iter().find(|fields| fields.first() == Some(&name) && fields.len() == 3);
        let fields = found.with_context(|| format!("no line of {name}"))?;
        anyhow::Ok((fields[1].parse::<f64>()?, fields[2].to_owned()))
    };
    Ok([of("faiss")?, of("pdqhash")?])
}

/// Seconds of the best of the rounds.
fn best<Error>(rounds: usize, run: impl Fn() -> Result<(), Error>) -> Result<f64, Error> {
    let mut fewest = f64::MAX;
    for _ in 0..rounds {
        let start = Instant::now();
        run()?;
        fewest = fewest.min(start.elapsed().as_secs_f64());
    }
    Ok(fewest)
}

/// The stored hashes, ready to be searched: how time and memory grow with their number.
fn grown(figures: &mut Figures, stored: &[Hash], wanted: &[Hash]) -> anyhow::Result<Near> {
    let count = stored.len();
    let before = HEAP.current_usage();
    let near = Near::new(stored)?;
    let memory = HEAP.current_usage() - before;
    let blob = near.write();
    let load = best(ROUNDS, || Near::read(&blob).map(|_| ()))?;
    let each = search(&near, wanted).0 * 1e6 / wanted.len() as f64;
    figures.add(&format!("hamming_{count}_find"), each, "µs", None);
    figures.add(&format!("hamming_{count}_memory"), memory as f64 / count as f64, "bytes a hash", None);
    figures.add(&format!("hamming_{count}_load"), load * 1e3, "ms", None);
    Ok(near)
}

/// Seconds for all queries, and what their hits come to.
fn search(near: &Near, wanted: &[Hash]) -> (f64, String) {
    let mut fewest = vec![f64::MAX; wanted.len().div_ceil(TOGETHER)];
    let mut hits: Vec<[u32; 3]> = Vec::new();
    // All queries in turn, so that none finds in the processor's cache what it brought there itself.
    for _ in 0..ROUNDS {
        hits.clear();
        for ((first, together), fewest) in
            (0..).step_by(TOGETHER).zip(wanted.chunks(TOGETHER)).zip(&mut fewest)
        {
            let start = Instant::now();
            for (query, hash) in (first..).zip(together) {
                near.find(hash, MATCH, |index, distance| hits.push([query, index as u32, distance]));
            }
            *fewest = fewest.min(start.elapsed().as_secs_f64());
        }
    }
    hits.sort_unstable();
    let mut listed = Vec::new();
    hits.iter().flatten().for_each(|number| listed.extend(number.to_le_bytes()));
    (fewest.iter().sum(), hex(&Sha256::digest(&listed)))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn bytes(hashes: &[Hash]) -> Vec<u8> {
    hashes.iter().flat_map(|hash| hash.0).collect()
}

/// Marsaglia's xorshift.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % end
    }

    fn share(&mut self) -> f64 {
        self.below(1 << 30) as f64 / f64::from(1 << 30)
    }

    /// The hash with up to so many bits changed.
    fn changed(&mut self, hash: &Hash, most: usize) -> Hash {
        let mut changed = *hash;
        for _ in 0..self.below(most + 1) {
            let bit = self.below(256);
            changed.0[bit / 8] ^= 1 << (bit % 8);
        }
        changed
    }
}

/// Kinds of pictures (on white, say, or with the sky above): how often each bit is set, most unevenly those of low
/// frequencies.
fn kinds(dice: &mut Dice) -> Vec<[f64; 256]> {
    let uneven = |bit: usize| 0.1 + 0.45 * (-((bit / 16 + bit % 16) as f64) / 8.0).exp();
    (0..64).map(|_| std::array::from_fn(|bit| 0.5 + (dice.share() * 2.0 - 1.0) * uneven(bit))).collect()
}

/// A hash of one of the kinds, of the first ones more often.
fn fresh(dice: &mut Dice, kinds: &[[f64; 256]]) -> Hash {
    let kind = &kinds[(dice.share().powi(2) * kinds.len() as f64) as usize];
    let mut hash = Hash::default();
    for (bit, share) in kind.iter().enumerate() {
        hash.0[bit / 8] |= u8::from(dice.share() < *share) << (bit % 8);
    }
    hash
}

/// So many hashes, a tenth of them in clusters of 2 to 1,000 near copies, in no order.
fn stored(dice: &mut Dice, kinds: &[[f64; 256]], count: usize) -> Vec<Hash> {
    let mut hashes: Vec<Hash> = (0..count - count / 10).map(|_| fresh(dice, kinds)).collect();
    while hashes.len() < count {
        let centre = fresh(dice, kinds);
        let size = 2.0 * 500.0_f64.powf(dice.share());
        for _ in 0..(size as usize).min(count - hashes.len()) {
            hashes.push(dice.changed(&centre, 20));
        }
    }
    for at in (1..count).rev() {
        hashes.swap(at, dice.below(at + 1));
    }
    hashes
}

/// Half of them near to a stored one, half of them new.
fn wanted(dice: &mut Dice, kinds: &[[f64; 256]], stored: &[Hash]) -> Vec<Hash> {
    let query = |query: usize| {
        if query.is_multiple_of(2) {
            let of = dice.below(stored.len());
            dice.changed(&stored[of], 40)
        } else {
            fresh(dice, kinds)
        }
    };
    (0..QUERIES).map(query).collect()
}

/// A JPEG of 1,600 by 1,200 pixels with edges, slopes and grain.
fn photograph() -> anyhow::Result<Vec<u8>> {
    let mut dice = Dice(7);
    let discs: Vec<[f64; 6]> = (0..60).map(|_| std::array::from_fn(|_| dice.share())).collect();
    let pixel = |x: u32, y: u32| {
        let (across, down) = (f64::from(x) / 1_600.0, f64::from(y) / 1_200.0);
        let mut colour = [90.0 + 60.0 * across, 140.0 - 50.0 * down, 100.0];
        for [left, top, size, red, green, blue] in &discs {
            if (across - left).hypot(down - top) < 0.02 + size * 0.12 {
                colour = [red * 220.0, green * 220.0, blue * 220.0];
            }
        }
        let grain = dice.share() * 20.0;
        Rgb(colour.map(|value| (value + grain) as u8))
    };
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::from(RgbImage::from_fn(1_600, 1_200, pixel)).write_to(&mut bytes, ImageFormat::Jpeg)?;
    Ok(bytes.into_inner())
}
