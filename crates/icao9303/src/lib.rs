//! Names in the letters of travel documents, after ICAO Doc 9303.
//!
//! * [`transliteration`]: names in the letters of a passport's machine readable zone.

pub mod transliteration;
