//! Issuing: a request is checked, becomes a DCC, is signed, and is a pass.
//!
//! ```text
//! JSON or Dcc ─ PassRequest ──┐
//! country, name, key epoch ── Authority ─┤ issue ─ IssuedPass: HC1:… text, UVCI, look-up key
//! clock, 16 random bytes, Signer ────────┘
//! ```
//!
//! * [`PassRequest`]: one person, one ground, every value checked. Read from friendly JSON
//!   ([`PassRequest::from_json`]), from a DCC payload ([`PassRequest::from_dcc_json`]), or from a
//!   [`Dcc`](cleanbill_hcert::Dcc) that the caller filled in ([`PassRequest::new`]).
//! * [`transliteration`]: names in the letters of a passport's machine readable zone.
//! * [`Authority`]: who issues, with which [`KeyEpoch`], and for how long ([`ValidityPolicy`]).
//! * [`issue`]: a DCC 1.3.0 as deterministic CBOR in a CWT in a `COSE_Sign1`, and its handle.
//! * [`issue_icvp`]: the WHO's certificate of vaccination, by a key of its own.
//! * [`issue_links`]: links to health records, signed.
//! * [`issue_light_batch`]: light passes, for a day each, without a ground.
//! * [`sunset`]: when keys and records may end.
//!
//! Nothing here reads a clock or draws randomness, and no error or `Debug` output holds a name, a
//! date or an identifier of somebody's.

pub mod act;
pub mod approval;
mod authority;
mod calendar;
pub mod caps;
mod card;
mod certificate;
mod error;
mod field;
mod form;
mod handle;
pub mod holder;
mod icvp;
mod issue;
mod json;
pub mod leaf;
mod light;
mod links;
pub mod mandate;
pub mod plausibility;
pub mod publisher;
mod read;
pub mod registry;
mod request;
pub mod role;
pub mod ruling;
pub mod staff;
pub mod sunset;
mod text;

pub use authority::{Authority, KeyEpoch, ValidityPolicy};
pub use card::{HealthCardError, IssuedCard, issue_card, rid_of};
pub use certificate::{CertificateDetails, certificate_of, complete_dose};
pub use cleanbill_cose::record::WireError;
pub use cleanbill_icao9303::transliteration;
pub use error::{IssueError, RequestError};
pub use field::Field;
pub use form::{Form, NO_END, signature_handle};
pub use icvp::{IcvpError, IssuedIcvp, issue_icvp};
pub use issue::{IssuedPass, PassPreview, SignedPass, issue, issue_signed, preview, render_text};
pub use light::{
    IssuedLight, LIGHT_WINDOW_SECS, LIGHT_WINDOWS_MAX, LightBatch, LightError, LightWindow,
    issue_light_batch, light_windows,
};
pub use links::issue_links;
pub use request::PassRequest;
