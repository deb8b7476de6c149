//! Hashes of pictures that are drawn here.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::f32::consts::PI;
use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use picture::{BadPicture, Hash, MOST_BYTES, SAME, Turn, hash, hash_dihedral};
use proptest::prelude::*;

/// A scene of discs and stripes, another for each seed.
fn scene(seed: u32, width: u32, height: u32) -> DynamicImage {
    let mut state = seed.wrapping_mul(2_654_435_761) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        (state >> 8) as f32 / (1 << 24) as f32
    };
    let discs: Vec<[f32; 6]> = (0..40).map(|_| std::array::from_fn(|_| next())).collect();
    let pixel = |x: u32, y: u32| {
        let (x, y) = (x as f32 / width as f32, y as f32 / height as f32);
        let mut colour = [90.0 + 60.0 * x, 120.0 - 50.0 * y, 100.0];
        for [left, top, size, red, green, blue] in &discs {
            if (x - left).hypot(y - top) < 0.02 + size * 0.15 {
                colour = [red * 255.0, green * 255.0, blue * 255.0];
            }
        }
        Rgb(colour.map(|value| value as u8))
    };
    RgbImage::from_fn(width, height, pixel).into()
}

fn file(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn png(picture: &DynamicImage) -> Vec<u8> {
    file(picture, ImageFormat::Png)
}

fn hashed(picture: &DynamicImage) -> Hash {
    hash(&png(picture)).unwrap().hash
}

/// PDQ step by step, as it is described: boxes over all pixels, twice; points; cosines; the median.
fn step_by_step(picture: &DynamicImage) -> Hash {
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let mut light: Vec<Vec<f32>> = picture
        .to_rgb8()
        .rows()
        .map(|row| {
            row.map(|Rgb([r, g, b])| 0.299 * f32::from(*r) + 0.587 * f32::from(*g) + 0.114 * f32::from(*b))
        })
        .map(Iterator::collect)
        .collect();
    let mean = |values: &[f32]| values.iter().sum::<f32>() / values.len() as f32;
    let boxed = |values: &[f32]| -> Vec<f32> {
        let window = values.len().div_ceil(128);
        let half = (window + 2) / 2;
        (0..values.len())
            .map(|at| mean(&values[at.saturating_sub(window - half)..(at + half).min(values.len())]))
            .collect()
    };
    for _ in 0..2 {
        light = light.iter().map(|row| boxed(row)).collect();
        for x in 0..width {
            let column: Vec<f32> = light.iter().map(|row| row[x]).collect();
            for (row, value) in light.iter_mut().zip(boxed(&column)) {
                row[x] = value;
            }
        }
    }
    let point = |y: usize, x: usize| light[(2 * y + 1) * height / 128][(2 * x + 1) * width / 128];
    let wave = |frequency: usize, at: usize| (PI / 128.0 * (frequency * (2 * at + 1)) as f32).cos();
    let strength = |down: usize, across: usize| -> f32 {
        (0..64)
            .flat_map(|y| (0..64).map(move |x| (y, x)))
            .map(|(y, x)| wave(down, y) * wave(across, x) * point(y, x))
            .sum()
    };
    let strengths: Vec<f32> =
        (1..=16).flat_map(|down| (1..=16).map(move |across| strength(down, across))).collect();
    let mut sorted = strengths.clone();
    sorted.sort_by(f32::total_cmp);
    let mut bytes = [0; 32];
    for (bit, _) in strengths.iter().enumerate().filter(|(_, strength)| **strength > sorted[127]) {
        bytes[31 - bit / 8] |= 1 << (bit % 8);
    }
    Hash(bytes)
}

#[test]
fn up_to_512_pixels_the_hash_is_the_one_computed_step_by_step() {
    for (seed, width, height) in [(1, 512, 384), (2, 200, 511), (3, 64, 64), (4, 30, 90), (5, 129, 128)] {
        let picture = scene(seed, width, height);
        let distance = hashed(&picture).distance(&step_by_step(&picture));
        assert!(distance <= 2, "{width} by {height}: {distance}");
    }
}

#[test]
fn larger_pictures_have_nearly_the_same_hash_scaled_or_not() {
    let picture = scene(6, 1_600, 1_000);
    let exact = picture.resize_exact(512, 512, image::imageops::FilterType::Nearest);
    let kept = picture.resize(512, 512, image::imageops::FilterType::CatmullRom);
    for other in [step_by_step(&picture), hashed(&exact), hashed(&kept)] {
        let distance = hashed(&picture).distance(&other);
        assert!(distance <= 10, "{distance}");
    }
}

#[test]
fn every_format_and_depth_has_nearly_the_same_hash() {
    let picture = scene(7, 300, 200);
    let whole = hash(&png(&picture)).unwrap();
    assert!(whole.is_reliable());
    for format in [ImageFormat::Jpeg, ImageFormat::WebP, ImageFormat::Gif] {
        let distance = hash(&file(&picture, format)).unwrap().hash.distance(&whole.hash);
        assert!(distance <= 8, "{format:?}: {distance}");
    }
    let grey = DynamicImage::from(picture.to_luma8());
    for (same, other) in [
        (&picture, picture.to_rgba8().into()),
        (&picture, picture.to_rgb16().into()),
        (&grey, grey.to_rgb8().into()),
        (&grey, grey.to_luma_alpha8().into()),
        (&grey, grey.to_luma16().into()),
    ] {
        let other: DynamicImage = other;
        let distance = hashed(&other).distance(&hashed(same));
        assert!(distance <= 2, "{:?}: {distance}", other.color());
    }
}

#[test]
fn edited_copies_are_within_a_match_and_other_pictures_are_not() {
    let picture = scene(8, 400, 300);
    let original = hashed(&picture);
    for (edit, copy) in [
        ("blurred", picture.blur(2.0)),
        ("sharpened", picture.unsharpen(3.0, 2)),
        ("contrast", picture.adjust_contrast(30.0)),
        ("brighter", picture.brighten(20)),
        ("smaller", picture.thumbnail(130, 100)),
        ("squeezed", picture.resize_exact(128, 128, image::imageops::FilterType::Triangle)),
    ] {
        let distance = hashed(&copy).distance(&original);
        assert!(distance <= 31, "{edit}: {distance}");
    }
    for seed in 100..120 {
        let distance = hashed(&scene(seed, 400, 300)).distance(&original);
        assert!(distance > 31 * 2, "{seed}: {distance}");
    }
}

#[test]
fn turned_and_mirrored_copies_have_the_hashes_that_are_foretold() {
    // A side of even boxes, of which the points lie beside the middle.
    let picture = scene(9, 620, 240);
    let foretold = hash_dihedral(&png(&picture)).unwrap();
    assert_eq!(foretold.upright(), hash(&png(&picture)).unwrap());
    let mirrored = picture.fliph();
    let turned = [
        picture.clone(),
        picture.rotate90(),
        picture.rotate180(),
        picture.rotate270(),
        mirrored.clone(),
        picture.flipv(),
        mirrored.rotate270(),
        mirrored.rotate90(),
    ];
    for ((turn, turned), hash) in Turn::ALL.iter().zip(&turned).zip(foretold.hashes) {
        let distance = hashed(turned).distance(&hash);
        assert!(distance <= 2, "{turn:?}: {distance}");
    }
}

#[test]
fn one_colour_is_not_reliable() {
    let flat = DynamicImage::from(RgbImage::from_pixel(300, 300, Rgb([250, 250, 250])));
    let hashed = hash(&png(&flat)).unwrap();
    assert_eq!((hashed.quality, hashed.is_reliable()), (0, false));
}

/// A PNG that says it has so many pixels, and holds nothing of them.
fn bomb(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = png(&scene(1, 8, 8));
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    let mut sum = !0_u32;
    for byte in &bytes[12..29] {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = (sum >> 1) ^ (0xedb8_8320 * (sum & 1));
        }
    }
    bytes[29..33].copy_from_slice(&(!sum).to_be_bytes());
    bytes
}

#[test]
fn what_is_beyond_a_limit_is_refused_with_what_helps() {
    assert_eq!(hash(&vec![0; MOST_BYTES + 1]), Err(BadPicture::Bytes));
    assert_eq!(hash(b"GIF is what this text is about"), Err(BadPicture::Format));
    assert_eq!(hash(b""), Err(BadPicture::Format));
    assert_eq!(hash(b"BM\x3a\0\0\0\0\0\0\0\x36\0\0\0"), Err(BadPicture::Format));
    assert_eq!(hash(&bomb(20_001, 10)), Err(BadPicture::Pixels { width: 20_001, height: 10 }));
    let large = hash(&bomb(20_000, 20_000)).unwrap_err();
    assert_eq!(large, BadPicture::Pixels { width: 20_000, height: 20_000 });
    assert_eq!(
        large.to_string(),
        "the picture is 20000 by 20000 pixels; at most 25000000 in all and 20000 a side are taken; scale it down"
    );
    let small = png(&scene(1, 4, 100));
    assert_eq!(hash(&small), Err(BadPicture::Small { width: 4, height: 100 }));
    let whole = png(&scene(1, 100, 100));
    assert_eq!(hash(&whole[..whole.len() / 2]), Err(BadPicture::Damaged));
    let mut deep = bomb(6_000, 6_000);
    // 16 bits, with alpha.
    deep[24..26].copy_from_slice(&[16, 6]);
    assert!(hash(&deep).is_err());
}

#[test]
fn a_hash_is_written_as_it_is_published() {
    let text = "f8f8f0cee0f4a84f06370a22038f67f0b36e2ed596621e1d33e6b39c4e9c9b01";
    let hash: Hash = text.parse().unwrap();
    assert_eq!((hash.0[0], hash.0[31]), (0xf8, 1));
    assert_eq!(hash.to_string(), text);
    assert_eq!(text.to_uppercase().parse(), Ok(hash));
    for bad in ["", &text[1..], &format!("{text}0"), &text.replace('f', "g"), &text.replace("f8", "é")] {
        let error = bad.parse::<Hash>().unwrap_err().to_string();
        assert_eq!(error, "a PDQ hash must be 64 hexadecimal digits");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn no_damaged_file_does_harm(
        format in prop_oneof![
            Just(ImageFormat::Jpeg), Just(ImageFormat::Png), Just(ImageFormat::WebP), Just(ImageFormat::Gif)
        ],
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12),
        keep in 0.2..1.5_f64,
    ) {
        let mut bytes = file(&scene(3, 40, 30), format);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        bytes.truncate((bytes.len() as f64 * keep) as usize);
        if let Ok(hashed) = hash(&bytes) {
            prop_assert!(hashed.quality <= 100);
        }
    }
}

/// How many bits of the hash a sign on the goods changes, at the median of many scenes. It has so many hundredths of the
/// picture's area.
fn changed_by_a_sign(hundredths: u32) -> u32 {
    const SIDE: u32 = 200;
    let sign = (f64::from(hundredths) / 100.0).sqrt() * f64::from(SIDE);
    let (from, sign) = (SIDE / 3, sign.round() as u32);
    let mut distances: Vec<u32> = (1..=50)
        .map(|seed| {
            let plain = scene(seed, SIDE, SIDE);
            let mut signed = plain.to_rgb8();
            for (x, y) in (0..sign).flat_map(|x| (0..sign).map(move |y| (x, y))) {
                let ink = if (x * 5 / sign + y * 5 / sign) % 2 == 0 { 255 } else { 0 };
                signed.put_pixel(from + x, from + y, Rgb([ink; 3]));
            }
            hashed(&plain).distance(&hashed(&signed.into()))
        })
        .collect();
    distances.sort_unstable();
    distances[distances.len() / 2]
}

#[test]
fn goods_with_a_small_sign_and_without_it_are_the_same_picture() {
    let [one, four, twenty_five] = [1, 4, 25].map(changed_by_a_sign);
    println!("changed by a sign of 1, 4, 25 hundredths: {one}, {four}, {twenty_five} of 256 bits");
    assert!(one <= SAME && four <= SAME, "{one} {four}");
    assert!(twenty_five > SAME, "{twenty_five}");
}
