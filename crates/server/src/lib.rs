//! The authority over HTTP: REST, sign-in, the holder's door.
//!
//! ```text
//! request ─ id, limits, time ─ route ─ sign-in: who, in which role ─ authority ─ problem or answer
//! ```
//!
//! * [`Service`] listens and answers; [`openapi`] describes what it answers to.
//! * What may be done is decided in `cleanbill-authority`; nothing here is a rule about passes.
//! * Logs, counts and problems hold routes, codes and statuses, nothing of anybody.
//! * The clock and randomness come from outside ([`Clock`], [`Parts`]).

mod app;
mod body;
mod counts;
mod cross_origin;
mod description;
mod error;
mod findings;
mod health;
mod layers;
mod ledger;
mod links;
mod log;
mod network;
mod oblivious;
mod oidc;
mod pages;
mod ports;
mod press;
mod problem;
mod public;
mod rate;
mod router;
mod routes;
mod serve;
mod settings;
mod sign_in;
mod site;
mod steady;
mod stream;
mod tls;
mod validation;

pub use app::Parts;
pub use error::{ServerError, StartError};
pub use findings::{Finding, audit};
pub use ledger::{PublicLedger, PublishedFiles};
pub use log::{FILTER, json_log};
pub use network::Network;
pub use oidc::{Oidc, OidcSecret};
pub use ports::{Clock, Judged, Policies, PolicyFacts, SignerCheck};
pub use problem::Problem;
pub use rate::Rate;
pub use router::openapi;
pub use serve::{Service, check_pages, service};
pub use settings::{Limits, Settings, TlsFiles};
pub use site::{Asset, Published, Publishing, Site, SiteError, Sites};
pub use steady::SteadyClock;
pub use validation::{
    Assessor, Provider, ValidationLimits, ValidationParts, ValidationService, ValidationSettings,
    validation_service,
};
