//! Chance that falls the same way in every run: SplitMix64 (Steele, Lea, Flood 2014).

pub(super) struct Draw(u64);

impl Draw {
    /// The chance of one measure: its name is the seed, so that no measure moves another.
    pub(super) fn of(measure: &str) -> Self {
        Self(
            measure
                .bytes()
                .fold(0x9e37_79b9, |seed: u64, byte| (seed ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)),
        )
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Below `end`; 0 when nothing is.
    pub(super) fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % end).unwrap_or(0)
    }

    pub(super) fn one_of<'t, T>(&mut self, things: &'t [T]) -> Option<&'t T> {
        things.get(self.below(things.len()))
    }

    /// One of the characters of `all`.
    pub(super) fn char_of(&mut self, all: &str) -> char {
        let chars: Vec<char> = all.chars().collect();
        self.one_of(&chars).copied().unwrap_or(' ')
    }

    /// From one to all of `things`, in their order.
    pub(super) fn some_of<T>(&mut self, mut things: Vec<T>) -> Vec<T> {
        let keep = 1 + self.below(things.len());
        while things.len() > keep {
            things.remove(self.below(things.len()));
        }
        things
    }
}
