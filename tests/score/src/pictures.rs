//! Pictures: whether their hashes are the published ones, and edited and turned copies are found by them.
//!
//! What belongs together is told by the folders. A list of published hashes is any text whose lines name a picture
//! and a hash. In a folder with one picture named as the original, all others are copies of it, turned ones where their
//! name says so. In a folder without one, no two pictures are the same; nor are any two whose hashes stand in a list of
//! needles, which are searched for among others.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use picture::{Hash, MATCH, NEAR, Turned, hash_dihedral};

use crate::files::{below, shown};
use crate::{Goal, Score, Scored, Set};

/// The sets.
pub const SETS: &[Set] = &[(SET, score)];

const SET: &str = "images-pdq";
/// As many bits as two implementations of PDQ may differ in.
const SAME: u32 = 10;
const PICTURES: [&str; 5] = ["gif", "jpeg", "jpg", "png", "webp"];
const LISTS: [&str; 3] = ["csv", "md", "txt"];
/// What the name of a list holds of whose hashes no two are of the same picture.
const NEEDLES: &str = "needles";
const TURNED: [&str; 3] = ["flip", "mirror", "rotat"];

fn score(folder: &Path) -> anyhow::Result<Scored> {
    let mut tallies = Tallies::default();
    let mut pictures = BTreeMap::new();
    for path in all_below(folder, &PICTURES)? {
        let bytes = std::fs::read(&path).with_context(|| path.display().to_string())?;
        match hash_dihedral(&bytes) {
            Ok(turned) => {
                tallies.read.count(true, String::new);
                pictures.insert(path, turned);
            }
            Err(error) => tallies.read.count(false, || format!("{}: {error}", shown(folder, &path))),
        }
    }
    for list in all_below(folder, &LISTS)? {
        let text = std::fs::read_to_string(&list).with_context(|| list.display().to_string())?;
        if list.file_name().is_some_and(|name| name.to_string_lossy().contains(NEEDLES)) {
            tallies.apart(&shown(folder, &list), &text);
        }
        for (named, published) in text.lines().filter_map(published) {
            let Some((path, own)) = find(&pictures, named) else {
                tallies.notes.push(format!("{}: {named} is not in the folder", shown(folder, &list)));
                continue;
            };
            let distance = own.hashes[0].distance(&published);
            let note = || format!("{}: {distance} bits from {}", shown(folder, path), shown(folder, &list));
            tallies.published.count(distance <= SAME, note);
        }
    }
    let mut folders: BTreeMap<&Path, Vec<(&str, &Turned)>> = BTreeMap::new();
    for (path, turned) in &pictures {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        folders.entry(path.parent().unwrap_or(folder)).or_default().push((name, turned));
    }
    for (place, files) in folders {
        tallies.compare(&shown(folder, place), &files);
    }
    Ok(tallies.scored())
}

fn all_below(folder: &Path, extensions: &[&str]) -> anyhow::Result<Vec<PathBuf>> {
    let found = extensions.iter().map(|extension| below(folder, extension));
    Ok(found.collect::<anyhow::Result<Vec<_>>>()?.concat())
}

/// The name of a picture and its hash, in a line of a list.
fn published(line: &str) -> Option<(&str, Hash)> {
    let fields = || line.split(',').map(str::trim);
    let hash = fields().find_map(|field| field.parse().ok())?;
    let is_picture = |field: &&str| PICTURES.iter().any(|extension| field.ends_with(extension));
    Some((fields().find(is_picture)?, hash))
}

/// The picture whose path ends like the named one, in its own name and its folder's at least.
fn find<'a>(pictures: &'a BTreeMap<PathBuf, Turned>, named: &str) -> Option<(&'a PathBuf, &'a Turned)> {
    let alike = |path: &Path| {
        let named = Path::new(named).components().rev();
        path.components().rev().zip(named).take_while(|(own, named)| own == named).count()
    };
    pictures.iter().max_by_key(|(path, _)| alike(path)).filter(|(path, _)| alike(path) >= 2)
}

/// Hits among all, and what is said of the others.
#[derive(Default)]
struct Tally {
    hits: usize,
    all: usize,
    notes: Vec<String>,
}

impl Tally {
    fn count(&mut self, hit: bool, note: impl FnOnce() -> String) {
        self.all += 1;
        if hit {
            self.hits += 1;
        } else {
            self.notes.push(note());
        }
    }
}

struct Tallies {
    read: Tally,
    published: Tally,
    edited: Tally,
    turned: Tally,
    /// Pictures that are not the same, and are not taken for it.
    unlike: Tally,
    /// Pictures that are not the same, and that nobody is asked to look at.
    unasked: Tally,
    /// The fewest bits between two of them.
    closest: u32,
    notes: Vec<String>,
}

impl Default for Tallies {
    fn default() -> Self {
        let tally = Tally::default;
        Self {
            read: tally(),
            published: tally(),
            edited: tally(),
            turned: tally(),
            unlike: tally(),
            unasked: tally(),
            closest: 256,
            notes: Vec::new(),
        }
    }
}

impl Tallies {
    /// Two pictures that are not the same.
    fn unlike(&mut self, distance: u32, note: impl Fn() -> String) {
        self.unlike.count(distance > MATCH, &note);
        self.unasked.count(distance > NEAR, &note);
        self.closest = self.closest.min(distance);
    }

    /// The hashes of a list of which no two are of the same picture.
    fn apart(&mut self, list: &str, text: &str) {
        let hashes: Vec<Hash> = text.lines().filter_map(|line| line.trim().parse().ok()).collect();
        for (at, one) in hashes.iter().enumerate() {
            for another in &hashes[at + 1..] {
                let distance = one.distance(another);
                self.unlike(distance, || format!("{list}: {one} is {distance} bits from {another}"));
            }
        }
    }

    /// The pictures of one folder with each other.
    fn compare(&mut self, place: &str, files: &[(&str, &Turned)]) {
        let nearest = |searched: &[Hash], stored: &Turned| {
            searched.iter().map(|hash| hash.distance(&stored.hashes[0])).min().unwrap_or(u32::MAX)
        };
        let mut originals = files.iter().filter(|(name, _)| name.contains("orig"));
        if let (Some((original, stored)), None) = (originals.next(), originals.next()) {
            for (name, copy) in files.iter().filter(|(name, _)| name != original) {
                let is_turned = TURNED.iter().any(|turned| name.contains(turned));
                let (tally, searched) = if is_turned {
                    (&mut self.turned, &copy.hashes[..])
                } else {
                    (&mut self.edited, &copy.hashes[..1])
                };
                let distance = nearest(searched, stored);
                tally.count(distance <= MATCH, || format!("{place}/{name}: {distance} bits from {original}"));
            }
            return;
        }
        // A hash that must not be used alone says nothing here.
        let reliable: Vec<_> = files.iter().filter(|(_, turned)| turned.upright().is_reliable()).collect();
        for (at, (name, one)) in reliable.iter().enumerate() {
            for (other, another) in &reliable[at + 1..] {
                let distance = nearest(&one.hashes, another);
                self.unlike(distance, || format!("{place}/{name}: {distance} bits from {other}"));
            }
        }
    }

    fn scored(self) -> Scored {
        let Self { read, published, edited, turned, unlike, unasked, closest, mut notes } = self;
        let mut scores = Vec::new();
        for (measure, tally) in [
            ("pictures-read", read),
            ("published-within-10", published),
            ("edited-found", edited),
            ("turned-found", turned),
            ("unlike-apart", unlike),
            ("unlike-unasked", unasked),
        ] {
            scores.push(Score::share(SET, measure, tally.hits, tally.all, Goal::AtLeast(1.0)));
            notes.extend(tally.notes.into_iter().map(|note| format!("{measure}\t{note}")));
        }
        // As a share of the 256 bits; beyond the distance at which a person is asked.
        let (value, goal) = (f64::from(closest) / 256.0, f64::from(NEAR + 1) / 256.0);
        scores.push(Score { set: SET, measure: "unlike-closest", value, goal: Goal::AtLeast(goal) });
        Scored { scores, notes }
    }
}
