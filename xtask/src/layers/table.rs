//! The layers as data: which crate lies where, and which imports inside a layer are allowed.
//!
//! The whole plan is listed, also crates that do not exist yet. To add a crate, give it a layer
//! here and in `docs/ARCHITECTURE.md`.

/// A layer of the workspace; lower ones know nothing of higher ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layer {
    /// 0: one crate a public specification, useful on its own.
    Formats,
    /// 1: the common model, the verifier, the issuer.
    Domain,
    /// 2: stores, keys, pictures, files.
    Adapters,
    /// 3: wiring only.
    Deliverables,
    /// Builders for tests: a dev-dependency only; the tools, which do not ship, may link it.
    Testkit,
    /// The chores of this repository: nobody's dependency.
    Tools,
}

impl Layer {
    /// The layer's height; an import must go down.
    pub(crate) const fn height(self) -> u8 {
        match self {
            Self::Formats => 0,
            Self::Domain => 1,
            Self::Adapters => 2,
            Self::Deliverables => 3,
            // Above the adapters that it builds with, beside the deliverables, which it never sees.
            Self::Testkit => 3,
            Self::Tools => 4,
        }
    }

    /// Whether the layer is bytes in, bytes out: no clock, files, network or randomness of its own.
    pub(crate) const fn is_pure(self) -> bool {
        matches!(self, Self::Formats | Self::Domain)
    }

    /// The layer's name in a message.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Formats => "layer 0 (formats)",
            Self::Domain => "layer 1 (domain)",
            Self::Adapters => "layer 2 (adapters)",
            Self::Deliverables => "layer 3 (deliverables)",
            Self::Testkit => "the testkit",
            Self::Tools => "the tools",
        }
    }
}

/// Every crate's layer, by the name of its folder.
const LAYERS: &[(Layer, &[&str])] = &[
    (
        Layer::Formats,
        &[
            "archive",
            "base32",
            "blindpass",
            "certlogic",
            "cose",
            "crypto",
            "fhir",
            "hcert",
            "icao9303",
            "inflate",
            "jose",
            "jsonld",
            "ledger",
            "matrix",
            "order",
            "precheck",
            "shc",
            "shlink",
            "statuslist",
            "webauthn",
            "x509",
        ],
    ),
    (
        Layer::Domain,
        &[
            "health",
            "issuer",
            "journey",
            "policy",
            "redress",
            "revocation",
            "trust",
            "verifier",
            "wording",
        ],
    ),
    (
        Layer::Adapters,
        &[
            "audit",
            "authority",
            "fetch",
            "forum",
            "oblivious",
            "pages",
            "paper",
            "publish",
            "qr",
            "seal",
            "sequencer",
            "signer",
            "store",
            "witness",
        ],
    ),
    (
        Layer::Deliverables,
        &[
            "cli",
            "server",
            "wasm",
            "wasm-host",
            "wasm-ledger",
            "wasm-qr",
        ],
    ),
    (Layer::Testkit, &["testkit"]),
    (Layer::Tools, &["xtask"]),
];

/// The imports allowed inside a layer: importer, then what it may import.
const SIDEWAYS: &[(&str, &[&str])] = &[
    (
        "archive",
        &[
            "base32",
            "certlogic",
            "cose",
            "crypto",
            "icao9303",
            "inflate",
            "jose",
            "jsonld",
            "x509",
        ],
    ),
    ("audit", &["fetch", "publish"]),
    (
        "authority",
        &["paper", "publish", "qr", "seal", "signer", "store"],
    ),
    ("certlogic", &["order"]),
    ("cli", &["server"]),
    ("cose", &["crypto", "order"]),
    ("fhir", &["jose"]),
    // The sequencer for tests and examples alone.
    ("forum", &["publish", "seal", "sequencer", "store"]),
    ("hcert", &["cose", "inflate", "order"]),
    ("icao9303", &["order"]),
    ("issuer", &["health"]),
    ("jose", &["crypto", "inflate"]),
    (
        "journey",
        &[
            "health",
            "policy",
            "revocation",
            "trust",
            "verifier",
            "wording",
        ],
    ),
    ("jsonld", &["crypto"]),
    ("ledger", &["cose", "crypto", "order"]),
    ("paper", &["qr"]),
    ("policy", &["health"]),
    ("precheck", &["crypto", "jose", "x509"]),
    ("publish", &["fetch"]),
    ("redress", &["issuer"]),
    ("revocation", &["health"]),
    ("sequencer", &["publish", "store", "witness"]),
    ("shc", &["crypto", "fhir", "inflate", "jose", "x509"]),
    ("shlink", &["crypto", "jose"]),
    ("statuslist", &["cose", "inflate", "jose"]),
    // What the seal asks of a store, it says as traits, and the store implements them.
    ("store", &["seal"]),
    ("trust", &["health"]),
    ("verifier", &["health", "policy", "revocation", "trust"]),
    ("wasm", &["wasm-host"]),
    ("wasm-ledger", &["wasm-host"]),
    ("webauthn", &["cose", "crypto", "jose"]),
    ("witness", &["fetch"]),
    ("wording", &["policy", "verifier"]),
    ("x509", &["crypto"]),
];

/// Pairs that must not meet, not even in tests: who checks must not hold what issues.
const APART: &[(&str, &str)] = &[("issuer", "verifier")];

/// The layer of a crate by its folder's name; `None` when it was given none.
pub(crate) fn layer_of(name: &str) -> Option<Layer> {
    LAYERS
        .iter()
        .find(|(_, names)| names.contains(&name))
        .map(|(layer, _)| *layer)
}

/// Whether an import inside a layer is one of the listed ones.
pub(crate) fn may_go_sideways(from: &str, to: &str) -> bool {
    SIDEWAYS
        .iter()
        .any(|(name, imports)| *name == from && imports.contains(&to))
}

/// Whether the two crates must never meet.
pub(crate) fn must_stay_apart(one: &str, other: &str) -> bool {
    APART.contains(&(one, other)) || APART.contains(&(other, one))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_the_tables_has_one_layer() {
        let mut names: Vec<&str> = LAYERS
            .iter()
            .flat_map(|(_, names)| *names)
            .copied()
            .collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }

    #[test]
    fn sideways_imports_stay_inside_their_layer_and_make_no_circle() {
        for (from, imports) in SIDEWAYS {
            for to in *imports {
                assert_eq!(
                    layer_of(from).unwrap(),
                    layer_of(to).unwrap(),
                    "{from} -> {to}"
                );
                assert!(!reaches(to, from), "{from} -> {to} closes a circle");
                assert!(!must_stay_apart(from, to), "{from} -> {to}");
            }
        }
    }

    fn reaches(from: &str, goal: &str) -> bool {
        from == goal
            || SIDEWAYS
                .iter()
                .filter(|(name, _)| *name == from)
                .flat_map(|(_, imports)| *imports)
                .any(|next| reaches(next, goal))
    }
}
