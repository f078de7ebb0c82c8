//! Pages as others see them: poppler reads and draws them, cleanbill-qr scans them.
//!
//! Needs `pdftotext`, `pdftoppm` and `pdfinfo` (Debian: poppler-utils); without them it fails.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod hostile;
mod pages;
mod poppler;
mod sample;
mod scan;
mod words;
