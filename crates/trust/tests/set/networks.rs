//! One bundle for all networks: the EU's signers, the WHO's and those of SMART Health Cards.

use cleanbill_trust::set::{Target, build_set};
use cleanbill_trust::{Kid, Scope, ScopedSigner, ScopedStore, SignerRecord, TrustStore};

use crate::support::*;

/// Signers of the EU's network in 2022, and some to come.
const DCC: u32 = 700;
/// Live signers of the WHO's network in November 2026, by four domains.
const WHO: u32 = 149;
/// Keys in the VCI directory in November 2026.
const VCI: u32 = 961;
/// What a bundle may weigh, so that it loads over a bad line and in a wallet.
const SIZE_MAX_BYTES: usize = 1 << 20;

/// RSA of 3,072 bits for every fifth, as in the EU's network, where a third of the keys are RSA of
/// 2,048 bits or more.
fn eu(ordinal: u32) -> SignerRecord {
    let mut signer = record(ordinal);
    if ordinal.is_multiple_of(5) {
        let mut spki = vec![0xa5; 422];
        spki[..4].copy_from_slice(&ordinal.to_be_bytes());
        signer.spki = spki.into();
    }
    signer
}

fn who(ordinal: u32) -> ScopedSigner {
    let scopes = [Scope::Ddcc, Scope::Icvp, Scope::HealthLink];
    let scope = scopes[ordinal as usize % scopes.len()];
    ScopedSigner::new(scope, Some("XCL"), record(10_000 + ordinal)).unwrap()
}

/// The kid is a SHA-256, the issuer an address as long as the longer ones.
fn vci(ordinal: u32) -> ScopedSigner {
    let mut signer = record(20_000 + ordinal);
    signer.kid = Kid::new(&signer.thumbprint).unwrap();
    let issuer = format!(
        "https://smarthealthcards.example-hospital-{ordinal:04}.org/interconnect/api/epic/2021/\
         Security/Open/EcKeys/32001/SHC"
    );
    ScopedSigner::new(Scope::SmartHealthCard, Some(&issuer), signer).unwrap()
}

#[test]
fn one_bundle_holds_three_networks_in_a_mebibyte() {
    let dcc: TrustStore = (0..DCC).map(|n| eu(n).into()).collect();
    let scoped: ScopedStore = (0..WHO).map(who).chain((0..VCI).map(vci)).collect();
    assert_eq!((dcc.len(), scoped.len()), (700, 1_110));
    let targets = [Target::dcc_signers(&dcc), Target::scoped_signers(&scoped)];
    let root = first_root();
    let set = build_set(&content(&[&root], &targets), &TestSigner::new(PUBLISHER)).unwrap();
    assert!(set.len() <= SIZE_MAX_BYTES, "{} bytes", set.len());

    let opened = open(&set).unwrap();
    assert_eq!(opened.trust().unwrap().signers(), dcc.signers());
    assert_eq!(opened.scoped_trust().unwrap(), scoped);
    let found = scoped.candidates(Scope::SmartHealthCard, vci(3).kid.as_bytes());
    assert_eq!(found, [vci(3)]);
    assert_eq!(scoped.candidates(Scope::Icvp, vci(3).kid.as_bytes()), []);
}
