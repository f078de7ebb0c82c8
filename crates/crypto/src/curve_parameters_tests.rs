use super::{Domain, P256, P384, P521, PRIME_FIELD, curve};
use crate::algorithm::Curve;
use crate::der::{BIT_STRING, INTEGER, OCTET_STRING, OID, SEQUENCE, element, unsigned};
use crate::error::KeyError;

const DOMAINS: [Domain; 3] = [P256, P384, P521];

/// The content of an `ECParameters`, part by part, so that a test can change one.
struct Parts {
    version: Vec<u8>,
    field: Vec<u8>,
    curve: Vec<u8>,
    base: Vec<u8>,
    order: Vec<u8>,
    cofactor: Vec<u8>,
}

impl Parts {
    fn of(domain: &Domain) -> Self {
        let octets = |bytes: &[u8]| element(OCTET_STRING, &[bytes]);
        let field = [element(OID, &[PRIME_FIELD]), unsigned(domain.prime)].concat();
        let curve = [octets(domain.a), octets(domain.b)].concat();
        Self {
            version: unsigned(&[1]),
            field: element(SEQUENCE, &[&field]),
            curve: element(SEQUENCE, &[&curve]),
            base: octets(domain.generator),
            order: unsigned(domain.order),
            cofactor: unsigned(&[1]),
        }
    }

    fn read(&self) -> Result<Curve, KeyError> {
        curve(&self.bytes())
    }

    fn bytes(&self) -> Vec<u8> {
        let parts = [
            &self.version,
            &self.field,
            &self.curve,
            &self.base,
            &self.order,
            &self.cofactor,
        ];
        parts.map(|part| part.as_slice()).concat()
    }
}

#[test]
fn the_numbers_of_a_known_curve_are_that_curve() {
    for domain in &DOMAINS {
        let mut parts = Parts::of(domain);
        for version in 1..=3 {
            parts.version = unsigned(&[version]);
            assert_eq!(parts.read(), Ok(domain.curve));
        }
        let octets = |bytes: &[u8]| element(OCTET_STRING, &[bytes]);
        let seed = element(BIT_STRING, &[&[0], &[7; 20]]);
        let curve = [octets(domain.a), octets(domain.b), seed].concat();
        parts.curve = element(SEQUENCE, &[&curve]);
        assert_eq!(parts.read(), Ok(domain.curve), "with a seed");
    }
}

/// CVE-2020-0601 and its relatives: with G = Q / d of one's own d, anybody's Q is one's own key.
#[test]
fn one_bit_changed_anywhere_is_refused() {
    for domain in &DOMAINS {
        let good = Parts::of(domain).bytes();
        let version = unsigned(&[1]).len();
        for at in version..good.len() {
            for bit in 0..8 {
                let mut bad = good.clone();
                bad[at] ^= 1 << bit;
                assert!(curve(&bad).is_err(), "{:?}, byte {at}", domain.curve);
            }
        }
        for length in 0..good.len() {
            assert_eq!(curve(&good[..length]), Err(KeyError::Parameters));
        }
    }
}

#[test]
fn near_misses_have_a_code_of_their_own() {
    for domain in &DOMAINS {
        let known = domain.curve;
        let near = Err(KeyError::CurveParameters { curve: known });
        let changed = |number: &[u8]| {
            let mut number = number.to_vec();
            *number.last_mut().unwrap() ^= 2;
            number
        };
        let octets = |bytes: &[u8]| element(OCTET_STRING, &[bytes]);
        let with = |change: &dyn Fn(&mut Parts)| {
            let mut parts = Parts::of(domain);
            change(&mut parts);
            parts.read()
        };
        let coefficients =
            |a: &[u8], b: &[u8]| element(SEQUENCE, &[&[octets(a), octets(b)].concat()]);
        let generator = changed(domain.generator);
        assert_eq!(with(&|parts| parts.base = octets(&generator)), near);
        let a = changed(domain.a);
        let curve = coefficients(&a, domain.b);
        assert_eq!(with(&|parts| parts.curve = curve.clone()), near);
        let b = changed(domain.b);
        let curve = coefficients(domain.a, &b);
        assert_eq!(with(&|parts| parts.curve = curve.clone()), near);
        let swapped = coefficients(domain.b, domain.a);
        assert_eq!(with(&|parts| parts.curve = swapped.clone()), near);
        let order = changed(domain.order);
        assert_eq!(with(&|parts| parts.order = unsigned(&order)), near);
        for cofactor in [0, 2, 4] {
            assert_eq!(
                with(&|parts| parts.cofactor = unsigned(&[cofactor])),
                near,
                "cofactor {cofactor}"
            );
        }
        let (x, y) = domain.generator[1..].split_at(known.coordinate_bytes());
        let compressed = [&[2 + y.last().unwrap() % 2], x].concat();
        assert_eq!(with(&|parts| parts.base = octets(&compressed)), near);
        let narrow = coefficients(&domain.a[1..], domain.b);
        assert_eq!(with(&|parts| parts.curve = narrow.clone()), near);
    }
}

#[test]
fn other_fields_and_other_forms_are_told_apart() {
    let with = |change: &dyn Fn(&mut Parts)| {
        let mut parts = Parts::of(&P256);
        change(&mut parts);
        parts.read()
    };
    let field = |oid: &[u8], prime: &[u8]| {
        element(
            SEQUENCE,
            &[&[element(OID, &[oid]), unsigned(prime)].concat()],
        )
    };
    // The field of secp256k1 differs from that of P-256 in more than one place.
    let mut other = P256.prime.to_vec();
    other[31] = 0x2f;
    assert_eq!(
        with(&|parts| parts.field = field(PRIME_FIELD, &other)),
        Err(KeyError::UnknownCurve)
    );
    let binary = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x01, 0x02];
    let form = Err(KeyError::Parameters);
    assert_eq!(with(&|parts| parts.field = field(binary, P256.prime)), form);
    assert_eq!(
        with(&|parts| parts.cofactor = Vec::new()),
        form,
        "no cofactor"
    );
    assert_eq!(with(&|parts| parts.version = unsigned(&[4])), form);
    assert_eq!(with(&|parts| parts.version = unsigned(&[])), form);
    let hash = element(SEQUENCE, &[]);
    assert_eq!(
        with(&|parts| parts.cofactor.extend(&hash)),
        form,
        "more after it"
    );
    let negative = element(INTEGER, &[P256.order]);
    assert_eq!(with(&|parts| parts.order = negative.clone()), form);
}

proptest::proptest! {
    #[test]
    fn any_bytes_are_a_curve_or_an_error(bytes: Vec<u8>) {
        let _ = curve(&bytes);
    }
}
