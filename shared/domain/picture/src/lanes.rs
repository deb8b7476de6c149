//! Arithmetic on rows of numbers, several at a time.
//!
//! The vector operations are written out: the released program is optimised for size when it is linked, and then the
//! compiler turns no loop into vector operations by itself. Numbers are added in the same order on every processor, and no
//! multiplication is fused with an addition, so a picture has the same hash everywhere.

use pulp::{Arch, Simd, WithSimd};

/// Partial sums of a product, on every processor. None takes more numbers at a time.
pub(crate) const LANES: usize = 8;
/// 2^23: the lowest bit of its fraction stands for one, so a byte that is put there has been added.
const WHOLE: f32 = 8_388_608.0;

/// The vector operations that the processor has.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lanes(Arch);

impl Lanes {
    pub(crate) fn new() -> Self {
        Self(Arch::new())
    }

    /// The weighted sum of the three lowest bytes of each pixel. There must be a multiple of [`LANES`] pixels.
    pub(crate) fn weigh(self, pixels: &[u32], weights: [f32; 3], lights: &mut [f32]) {
        self.0.dispatch(Weigh { pixels, weights, lights });
    }

    /// Adds each number, times the weight, to the sum in its place. There must be a multiple of [`LANES`] of both.
    pub(crate) fn add(self, weight: f32, numbers: &[f32], sums: &mut [f32]) {
        self.0.dispatch(Add { weight, numbers, sums });
    }

    /// The sum of the products of each pair; of any number of pairs.
    pub(crate) fn product(self, ones: &[f32], others: &[f32]) -> f32 {
        self.0.dispatch(Product { ones, others })
    }
}

struct Weigh<'a> {
    pixels: &'a [u32],
    weights: [f32; 3],
    lights: &'a mut [f32],
}

impl WithSimd for Weigh<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        const { assert!(LANES.is_multiple_of(S::F32_LANES)) };
        let weights = self.weights.map(|weight| simd.splat_f32s(weight));
        let (lowest, whole) = (simd.splat_u32s(0xff), simd.splat_f32s(WHOLE));
        let weighed = |pixels, byte: usize| {
            let shifted = simd.wrapping_dyn_shr_u32s(pixels, simd.splat_u32s(8 * byte as u32));
            let bits = simd.and_u32s(shifted, lowest);
            let added = simd.or_u32s(bits, simd.transmute_u32s_f32s(whole));
            let number = simd.sub_f32s(simd.transmute_f32s_u32s(added), whole);
            simd.mul_f32s(number, weights[byte])
        };
        let lights = S::as_mut_simd_f32s(self.lights).0;
        for (light, pixels) in lights.iter_mut().zip(S::as_simd_u32s(self.pixels).0) {
            let two = simd.add_f32s(weighed(*pixels, 0), weighed(*pixels, 1));
            *light = simd.add_f32s(two, weighed(*pixels, 2));
        }
    }
}

struct Add<'a> {
    weight: f32,
    numbers: &'a [f32],
    sums: &'a mut [f32],
}

impl WithSimd for Add<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        const { assert!(LANES.is_multiple_of(S::F32_LANES)) };
        let weight = simd.splat_f32s(self.weight);
        let sums = S::as_mut_simd_f32s(self.sums).0;
        for (sum, numbers) in sums.iter_mut().zip(S::as_simd_f32s(self.numbers).0) {
            *sum = simd.add_f32s(*sum, simd.mul_f32s(weight, *numbers));
        }
    }
}

struct Product<'a> {
    ones: &'a [f32],
    others: &'a [f32],
}

impl WithSimd for Product<'_> {
    type Output = f32;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> f32 {
        const { assert!(LANES.is_multiple_of(S::F32_LANES)) };
        let ((ones, one), (others, other)) =
            (self.ones.as_chunks::<LANES>(), self.others.as_chunks::<LANES>());
        let mut sums = [0.0; LANES];
        for (ones, others) in ones.iter().zip(others) {
            let pairs = S::as_simd_f32s(ones).0.iter().zip(S::as_simd_f32s(others).0);
            for (sum, (ones, others)) in S::as_mut_simd_f32s(&mut sums).0.iter_mut().zip(pairs) {
                *sum = simd.add_f32s(*sum, simd.mul_f32s(*ones, *others));
            }
        }
        let rest = one.iter().zip(other).map(|(one, other)| one * other);
        sums.into_iter().chain(rest).sum()
    }
}
