//! A rate compared with its threshold, with the arithmetic shown.
//!
//! The bound is Wilson's score bound, one-sided: for `k` of `n` and the quantile `z`,
//!
//! ```text
//! (k + z²/2 ∓ z · √(k·(n−k)/n + z²/4)) / (n + z²)
//! ```
//!
//! It is taken and not Clopper and Pearson's because anyone with a pocket calculator can recompute it, and
//! because whether it meets a threshold `t` is a question of whole numbers: it does when
//! `(k − n·t)² ≥ z²·n·t·(1−t)` on the right side of `n·t`. So the decision never hangs on a rounding. The
//! price: near 100 % its error is somewhat above 5 % (25 of 25 passes 90 %, which a true rate of 90 % reaches
//! once in fourteen times).

use policy::programme::{Measured, Share};

/// On which side of the threshold a rate must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Threshold {
    /// The rate must be at least this.
    AtLeast(Share),
    /// The rate must be at most this.
    AtMost(Share),
}

/// So many of so many, and what is asked of that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Figure {
    /// Numerator.
    pub hits: u32,
    /// Denominator.
    pub of: u32,
    /// The threshold.
    pub threshold: Threshold,
    /// Whether the rate or its bound is compared with it.
    pub measured: Measured,
}

/// The scale of `z` in a rule set.
const Z_SCALE: u32 = 10_000;

impl Figure {
    /// The rate in per cent; `None` when nothing was counted.
    #[must_use]
    pub fn rate(&self) -> Option<f64> {
        (self.of > 0).then(|| 100.0 * f64::from(self.hits) / f64::from(self.of))
    }

    /// The value compared with the threshold, in per cent: the rate, or its Wilson bound on the unfavourable
    /// side. With nothing counted the bound is the worst there is.
    #[must_use]
    pub fn assessed(&self) -> Option<f64> {
        let Measured::Bound { z } = self.measured else { return self.rate() };
        if self.of == 0 {
            return Some(match self.threshold {
                Threshold::AtLeast(_) => 0.0,
                Threshold::AtMost(_) => 100.0,
            });
        }
        let (hits, of) = (f64::from(self.hits.min(self.of)), f64::from(self.of));
        let z = f64::from(z) / f64::from(Z_SCALE);
        let half = z * (hits * (of - hits) / of + z * z / 4.0).sqrt();
        let centre = hits + z * z / 2.0;
        let side = match self.threshold {
            Threshold::AtLeast(_) => centre - half,
            Threshold::AtMost(_) => centre + half,
        };
        Some((100.0 * side / (of + z * z)).clamp(0.0, 100.0))
    }

    /// Whether the threshold is met, in whole numbers.
    #[must_use]
    pub fn holds(&self) -> bool {
        match self.measured {
            Measured::Raw => self.raw_holds(),
            Measured::Bound { z } => self.of > 0 && self.raw_holds() && self.far_enough(z),
        }
    }

    /// Whether the rate itself meets the threshold, its bound aside. Of nothing nothing was overturned, but
    /// nothing was taken down either.
    #[must_use]
    pub fn raw_holds(&self) -> bool {
        let (hits, of) = self.scaled();
        match self.threshold {
            Threshold::AtLeast(_) => self.of > 0 && hits >= of,
            Threshold::AtMost(_) => hits <= of,
        }
    }

    /// `k` and `n·t`, both times 10,000.
    fn scaled(&self) -> (i128, i128) {
        let (Threshold::AtLeast(Share(bar)) | Threshold::AtMost(Share(bar))) = self.threshold;
        (i128::from(self.hits.min(self.of)) * i128::from(Share::WHOLE), i128::from(self.of) * i128::from(bar))
    }

    fn far_enough(&self, z: u32) -> bool {
        let (Threshold::AtLeast(Share(bar)) | Threshold::AtMost(Share(bar))) = self.threshold;
        let (hits, of) = self.scaled();
        let z = i128::from(z);
        let scale = i128::from(Z_SCALE);
        let rest = i128::from(Share::WHOLE.saturating_sub(bar));
        // (k − n·t)² ≥ z²·n·t·(1−t), both sides times 10,000² for the shares and 10,000² for z².
        let distance = (hits - of).saturating_mul(hits - of).saturating_mul(scale * scale);
        distance >= of.saturating_mul(rest).saturating_mul(z * z)
    }

    /// The same with `more` cases of which all, or none, are hits.
    #[must_use]
    pub const fn with(self, more: u32, hits: bool) -> Self {
        Self {
            hits: if hits { self.hits.saturating_add(more) } else { self.hits },
            of: self.of.saturating_add(more),
            ..self
        }
    }
}
