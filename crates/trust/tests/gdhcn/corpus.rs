//! The development lists of the network.

use std::collections::{BTreeMap, BTreeSet};

use cleanbill_trust::list::gateway::Chain;
use cleanbill_trust::list::gdhcn::{
    Domain, KeyDeviation, KeyUse, ListedKey, Signer, parse_document, parse_signer,
};
use cleanbill_trust::list::{Limits, ListSignature};
use cleanbill_trust::{Authorities, ScopedStore, TrustStore};

use crate::support::{AT, corpus, documents};

fn read() -> Option<(Signer, Vec<Vec<u8>>)> {
    let folder = corpus()?;
    let signer = std::fs::read(folder.join("WHO-signing-did.json")).unwrap();
    let signer = parse_signer(&signer, &Limits::DEFAULT).unwrap();
    Some((signer, documents(&folder)))
}

#[test]
fn every_document_verifies_and_every_entry_is_used() {
    let Some((signer, documents)) = read() else {
        return;
    };
    assert!(documents.len() > 100);
    let mut keys = 0;
    for bytes in &documents {
        let document = parse_document(bytes, Some(&signer), &Limits::DEFAULT).unwrap();
        assert_eq!(document.signature(), ListSignature::Verified);
        assert_eq!(document.skipped(), [], "{}", document.id());
        keys += document.keys().len();
        assert!(document.created().is_some());
    }
    assert!(keys > 400, "{keys}");
}

/// Whatever bit of a document is turned, it is refused.
#[test]
fn a_changed_byte_is_noticed() {
    let Some((signer, documents)) = read() else {
        return;
    };
    let shortest = documents.iter().min_by_key(|bytes| bytes.len()).unwrap();
    for at in (0..shortest.len()).step_by(7) {
        let mut changed = shortest.clone();
        changed[at] ^= 1;
        let outcome = parse_document(&changed, Some(&signer), &Limits::DEFAULT);
        assert!(outcome.is_err(), "byte {at}");
    }
    for bytes in &documents {
        let mut changed = bytes.clone();
        let middle = changed.len() / 2;
        changed[middle] = if changed[middle] == b'A' { b'B' } else { b'A' };
        let outcome = parse_document(&changed, Some(&signer), &Limits::DEFAULT);
        assert!(outcome.is_err() || changed == *bytes);
    }
}

/// The parts of the tree say the same as the whole.
#[test]
fn the_tree_is_one_list() {
    let Some((signer, documents)) = read() else {
        return;
    };
    let mut all = Vec::new();
    let mut whole = Vec::new();
    for bytes in &documents {
        let document = parse_document(bytes, Some(&signer), &Limits::DEFAULT).unwrap();
        let top = document.id().ends_with(":trustlist:DCC");
        let list = document.into_list();
        if top {
            whole.extend(list.signers.clone());
        }
        all.extend(list.signers);
    }
    assert_eq!(
        TrustStore::new(all).signers(),
        TrustStore::new(whole).signers()
    );
}

/// Only signers sign, and each in its own domain.
#[test]
fn domains_and_uses_are_kept_apart() {
    let Some((signer, documents)) = read() else {
        return;
    };
    let mut uses: BTreeMap<(Domain, KeyUse), BTreeSet<[u8; 32]>> = BTreeMap::new();
    let (mut dcc, mut scoped) = (BTreeSet::new(), Vec::new());
    for bytes in &documents {
        let document = parse_document(bytes, Some(&signer), &Limits::DEFAULT).unwrap();
        for key in document.keys() {
            let thumbprint = key.certificate().unwrap().thumbprint();
            let seen = uses.entry((key.domain(), key.usage())).or_default();
            seen.insert(thumbprint);
        }
        let list = document.into_list();
        dcc.extend(list.signers.iter().map(|signer| signer.thumbprint));
        scoped.extend(list.scoped);
    }
    assert_eq!(Some(&dcc), uses.get(&(Domain::Dcc, KeyUse::Signer)));
    let store = ScopedStore::new(scoped);
    for signer in store.signers() {
        assert!(signer.issuer().is_some());
        let of = uses
            .iter()
            .filter(|((domain, usage), seen)| {
                *usage == KeyUse::Signer
                    && domain.scope() == Some(signer.scope())
                    && seen.contains(&signer.thumbprint)
            })
            .count();
        assert_eq!(of, 1);
    }
    assert!(!store.is_empty());
    assert!(uses.contains_key(&(Domain::Dcc, KeyUse::Decryption)));
}

/// What FACTS-world.md counted in the live lists is there in these: certificates are the keys, kids
/// are their digests, coordinates are not to be relied on.
#[test]
fn certificates_come_before_coordinates() {
    let Some((signer, documents)) = read() else {
        return;
    };
    let mut found: BTreeMap<&str, usize> = BTreeMap::new();
    for bytes in &documents {
        let document = parse_document(bytes, Some(&signer), &Limits::DEFAULT).unwrap();
        for key in document.keys() {
            for deviation in key.deviations() {
                *found.entry(deviation.code()).or_default() += 1;
            }
        }
        for signer in document.into_list().signers {
            assert!(signer.public_key().is_ok());
            assert!(signer.country.is_some());
        }
    }
    for expected in [KeyDeviation::JwkLoose, KeyDeviation::JwkUnusable] {
        assert!(found.contains_key(expected.code()), "{found:?}");
    }
    assert!(!found.contains_key(KeyDeviation::NoCertificate.code()));
}

/// Chains are a second ground; that some do not hold is told and changes nothing.
#[test]
fn chains_to_listed_authorities_are_checked() {
    let Some((signer, documents)) = read() else {
        return;
    };
    let mut keys: Vec<ListedKey> = Vec::new();
    for bytes in &documents {
        let document = parse_document(bytes, Some(&signer), &Limits::DEFAULT).unwrap();
        keys.extend(document.keys().iter().cloned());
    }
    let authorities = keys.iter().filter(|key| key.usage() == KeyUse::Authority);
    let authorities = authorities
        .filter_map(|key| key.certificate().cloned())
        .collect();
    let authorities = Authorities::new(authorities);
    let (mut holds, mut broken, mut ended) = (0, 0, 0);
    for key in keys.iter().filter(|key| key.usage() == KeyUse::Signer) {
        match key.chain(&authorities, key.certificate().unwrap().not_before()) {
            Chain::Holds { .. } => holds += 1,
            Chain::Broken(_) => broken += 1,
            Chain::NotChecked => panic!("there are authorities"),
        }
        ended += usize::from(key.not_after() < AT);
        assert_eq!(key.chain(&Authorities::default(), AT), Chain::NotChecked);
    }
    assert!(holds > broken, "{holds} hold, {broken} do not");
    assert!(ended > 0, "expired signers are kept, with their end");
}
