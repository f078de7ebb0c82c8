//! The target `scoped-signers.v1`: who may sign passes other than the EU's.

use cleanbill_cose::cbor::{CborError, Reader, Value, encode_deterministic};

use super::signers::{nullable, read_signer, value};
use super::{Fault, Limits, Part, SetError, TargetType};
use crate::{Scope, ScopedSigner, ScopedStore};

/// Writes the target of type [`TargetType::SCOPED_SIGNERS`].
///
/// ```cddl
/// scoped-signers = [* scoped-signer]      ; ascending, each once
/// scoped-signer = [
///   scope: "ddcc" / "icvp" / "health-link" / "shc" / "nzcp" / "vds-nc" / "divoc",
///   issuer: tstr .size (0..512) / null,   ; as its scheme names it
///   signer,                               ; as in dcc-signers
/// ]
/// ```
///
/// The order is that of scope (as listed), signer, issuer (none first).
pub fn encode_scoped_signers(store: &ScopedStore) -> Vec<u8> {
    let signers = store.signers().iter().map(|scoped| {
        Value::Array(vec![
            Value::from(scoped.scope().name()),
            scoped.issuer().map_or(Value::Null, Value::from),
            value(scoped.signer()),
        ])
    });
    encode_deterministic(&Value::Array(signers.collect()))
}

/// Reads the target of type [`TargetType::SCOPED_SIGNERS`]: the opposite of
/// [`encode_scoped_signers`], and nothing but what that writes.
///
/// # Errors
/// [`SetError::Malformed`].
pub fn parse_scoped_signers(target: &[u8]) -> Result<ScopedStore, SetError> {
    read_all(target).map_err(|fault| fault.of(Part::Target(TargetType::SCOPED_SIGNERS)))
}

fn read_all(target: &[u8]) -> Result<ScopedStore, Fault> {
    let limits = Limits::DEFAULT;
    let mut reader = Reader::new(target, &limits.scoped_signers())?;
    let count = reader.array_len()?;
    if count > limits.signers_max as u64 {
        let (what, max) = ("signers", limits.signers_max);
        return Err(Fault::TooMany { what, max });
    }
    let mut signers = Vec::new();
    for ordinal in 1..=count as usize {
        signers.push(read_scoped(&mut reader)?.ok_or(Fault::Signer { ordinal })?);
    }
    reader.finish()?;
    let store = ScopedStore::new(signers);
    if encode_scoped_signers(&store) != target {
        return Err(Fault::NotDeterministic);
    }
    Ok(store)
}

fn read_scoped(reader: &mut Reader<'_>) -> Result<Option<ScopedSigner>, CborError> {
    reader.array_of(3)?;
    let (scope, issuer) = (reader.value()?, reader.value()?);
    let record = read_signer(reader)?;
    let scoped = || {
        let scope = Scope::from_name(scope.as_text()?)?;
        let issuer = nullable(&issuer, |name| name.as_text())?;
        ScopedSigner::new(scope, issuer, record?)
    };
    Ok(scoped())
}

#[cfg(test)]
mod tests {
    use cleanbill_x509::DccUsage;

    use super::*;
    use crate::{Country, Kid, SignerRecord};

    fn store(count: u16) -> ScopedStore {
        let signer = |n: u16| {
            let record = SignerRecord {
                kid: Kid::new(&n.to_be_bytes()).unwrap(),
                country: Country::new("XC").filter(|_| n.is_multiple_of(2)),
                spki: vec![7; 91].into(),
                usage: DccUsage::ANY,
                not_before: 1_600_000_000,
                not_after: i64::MAX,
                thumbprint: [9; 32],
            };
            let scope = Scope::ALL[usize::from(n) % Scope::ALL.len()];
            let issuer = (!n.is_multiple_of(3)).then_some("https://issuer.example/creds");
            ScopedSigner::new(scope, issuer, record).unwrap()
        };
        (0..count).map(signer).collect()
    }

    #[test]
    fn what_is_written_is_read_and_nothing_else() {
        for count in [0, 1, 22, 10_000] {
            let store = store(count);
            assert_eq!(store.len(), usize::from(count));
            let target = encode_scoped_signers(&store);
            assert_eq!(parse_scoped_signers(&target), Ok(store));
        }
        let target = encode_scoped_signers(&store(22));
        for cut in [1, target.len() / 2, target.len() - 1] {
            assert!(parse_scoped_signers(&target[..cut]).is_err(), "{cut}");
        }
        let many = encode_scoped_signers(&store(10_001));
        let SetError::Malformed { fault, .. } = parse_scoped_signers(&many).unwrap_err() else {
            panic!("malformed");
        };
        let (what, max) = ("signers", 10_000);
        assert_eq!(fault, Fault::TooMany { what, max });
    }

    #[test]
    fn an_unknown_scope_and_another_order_are_refused() {
        let target = encode_scoped_signers(&store(2));
        let position = target.windows(4).position(|at| at == b"icvp").unwrap();
        let mut unknown = target.clone();
        unknown[position] = b'x';
        let fault = Fault::Signer { ordinal: 2 };
        let expected = fault.of(Part::Target(TargetType::SCOPED_SIGNERS));
        assert_eq!(parse_scoped_signers(&unknown), Err(expected));
        let (head, entries) = target.split_at(1);
        let second = entries.len() / 2;
        let start = entries
            .windows(6)
            .position(|at| at == b"\x83\x64icvp")
            .unwrap();
        assert!(start.abs_diff(second) < 40);
        let turned = [head, &entries[start..], &entries[..start]].concat();
        let expected = Fault::NotDeterministic.of(Part::Target(TargetType::SCOPED_SIGNERS));
        assert_eq!(parse_scoped_signers(&turned), Err(expected));
    }
}
