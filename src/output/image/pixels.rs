//! Pixels of JPEG and PNG files: decoded, turned, made smaller, encoded. The same bytes on every machine: the codecs compute in
//! whole numbers, with vectors of the processor or without, and making smaller by cubic curves takes sums and products of
//! fractions, which IEEE 754 defines to the last bit (a window of sines would come from the system's library).

use std::io::Cursor;

use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::codecs::png::{CompressionType, FilterType, PngDecoder, PngEncoder};
use image::imageops::FilterType as Kernel;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageEncoder, Limits};

use super::metadata::Format;
use crate::model::image::Size;

/// Quality of JPEGs that are made smaller, and of those that are only turned.
const SMALLER: u8 = 82;
const TURNED: u8 = 92;

/// Bytes that a PNG may take beside its pixels: its colour profile is compressed, and a megabyte may come to gigabytes.
const BESIDE_PIXELS: u64 = 64 << 20;

/// Bytes of a colour profile at most. One of tables for screens has about half a megabyte.
const PROFILE: usize = 4 << 20;

/// A decoded image.
pub(super) struct Pixels {
    image: DynamicImage,
    format: Format,
    profile: Option<Vec<u8>>,
}

impl Pixels {
    /// Decodes a file. `None` if it is damaged, or of a kind that is not decoded here.
    pub(super) fn decode(bytes: &[u8], format: Format) -> Option<Self> {
        let (image, profile) = match format {
            Format::Jpeg => decoded(JpegDecoder::new(Cursor::new(bytes)).ok()?)?,
            Format::Png => {
                let mut limits = Limits::no_limits();
                limits.max_alloc = Some(BESIDE_PIXELS);
                decoded(PngDecoder::with_limits(Cursor::new(bytes), limits).ok()?)?
            }
            Format::WebP => return None,
        };
        Some(Self {
            image,
            format,
            profile,
        })
    }

    /// The image as it is now, as a file.
    pub(super) fn whole(&self) -> Option<Vec<u8>> {
        self.encode(&self.image, TURNED)
    }

    /// Turns the pixels.
    pub(super) fn turn(&mut self, orientation: u16) {
        let orientation = u8::try_from(orientation).ok();
        if let Some(orientation) = orientation.and_then(Orientation::from_exif) {
            self.image.apply_orientation(orientation);
        }
    }

    /// A copy of a smaller size.
    pub(super) fn copy(&self, (width, height): Size) -> Option<Vec<u8>> {
        let copy = self.image.resize_exact(width, height, Kernel::CatmullRom);
        self.encode(&copy, SMALLER)
    }

    fn encode(&self, image: &DynamicImage, quality: u8) -> Option<Vec<u8>> {
        let mut out = Vec::new();
        match self.format {
            Format::Jpeg => {
                let mut encoder = JpegEncoder::new_with_quality(&mut out, quality);
                if let Some(profile) = &self.profile {
                    encoder.set_icc_profile(profile.clone()).ok()?;
                }
                image.write_with_encoder(encoder).ok()?;
            }
            Format::Png => {
                let mut encoder = PngEncoder::new_with_quality(
                    &mut out,
                    CompressionType::Best,
                    FilterType::Adaptive,
                );
                if let Some(profile) = &self.profile {
                    encoder.set_icc_profile(profile.clone()).ok()?;
                }
                image.write_with_encoder(encoder).ok()?;
            }
            Format::WebP => return None,
        }
        Some(out)
    }
}

/// Decodes, and reads the colour profile, if it is one for colours as they are now: a profile for four colours means nothing for three.
fn decoded(mut decoder: impl ImageDecoder) -> Option<(DynamicImage, Option<Vec<u8>>)> {
    let profile = decoder.icc_profile().ok().flatten();
    let profile = profile.filter(|p| p.len() <= PROFILE);
    let image = eight_bits(DynamicImage::from_decoder(decoder).ok()?);
    let colours: &[u8] = if image.color().has_color() {
        b"RGB "
    } else {
        b"GRAY"
    };
    Some((image, profile.filter(|p| p.get(16..20) == Some(colours))))
}

/// An image with eight bits for each colour.
fn eight_bits(image: DynamicImage) -> DynamicImage {
    match image {
        DynamicImage::ImageLuma16(_) => image.into_luma8().into(),
        DynamicImage::ImageLumaA16(_) => image.into_luma_alpha8().into(),
        DynamicImage::ImageRgb16(_) => image.into_rgb8().into(),
        DynamicImage::ImageRgba16(_) => image.into_rgba8().into(),
        image => image,
    }
}
