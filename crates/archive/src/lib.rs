//! Passes of schemes that have ended and still circulate: read, never written.
//!
//! | what | how it looks | read |
//! |---|---|---|
//! | [`nzcp`] | `NZCP:/1/2KCEVIQ…` | signature, every rule of the specification |
//! | [`vds_nc`] | `{"data":{"hdr":{"t":"icao.vacc"…` | signature, certificate, its authority |
//! | [`divoc`] | `B64:UEsDB…`, a ZIP archive | signature over canonical statements |
//! | [`recognised`] | 2D-Doc, light certificates, … | named, and why nobody can verify it |
//! | [`link`] | `https://www.gosuslugi.ru/…` | named, never opened; look-alikes too |
//!
//! Nothing here reads a clock or opens an address. What is read is a pass *as its issuer wrote it*;
//! whether its key is believed is for the caller to say, who has the keys.

/// A `Debug` for types whose content is somebody's.
macro_rules! hide_content {
    ($($name:ident),*) => {$(
        /// Shows no content: it is somebody's.
        impl core::fmt::Debug for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(concat!(stringify!($name), "(..)"))
            }
        }
    )*};
}

#[cfg(feature = "divoc")]
pub mod divoc;
pub mod link;
pub mod nzcp;
pub mod recognised;
pub mod vds_nc;

mod day;
mod limits;

pub use limits::Limits;
