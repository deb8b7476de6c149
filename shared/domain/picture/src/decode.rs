//! Untrusted pictures, decoded within limits.

use std::io::Cursor;

use image::error::ImageError;
use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, Limits};

/// The longest file, in bytes.
pub const MOST_BYTES: usize = 10_000_000;
/// The longest side, in pixels.
pub const MOST_SIDE: u32 = 20_000;
/// The largest picture, in pixels: width times height.
pub const MOST_PIXELS: u64 = 25_000_000;
/// The most memory that a decoded picture may take, in bytes. The decoder of a progressive JPEG needs twice as
/// much again while it works.
pub const MOST_MEMORY: u64 = 200_000_000;
/// Smaller pictures have no hash: PDQ's reference code refuses them, too.
pub(crate) const LEAST_SIDE: u32 = 5;

/// A file that cannot be hashed: which limit it exceeds, and what helps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadPicture {
    /// Longer than [`MOST_BYTES`].
    #[error("the picture has more than {MOST_BYTES} bytes; save it smaller")]
    Bytes,
    /// A side is longer than [`MOST_SIDE`], or there are more than [`MOST_PIXELS`] pixels.
    #[error(
        "the picture is {width} by {height} pixels; at most {MOST_PIXELS} in all and {MOST_SIDE} a side are \
         taken; scale it down"
    )]
    Pixels {
        /// As the file says.
        width: u32,
        /// As the file says.
        height: u32,
    },
    /// Would take more than [`MOST_MEMORY`].
    #[error(
        "the picture would take more than {MOST_MEMORY} bytes of memory; save it with 8 bits a colour, or scale it down"
    )]
    Memory,
    /// A side of less than five pixels.
    #[error(
        "the picture is {width} by {height} pixels; at least {LEAST_SIDE} a side are needed; send a larger one"
    )]
    Small {
        /// As the file says.
        width: u32,
        /// As the file says.
        height: u32,
    },
    /// Another format, or none.
    #[error("the file is no JPEG, PNG, WebP or GIF; save the picture as one of these")]
    Format,
    /// The decoder could not read it.
    #[error("the picture is damaged, or of a kind that is not read; open it and save it again")]
    Damaged,
}

/// The picture in a file: its first frame, where it has several.
///
/// # Errors
/// [`BadPicture`], before anything large is allocated.
pub(crate) fn decode(bytes: &[u8]) -> Result<DynamicImage, BadPicture> {
    if bytes.len() > MOST_BYTES {
        return Err(BadPicture::Bytes);
    }
    let format = image::guess_format(bytes).map_err(|_| BadPicture::Format)?;
    if !matches!(format, ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP | ImageFormat::Gif) {
        return Err(BadPicture::Format);
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let decoder = reader.into_decoder().map_err(|error| bad(&error))?;
    let (width, height) = decoder.dimensions();
    if width.max(height) > MOST_SIDE || u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(BadPicture::Pixels { width, height });
    }
    if width.min(height) < LEAST_SIDE {
        return Err(BadPicture::Small { width, height });
    }
    if decoder.total_bytes() > MOST_MEMORY {
        return Err(BadPicture::Memory);
    }
    DynamicImage::from_decoder(decoder).map_err(|error| bad(&error))
}

/// What a decoder says is in English and of the file's own words, so it is not passed on.
const fn bad(error: &ImageError) -> BadPicture {
    match error {
        ImageError::Limits(_) => BadPicture::Memory,
        _ => BadPicture::Damaged,
    }
}
