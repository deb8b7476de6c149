//! Made-up names and titles to search: always the same, from one seed, and nobody's.

use std::collections::HashSet;

/// Marsaglia's xorshift: numbers that look random and are the same each time.
#[derive(Debug)]
pub struct Dice(u64);

impl Dice {
    /// From a seed, which is not 0.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `most`.
    pub const fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 16) as usize % most
    }

    /// One of them.
    fn of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }

    /// A number below `most`, small ones more often: words are not all as common.
    const fn low(&mut self, most: usize) -> usize {
        let (one, other) = (self.below(most), self.below(most));
        if one < other { one } else { other }
    }
}

const BEFORE: [&str; 30] = [
    "b", "c", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "z", "st", "br", "tr",
    "pl", "ch", "sh", "cl", "gr", "fr", "j", "y", "qu", "x",
];
const VOWELS: [&str; 15] = ["a", "e", "i", "o", "u", "a", "e", "i", "o", "ai", "ou", "ee", "io", "oo", "ea"];
const BEHIND: [&str; 13] = ["", "", "", "n", "r", "s", "l", "t", "m", "x", "ck", "nd", "st"];

/// A word of one to four syllables in Latin script, of at least three letters.
pub fn word(dice: &mut Dice) -> String {
    loop {
        let syllables = dice.of(&[1, 2, 2, 2, 2, 2, 3, 3, 4]);
        let word: String =
            (0..syllables).flat_map(|_| [dice.of(&BEFORE), dice.of(&VOWELS), dice.of(&BEHIND)]).collect();
        if word.len() > 2 {
            return word;
        }
    }
}

/// So many Han characters of some 2,500, some more common than others.
pub fn han(dice: &mut Dice, count: usize) -> String {
    (0..count).filter_map(|_| char::from_u32(0x4E00 + dice.low(2_500) as u32 * 8)).collect()
}

/// So many names as marketplaces watch for: of one word or several, with signs and numbers, a fifth in Han.
#[must_use]
pub fn marks(count: usize) -> Vec<String> {
    let mut dice = Dice::new(88_172_645_463_325_252);
    distinct(count, || match dice.below(20) {
        0..=3 => {
            let length = 2 + dice.below(3);
            han(&mut dice, length)
        }
        4..=7 => format!("{} {}", word(&mut dice), word(&mut dice)),
        8 => format!("{}-{}", word(&mut dice), word(&mut dice)),
        9 => format!("{} {} {}", word(&mut dice), word(&mut dice), word(&mut dice)),
        10 => format!("{}{}", word(&mut dice), dice.below(100)),
        11 => format!("{} & {}", word(&mut dice), word(&mut dice)),
        _ => word(&mut dice),
    })
}

/// So many names of one word.
#[must_use]
pub fn names(count: usize) -> Vec<String> {
    let mut dice = Dice::new(521_288_629_546_311);
    distinct(count, || word(&mut dice))
}

fn distinct(count: usize, make: impl FnMut() -> String) -> Vec<String> {
    let mut seen = HashSet::new();
    std::iter::repeat_with(make).filter(|name| seen.insert(name.clone())).take(count).collect()
}

/// So many titles of 20 to 200 bytes: six of ten in Latin script, two in Han, two in both. In four of ten stands
/// one of the marks on purpose.
#[must_use]
pub fn titles(count: usize, marks: &[String]) -> Vec<String> {
    let mut dice = Dice::new(2_463_534_242);
    let latin: Vec<String> = (0..6_000).map(|_| word(&mut dice)).collect();
    let chinese: Vec<String> = (0..4_000)
        .map(|_| {
            let length = 1 + dice.below(3);
            han(&mut dice, length)
        })
        .collect();
    let title = || {
        let (words, script) = (3 + dice.below(20), dice.below(10));
        let marked = if dice.below(10) < 4 { dice.below(words) } else { words };
        let mut title = String::new();
        for at in 0..words {
            if at == marked {
                title += &marks[dice.below(marks.len())];
                title.push(' ');
            } else if script < 6 || script < 8 && at % 3 == 0 {
                title += &latin[dice.low(latin.len())];
                title += dice.of(&[" ", " ", " ", " ", " ", " ", " ", " ", ", ", " - "]);
                if dice.below(9) == 0 {
                    title += &format!("{} ", dice.below(500));
                }
            } else {
                title += &chinese[dice.low(chinese.len())];
                title += dice.of(&["", "", "", "", "", "", " "]);
            }
        }
        title.trim_end().to_owned()
    };
    std::iter::repeat_with(title).filter(|title| (20..=200).contains(&title.len())).take(count).collect()
}

/// So many words: one of twenty is one of the names with up to two slips, all others are ordinary.
#[must_use]
pub fn tokens(count: usize, names: &[String]) -> Vec<String> {
    let mut dice = Dice::new(362_436_069);
    let ordinary: Vec<String> = (0..6_000).map(|_| word(&mut dice)).collect();
    (0..count)
        .map(|_| {
            if dice.below(20) > 0 {
                return ordinary[dice.low(ordinary.len())].clone();
            }
            let mut name = names[dice.below(names.len())].clone().into_bytes();
            for _ in 0..dice.below(3) {
                let (at, letter) = (dice.below(name.len()), b'a' + dice.below(26) as u8);
                match dice.below(3) {
                    0 => name.insert(at, letter),
                    1 => name[at] = letter,
                    _ => drop(name.remove(at)),
                }
            }
            String::from_utf8_lossy(&name).into_owned()
        })
        .collect()
}
