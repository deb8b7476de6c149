//! Pictures by number, no two alike, and each of them as a seller would show a copy.

use std::io::Cursor;

use image::imageops::FilterType;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

use super::facts::Picture;

const SIDE: u32 = 160;

#[allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "small numbers of a drawing"
)]
fn drawn(number: u32) -> DynamicImage {
    let mut state = u64::from(number).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 40) as f32 / (1 << 24) as f32
    };
    let discs: Vec<[f32; 4]> = (0..40).map(|_| std::array::from_fn(|_| next())).collect();
    let pixel = |x: u32, y: u32| {
        let (x, y) = (x as f32 / SIDE as f32, y as f32 / SIDE as f32);
        let within = |[cx, cy, r, _]: &&[f32; 4]| (x - cx).powi(2) + (y - cy).powi(2) < (r * 0.3).powi(2);
        let light = discs.iter().rev().find(within).map_or(0.5, |disc| disc[3]);
        Rgb([(light * 255.0) as u8; 3])
    };
    RgbImage::from_fn(SIDE, SIDE, pixel).into()
}

/// The picture's file.
pub(super) fn file(picture: &Picture) -> Vec<u8> {
    let drawn = drawn(picture.drawing);
    let (drawn, format) = if picture.edited {
        (drawn.resize(120, 120, FilterType::Triangle).fliph(), ImageFormat::Jpeg)
    } else {
        (drawn, ImageFormat::Png)
    };
    let mut bytes = Cursor::new(Vec::new());
    drawn.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}
