//! A standing in words, so that its complainant can recompute it by hand.

mod en;
mod zh;

use case::Language;
use jiff::tz::TimeZone;
use policy::programme::{BySeller, Counted, Removal, Share};

use crate::figure::{Figure, Threshold};
use crate::misuse::MisuseFinding;
use crate::standing::Standing;

impl Figure {
    /// What is compared with the threshold, in per cent to two places, rounded against the complainant: so
    /// that what is shown is on the same side of the threshold as what was decided.
    fn shown(&self) -> String {
        let Some(assessed) = self.assessed() else { return "–".to_owned() };
        let hundredths = assessed * 100.0;
        let rounded = match self.threshold {
            Threshold::AtLeast(_) => (hundredths + 1e-7).floor(),
            Threshold::AtMost(_) => (hundredths - 1e-7).ceil(),
        };
        format!("{:.2} %", rounded.max(0.0) / 100.0)
    }

    /// The bound's formula with its numbers.
    fn formula(&self) -> String {
        let (hits, of) = (self.hits, self.of);
        let sign = match self.threshold {
            Threshold::AtLeast(_) => '−',
            Threshold::AtMost(_) => '+',
        };
        let spread =
            if of == 0 { "0".to_owned() } else { format!("{hits}·{}/{of}", of.saturating_sub(hits)) };
        format!("({hits} + z²/2 {sign} z·√({spread} + z²/4)) / ({of} + z²)")
    }
}

fn percent(share: Share) -> String {
    format!("{}.{:02} %", share.0 / 100, share.0 % 100)
}

fn rate(figure: &Figure) -> String {
    figure.rate().map_or_else(|| "–".to_owned(), |rate| format!("{rate:.2} %"))
}

fn quantile(z: u32) -> String {
    format!("{}.{:04}", z / 10_000, z % 10_000)
}

/// What both languages tell of one figure.
struct Told {
    hits: u32,
    of: u32,
    rate: String,
    /// Whether the rate must be at least the threshold, and not at most.
    at_least: bool,
    bar: String,
    /// The quantile, the bound's formula with its numbers, and what it comes to, where a bound is compared.
    bound: Option<(String, String, String)>,
    holds: bool,
}

impl Told {
    fn of(figure: &Figure, z: Option<u32>, holds: bool) -> Self {
        let (at_least, share) = match figure.threshold {
            Threshold::AtLeast(share) => (true, share),
            Threshold::AtMost(share) => (false, share),
        };
        Self {
            hits: figure.hits,
            of: figure.of,
            rate: rate(figure),
            at_least,
            bar: percent(share),
            bound: z.map(|z| (quantile(z), figure.formula(), figure.shown())),
            holds,
        }
    }
}

impl Standing {
    /// The arithmetic of this standing in `language`: what is counted and what is not, counts, rates, bounds with their
    /// formula, thresholds, window, what is missing, and what would remove.
    #[must_use]
    pub fn explain(&self, language: Language) -> String {
        let parts = match language {
            Language::En => {
                [en::head(self), en::counted(self), en::entry(self), en::removal(self), en::next(self)]
            }
            Language::Zh => {
                [zh::head(self), zh::counted(self), zh::entry(self), zh::removal(self), zh::next(self)]
            }
        };
        parts.concat()
    }

    fn days(&self) -> (String, String) {
        let day = |at: jiff::Timestamp| at.to_zoned(TimeZone::UTC).strftime("%Y-%m-%d %H:%M").to_string();
        (day(self.window.from), day(self.window.until))
    }

    const fn by_seller(&self) -> Option<BySeller> {
        match self.rules.counted {
            Counted::EachCase => None,
            Counted::BySeller(rules) => Some(rules),
        }
    }

    /// How many of the wrong outcomes a removal needs, where it needs proof.
    const fn least_wrong(&self) -> Option<u32> {
        match self.rules.removal {
            Removal::AtOnce => None,
            Removal::Proved { least_wrong, .. } => Some(least_wrong),
        }
    }

    /// The figures of entry.
    fn told_of_entry(&self) -> [Told; 2] {
        [self.takedown_rate(), self.overturned_rate()].map(|it| Told::of(&it, self.z(), it.holds()))
    }

    /// The figures of removal.
    fn told_of_removal(&self) -> [Told; 2] {
        let [takedown, overturned] = self.bad_rates();
        let [first, second] = self.proved_bad();
        [Told::of(&takedown, self.z(), first), Told::of(&overturned, self.z(), second)]
    }
}

impl MisuseFinding {
    /// What was found in `language`, with the numbers that Regulation (EU) 2022/2065 Art. 23(3) asks to be weighed: how
    /// many of how many, whom it hit, for how long listings were wrongly down, what looks knowing, and when. A line each.
    #[must_use]
    pub fn explain(&self, language: Language) -> String {
        match language {
            Language::En => en::finding(self),
            Language::Zh => zh::finding(self),
        }
    }

    fn days(&self) -> (String, String) {
        let day = |at: jiff::Timestamp| at.to_zoned(TimeZone::UTC).strftime("%Y-%m-%d").to_string();
        (day(self.first), day(self.last))
    }
}

/// The headings that are not empty, with their numbers.
fn some<'a>(counts: &'a [(u32, &'a str)]) -> impl Iterator<Item = &'a (u32, &'a str)> {
    counts.iter().filter(|(count, _)| *count > 0)
}
