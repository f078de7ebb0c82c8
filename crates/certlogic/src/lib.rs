//! CertLogic expressions and EU DCC business rules.
//!
//! CertLogic is a small language of JSON, a strict subset of JsonLogic with dates, in which
//! countries wrote what a health pass must show. A rule as published:
//!
//! ```json
//! { "Identifier": "VR-AT-0004", "Type": "Acceptance", "Country": "AT", "Version": "1.0.0",
//!   "SchemaVersion": "1.0.0", "Engine": "CERTLOGIC", "EngineVersion": "0.7.5",
//!   "CertificateType": "Vaccination",
//!   "Description": [{ "lang": "en", "desc": "14 days must have passed." }],
//!   "ValidFrom": "2021-06-01T00:00:00Z", "ValidTo": "2030-06-01T00:00:00Z",
//!   "AffectedFields": ["v.0", "v.0.dt"],
//!   "Logic": { "if": [{ "var": "payload.v.0" },
//!     { "not-after": [{ "plusTime": [{ "var": "payload.v.0.dt" }, 14, "day"] },
//!                     { "plusTime": [{ "var": "external.validationClock" }, 0, "day"] }] },
//!     true] } }
//! ```
//!
//! - [`Expr`]: an expression read, validated ([`validate`]) and walkable; [`Program`]: compiled
//!   once, evaluated often, over any JSON or a pass ([`Data`]).
//! - [`describe`] and [`explain`]: an expression in plain English, and why one is not met.
//! - [`rules`]: rules and value sets as published, selected for a pass and judged together.
//!
//! ```
//! use cleanbill_certlogic::rules::{CertificateKinds, Outcome, Rule, RuleSet, Selection};
//! use cleanbill_certlogic::rules::ValueSets;
//! use cleanbill_certlogic::{Data, External, Limits, describe, explain};
//! use serde_json::json;
//!
//! # let published = json!({ "Identifier": "VR-AT-0004", "Type": "Acceptance", "Country": "AT",
//! #   "Version": "1.0.0", "SchemaVersion": "1.0.0", "Engine": "CERTLOGIC",
//! #   "EngineVersion": "0.7.5", "CertificateType": "Vaccination",
//! #   "Description": [{ "lang": "en", "desc": "14 days must have passed." }],
//! #   "ValidFrom": "2021-06-01T00:00:00Z", "ValidTo": "2030-06-01T00:00:00Z",
//! #   "AffectedFields": ["v.0", "v.0.dt"],
//! #   "Logic": { "if": [{ "var": "payload.v.0" },
//! #     { "not-after": [{ "plusTime": [{ "var": "payload.v.0.dt" }, 14, "day"] },
//! #                     { "plusTime": [{ "var": "external.validationClock" }, 0, "day"] }] },
//! #     true] } }).to_string();
//! let limits = Limits::default();
//! let rule = Rule::parse(published.as_bytes(), &limits)?;
//! let set = RuleSet::compile(vec![rule], ValueSets::default(), &limits)?;
//!
//! let payload = json!({ "ver": "1.3.0", "v": [{ "dt": "2021-07-01" }] });
//! let clock = 1_625_652_000; // 2021-07-07T10:00:00Z
//! let selection = Selection {
//!     clock,
//!     destination: "AT",
//!     region: None,
//!     issuer: Some("DE"),
//!     kinds: CertificateKinds::of(&payload),
//! };
//! let external = External::new(clock, set.value_sets());
//! let results = set.evaluate(&selection, &payload, &external);
//! assert_eq!(results[0].outcome, Outcome::Failed);
//!
//! let expr = results[0].expr.ok_or("valid logic")?;
//! assert_eq!(
//!     describe(expr),
//!     "if there is a vaccination, then the date of vaccination plus 14 days is not after now"
//! );
//! let unmet = explain(expr, Data::Pass { payload: &payload, external: &external }, &limits);
//! assert_eq!(
//!     unmet[0].found,
//!     "the date of vaccination plus 14 days is 2021-07-15; now is 2021-07-07T10:00:00Z"
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The reference is npm `certlogic-js` 1.2.2, run in V8, with its reading of dates: a missing zone
//! is UTC, 29 February plus one year is 1 March. Where it goes on with a date that does not exist,
//! which no comparison holds for, or rounds a sum beyond 2^53 − 1, here is an error: the rule is
//! then open, neither passed nor failed. So is a rule whose logic is not valid, even if the invalid
//! part is never reached.
//!
//! Rules of both types pass when their logic gives true, as in the EU's reference engines: the
//! logic of an invalidation rule says which passes are still good, and false invalidates.

mod date;
mod expr;
mod external;
mod json;
mod limits;
mod program;
pub mod rules;
mod value;
mod words;

pub use date::{DateError, DateTime, civil_from_days, days_from_civil};
pub use expr::{
    Comparison, Expr, ExprPath, INTEGER_MAX, Scope, Step, TimeUnit, ValidationError,
    ValidationErrorKind, VarPath, Variable, validate, validate_within,
};
pub use external::{External, Moment};
pub use json::{JsonError, parse_json};
pub use limits::Limits;
pub use program::{EvaluationError, EvaluationErrorKind, Program};
pub use value::{Data, Value, ValueKind};
pub use words::{Unmet, describe, explain};
