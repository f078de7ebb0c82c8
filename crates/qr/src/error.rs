//! What can go wrong, one enum a direction.

use std::fmt;

use thiserror::Error;

/// A picture's file format, told by its first bytes and never by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PictureFormat {
    /// Windows bitmap.
    Bmp,
    /// GIF 87a or 89a; only the first frame is looked at.
    Gif,
    /// JPEG (JFIF or Exif), baseline or progressive.
    Jpeg,
    /// Portable Network Graphics.
    Png,
    /// Scalable Vector Graphics 1.1: the shapes that QR writers use.
    Svg,
    /// WebP, lossy or lossless; only the first frame is looked at.
    WebP,
}

impl fmt::Display for PictureFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Bmp => "BMP",
            Self::Gif => "GIF",
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::Svg => "SVG",
            Self::WebP => "WebP",
        })
    }
}

/// Why a picture gave no text.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The bytes begin like none of the formats of [`PictureFormat`].
    #[error("not a PNG, JPEG, WebP, BMP, GIF or SVG picture")]
    UnknownFormat,
    /// The file is larger than [`Limits::size_max_bytes`](crate::Limits::size_max_bytes).
    #[error("the picture file has {size_bytes} bytes, at most {max_bytes} are read")]
    FileTooLarge {
        /// Bytes given.
        size_bytes: usize,
        /// Bytes allowed.
        max_bytes: usize,
    },
    /// The picture's own header claims a size that would cost more than the limits allow; nothing
    /// was decoded.
    #[error(
        "the {format} picture claims {width} × {height} pixels, which would take {needed_bytes} \
         bytes of memory; at most {max_bytes} are given"
    )]
    PictureTooLarge {
        /// The picture's format.
        format: PictureFormat,
        /// Width claimed, in pixels.
        width: u32,
        /// Height claimed, in pixels.
        height: u32,
        /// Memory it would take, in bytes.
        needed_bytes: u64,
        /// Memory given, in bytes.
        max_bytes: u64,
    },
    /// A side is longer than [`Limits::side_max_pixels`](crate::Limits::side_max_pixels).
    #[error("the {format} picture claims {width} × {height} pixels, at most {max} a side are read")]
    SideTooLong {
        /// The picture's format.
        format: PictureFormat,
        /// Width claimed, in pixels.
        width: u32,
        /// Height claimed, in pixels.
        height: u32,
        /// Longest side allowed, in pixels.
        max: u32,
    },
    /// The picture is broken, cut off, or uses a part of its format that is not read.
    #[error("the {format} picture is damaged or of an unsupported kind")]
    Damaged {
        /// The picture's format.
        format: PictureFormat,
    },
    /// The picture is sound, but no code was read in it.
    #[error("no code could be read in the picture of {width} × {height} pixels")]
    NoCode {
        /// Width, in pixels.
        width: u32,
        /// Height, in pixels.
        height: u32,
    },
}

impl ReadError {
    /// The stable code of this error, as listed in `docs/ERROR_CODES.md`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::UnknownFormat => "qr.unknown-format",
            Self::FileTooLarge { .. } => "qr.file-too-large",
            Self::PictureTooLarge { .. } => "qr.picture-too-large",
            Self::SideTooLong { .. } => "qr.side-too-long",
            Self::Damaged { .. } => "qr.damaged-picture",
            Self::NoCode { .. } => "qr.no-code",
        }
    }
}

/// Why a text could not be written as a QR code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum WriteError {
    /// There is nothing to write.
    #[error("an empty text makes no QR code")]
    Empty,
    /// More than fits the largest symbol allowed (ISO/IEC 18004:2015, table 7).
    #[error(
        "the text of {size_bytes} bytes does not fit a QR code of version {version_max} at error \
         correction {error_correction}"
    )]
    TooLong {
        /// Bytes of the text in UTF-8.
        size_bytes: usize,
        /// Largest version tried, 1 to 40.
        version_max: u8,
        /// Weakest error correction tried: `L`, `M`, `Q` or `H`.
        error_correction: char,
    },
    /// A [`Style`](crate::write::Style) field is outside its documented range.
    #[error("{field} is {value}, allowed are {min} to {max}")]
    StyleOutOfRange {
        /// Name of the field.
        field: &'static str,
        /// Its value.
        value: u32,
        /// Smallest allowed.
        min: u32,
        /// Largest allowed.
        max: u32,
    },
}

impl WriteError {
    /// The stable code of this error, as listed in `docs/ERROR_CODES.md`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "qr.empty-text",
            Self::TooLong { .. } => "qr.text-too-long",
            Self::StyleOutOfRange { .. } => "qr.style-out-of-range",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_of_this_stage() {
        let format = PictureFormat::Png;
        let (width, height) = (1, 1);
        let codes = [
            ReadError::UnknownFormat.code(),
            ReadError::FileTooLarge {
                size_bytes: 1,
                max_bytes: 0,
            }
            .code(),
            ReadError::PictureTooLarge {
                format,
                width,
                height,
                needed_bytes: 1,
                max_bytes: 0,
            }
            .code(),
            ReadError::SideTooLong {
                format,
                width,
                height,
                max: 0,
            }
            .code(),
            ReadError::Damaged { format }.code(),
            ReadError::NoCode { width, height }.code(),
            WriteError::Empty.code(),
            WriteError::TooLong {
                size_bytes: 1,
                version_max: 1,
                error_correction: 'L',
            }
            .code(),
            WriteError::StyleOutOfRange {
                field: "x",
                value: 0,
                min: 1,
                max: 2,
            }
            .code(),
        ];
        let unique: std::collections::BTreeSet<_> = codes.iter().collect();
        assert_eq!(unique.len(), codes.len());
        assert!(codes.iter().all(|code| code.starts_with("qr.")));
    }
}
