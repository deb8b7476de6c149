//! The compiled form as bytes: little-endian numbers, each array with its length before.

use super::{Origin, Owner, Pattern, Registry};
use crate::blob::BadBlob;
use crate::marks::trie::Trie;

/// Begins every blob; the last byte is the number of the form.
const MAGIC: [u8; 8] = *b"GFMARKS\x01";

impl Registry {
    /// The blob.
    pub(in crate::marks) fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        array(&mut out, self.pool.len(), self.pool.bytes(), |out, byte| out.push(byte));
        array(&mut out, self.owners.len(), &self.owners, |out, owner| {
            numbers(out, &[owner.id.0, owner.id.1, owner.name.0, owner.name.1]);
            out.extend(owner.classes.to_le_bytes());
        });
        array(&mut out, self.patterns.len(), &self.patterns, |out, pattern| {
            let origin = match pattern.origin {
                Origin::Name => 0,
                Origin::Alias => 1,
                Origin::Pinyin => 2,
            };
            let flags = origin
                | u32::from(pattern.is_word) << 8
                | u32::from(pattern.is_phrase) << 9
                | u32::from(pattern.bare) << 10;
            numbers(out, &[pattern.mark, pattern.text.0, pattern.text.1, pattern.length, flags]);
            out.extend(pattern.gaps.to_le_bytes());
        });
        for trie in [&self.letters, &self.han, &self.tails] {
            for part in trie.arrays() {
                array(&mut out, part.len(), part, |out, number| numbers(out, &[*number]));
            }
        }
        for keys in [&self.sounds, &self.skeletons] {
            array(&mut out, keys.len(), keys, |out, (key, index)| numbers(out, &[*key, *index]));
        }
        out
    }

    /// From a blob.
    pub(in crate::marks) fn from_bytes(bytes: &[u8]) -> Result<Self, BadBlob> {
        let rest = bytes.strip_prefix(&MAGIC).ok_or(BadBlob::Kind)?;
        read(rest).ok_or(BadBlob::Damaged("the registry of marks"))
    }
}

fn array<T>(
    out: &mut Vec<u8>,
    length: usize,
    items: impl IntoIterator<Item = T>,
    write: impl Fn(&mut Vec<u8>, T),
) {
    numbers(out, &[u32::try_from(length).unwrap_or(u32::MAX)]);
    for item in items {
        write(out, item);
    }
}

fn numbers(out: &mut Vec<u8>, numbers: &[u32]) {
    out.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
}

fn read(mut rest: &[u8]) -> Option<Registry> {
    let rest = &mut rest;
    let pool = String::from_utf8(records(rest, 1)?.to_vec()).ok()?;
    let owners = records(rest, 24)?.chunks_exact(24).map(|record| {
        Some(Owner {
            id: (number(record, 0)?, number(record, 4)?),
            name: (number(record, 8)?, number(record, 12)?),
            classes: long(record, 16)?,
        })
    });
    let owners: Vec<Owner> = owners.collect::<Option<_>>()?;
    let patterns = records(rest, 28)?.chunks_exact(28).map(|record| {
        let flags = number(record, 16)?;
        Some(Pattern {
            mark: number(record, 0).filter(|mark| (*mark as usize) < owners.len())?,
            text: (number(record, 4)?, number(record, 8)?),
            length: number(record, 12)?,
            origin: match flags & 0xFF {
                0 => Origin::Name,
                1 => Origin::Alias,
                2 => Origin::Pinyin,
                _ => return None,
            },
            gaps: long(record, 20)?,
            is_word: flags >> 8 & 1 == 1,
            is_phrase: flags >> 9 & 1 == 1,
            bare: flags >> 10 & 1 == 1,
        })
    });
    let patterns: Vec<Pattern> = patterns.collect::<Option<_>>()?;
    let letters = trie(rest, patterns.len())?;
    let han = trie(rest, patterns.len())?;
    let tails = trie(rest, patterns.len())?;
    let sounds = keys(rest, patterns.len())?;
    let skeletons = keys(rest, patterns.len())?;
    if !rest.is_empty() {
        return None;
    }
    let begins = Vec::new();
    let mut registry = Registry { owners, patterns, pool, letters, han, tails, sounds, skeletons, begins };
    registry.note_beginnings();
    Some(registry)
}

/// Keys in their order, each with its pattern.
fn keys(rest: &mut &[u8], patterns: usize) -> Option<Vec<(u32, u32)>> {
    let keys = records(rest, 8)?.chunks_exact(8).map(|record| {
        let index = number(record, 4).filter(|index| (*index as usize) < patterns)?;
        Some((number(record, 0)?, index))
    });
    keys.collect::<Option<Vec<_>>>().filter(|keys| keys.is_sorted())
}

fn trie(rest: &mut &[u8], patterns: usize) -> Option<Trie> {
    let mut part = || {
        let bytes = records(rest, 4)?;
        let numbers = bytes.chunks_exact(4).filter_map(|four| four.try_into().ok().map(u32::from_le_bytes));
        Some(numbers.collect::<Vec<u32>>())
    };
    Trie::from_arrays([part()?, part()?, part()?, part()?], patterns)
}

/// The bytes of an array whose items have a size.
fn records<'a>(rest: &mut &'a [u8], size: usize) -> Option<&'a [u8]> {
    let length = number(rest, 0)? as usize;
    let (records, after) = rest.get(4..)?.split_at_checked(length.checked_mul(size)?)?;
    *rest = after;
    Some(records)
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes)
}

fn long(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..at + 8)?.try_into().ok().map(u64::from_le_bytes)
}
