//! Keys in SoftHSM2: made there, signing from several threads, lost and found again. Needs Debian's
//! `softhsm2`; where it is missing the tests say so and check nothing.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use cleanbill_crypto::{Algorithm, SignError, Signer};
use cleanbill_signer::pkcs11::{
    KeyName, Pin, Pkcs11Key, Token, TokenError, TokenName, WrappingKey,
};
use cleanbill_signer::{KeyType, SoftwareKey};
use cryptoki::context::Pkcs11;
use cryptoki::mechanism::Mechanism;
use cryptoki::object::Attribute;
use cryptoki::slot::Slot;

const MODULE: &str = "/usr/lib/softhsm/libsofthsm2.so";
const MESSAGE: &[u8] = b"a clean bill of health";
const PIN: &str = "pin-4711";
const FOLDER: &str = "FOLDER_OF_CHILD";

/// A folder with a token `one`, that SoftHSM2 sees in this process only.
struct Hsm {
    folder: PathBuf,
}

impl Hsm {
    /// Runs the test again in a process of its own: SoftHSM2 reads where its tokens are from the
    /// environment, which is that of a whole process.
    fn run(test: &str, body: impl FnOnce(&Self)) {
        if let Some(folder) = std::env::var_os(FOLDER) {
            return body(&Self {
                folder: folder.into(),
            });
        }
        if !Path::new(MODULE).exists() {
            eprintln!("skipped: softhsm2 is not installed");
            return;
        }
        let folder = tempfile::tempdir().unwrap();
        let hsm = Self {
            folder: folder.path().into(),
        };
        fs::create_dir(hsm.tokens()).unwrap();
        let conf = format!("directories.tokendir = {}\n", hsm.tokens().display());
        fs::write(hsm.folder.join("softhsm2.conf"), conf).unwrap();
        hsm.make_token("one");
        let output = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", test, "--nocapture"])
            .env(FOLDER, &hsm.folder)
            .env("SOFTHSM2_CONF", hsm.folder.join("softhsm2.conf"))
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{said}");
        let told = [output.stdout, output.stderr].concat();
        assert!(!String::from_utf8_lossy(&told).contains(PIN));
    }

    fn make_token(&self, label: &str) {
        let made = Command::new("softhsm2-util")
            .args(["--init-token", "--free", "--label", label])
            .args(["--pin", PIN, "--so-pin", "so-pin-4711"])
            .env("SOFTHSM2_CONF", self.folder.join("softhsm2.conf"))
            .output()
            .unwrap();
        assert!(made.status.success(), "{made:?}");
    }

    fn tokens(&self) -> PathBuf {
        self.folder.join("tokens")
    }

    /// Pulls the token out, and puts it back.
    fn remove(&self) {
        fs::rename(self.tokens(), self.folder.join("gone")).unwrap();
    }

    fn put_back(&self) {
        fs::rename(self.folder.join("gone"), self.tokens()).unwrap();
    }

    fn open(&self, pin: &str) -> Result<Token, TokenError> {
        let name = TokenName::Label("one".into());
        Token::open(Path::new(MODULE), name, Pin::new(pin.as_bytes())?)
    }

    fn token(&self) -> Token {
        self.open(PIN).unwrap()
    }
}

fn check(key: &Pkcs11Key) {
    let signature = key.sign(MESSAGE).unwrap();
    let public = key.public_key();
    assert_eq!(public.verify(Algorithm::Es256, MESSAGE, &signature), Ok(()));
}

#[test]
fn a_key_is_made_in_the_token_and_found_again() {
    Hsm::run("a_key_is_made_in_the_token_and_found_again", |hsm| {
        let token = hsm.token();
        let made = Pkcs11Key::generate(&token, "dsc-1", &[1; 16]).unwrap();
        check(&made);
        for name in [KeyName::Label("dsc-1".into()), KeyName::Id(vec![1; 16])] {
            let found = Pkcs11Key::open(&token, name).unwrap();
            assert_eq!(found.public_key(), made.public_key());
            check(&found);
        }
        for (label, id) in [("dsc-1", [2; 16]), ("dsc-2", [1; 16])] {
            let again = Pkcs11Key::generate(&token, label, &id).unwrap_err();
            assert_eq!(again, TokenError::KeyExists);
        }
        let missing = Pkcs11Key::open(&token, KeyName::Label("dsc-9".into())).unwrap_err();
        assert_eq!(missing, TokenError::KeyMissing);
        check(&made);
        Pkcs11Key::destroy(&token, &KeyName::Id(vec![1; 16])).unwrap();
        assert_eq!(made.sign_message(MESSAGE), Err(TokenError::KeyMissing));
        assert_eq!(made.sign(MESSAGE), Err(SignError::KeyUnavailable));
    });
}

#[test]
fn only_keys_on_p256_are_signed_with() {
    Hsm::run("only_keys_on_p256_are_signed_with", |hsm| {
        let file = hsm.folder.join("key.pem");
        let key = SoftwareKey::generate(KeyType::P384).unwrap();
        fs::write(&file, key.to_pkcs8_pem().unwrap().as_bytes()).unwrap();
        let imported = Command::new("softhsm2-util")
            .args(["--import", file.to_str().unwrap(), "--token", "one"])
            .args(["--label", "p384", "--id", "0a", "--pin", PIN])
            .output()
            .unwrap();
        assert!(imported.status.success(), "{imported:?}");
        let token = hsm.token();
        let refused = Pkcs11Key::open(&token, KeyName::Label("p384".into())).unwrap_err();
        assert_eq!(refused, TokenError::KeyKind);
    });
}

#[test]
fn a_key_that_may_leave_the_token_is_refused() {
    Hsm::run("a_key_that_may_leave_the_token_is_refused", |hsm| {
        let token = hsm.token();
        let library = Pkcs11::new(MODULE).unwrap();
        let is_it = |slot: &Slot| library.get_token_info(*slot).unwrap().label() == "one";
        let slots = library.get_slots_with_token().unwrap();
        let slot = slots.into_iter().find(is_it).unwrap();
        // Logged in already, as the process is.
        let session = library.open_rw_session(slot).unwrap();
        let p256 = vec![0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07];
        for (extractable, sensitive, id) in [(true, true, 1), (false, false, 2), (false, true, 3)] {
            let both = [Attribute::Token(true), Attribute::Id(vec![id])];
            let public = [&both[..], &[Attribute::EcParams(p256.clone())]].concat();
            let halves = [
                Attribute::Sensitive(sensitive),
                Attribute::Extractable(extractable),
                Attribute::Sign(true),
            ];
            let private = [&both[..], &halves].concat();
            session
                .generate_key_pair(&Mechanism::EccKeyPairGen, &public, &private)
                .unwrap();
            let opened = Pkcs11Key::open(&token, KeyName::Id(vec![id])).map(drop);
            if extractable || !sensitive {
                assert_eq!(opened, Err(TokenError::KeyExtractable));
            } else {
                assert_eq!(opened, Ok(()));
            }
        }
    });
}

#[test]
fn several_threads_sign_at_once() {
    Hsm::run("several_threads_sign_at_once", |hsm| {
        let key = Pkcs11Key::generate(&hsm.token(), "dsc-1", &[1; 16]).unwrap();
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| (0..50).for_each(|_| check(&key)));
            }
        });
    });
}

#[test]
fn a_token_that_goes_away_is_said_and_used_again_when_it_is_back() {
    let test = "a_token_that_goes_away_is_said_and_used_again_when_it_is_back";
    Hsm::run(test, |hsm| {
        let key = Pkcs11Key::generate(&hsm.token(), "dsc-1", &[1; 16]).unwrap();
        for _ in 0..3 {
            check(&key);
            hsm.remove();
            for _ in 0..3 {
                assert_eq!(key.sign_message(MESSAGE), Err(TokenError::TokenGone));
                assert_eq!(key.sign(MESSAGE), Err(SignError::KeyUnavailable));
            }
            hsm.put_back();
            check(&key);
        }
    });
}

#[test]
fn a_token_that_goes_away_among_threads_gives_errors_and_no_wrong_signature() {
    let test = "a_token_that_goes_away_among_threads_gives_errors_and_no_wrong_signature";
    Hsm::run(test, |hsm| {
        let key = Pkcs11Key::generate(&hsm.token(), "dsc-1", &[1; 16]).unwrap();
        let public = key.public_key().clone();
        let work = || {
            let (mut signed, mut refused) = (0, 0);
            for _ in 0..200 {
                match key.sign(MESSAGE) {
                    Ok(signature) => {
                        let verified = public.verify(Algorithm::Es256, MESSAGE, &signature);
                        assert_eq!(verified, Ok(()));
                        signed += 1;
                    }
                    Err(_) => refused += 1,
                }
            }
            signed + refused
        };
        std::thread::scope(|scope| {
            let threads: Vec<_> = (0..4).map(|_| scope.spawn(work)).collect();
            for _ in 0..5 {
                hsm.remove();
                assert!(key.sign(MESSAGE).is_err());
                hsm.put_back();
            }
            let done: usize = threads.into_iter().map(|t| t.join().unwrap()).sum();
            assert_eq!(done, 800);
        });
        check(&key);
    });
}

#[test]
fn a_token_that_comes_back_with_another_key_is_not_signed_with() {
    let test = "a_token_that_comes_back_with_another_key_is_not_signed_with";
    Hsm::run(test, |hsm| {
        let token = hsm.token();
        let label = KeyName::Label("dsc-1".into());
        Pkcs11Key::generate(&token, "dsc-1", &[1; 16]).unwrap();
        let key = Pkcs11Key::open(&token, label.clone()).unwrap();
        Pkcs11Key::destroy(&token, &label).unwrap();
        Pkcs11Key::generate(&token, "dsc-1", &[2; 16]).unwrap();
        assert_eq!(key.sign_message(MESSAGE), Err(TokenError::KeyChanged));
    });
}

#[test]
fn a_wrong_pin_is_tried_once() {
    Hsm::run("a_wrong_pin_is_tried_once", |hsm| {
        assert_eq!(hsm.open("0000").unwrap_err(), TokenError::PinRefused);
        check(&Pkcs11Key::generate(&hsm.token(), "dsc-1", &[1; 16]).unwrap());
    });
}

#[test]
fn a_pin_that_is_wrong_after_a_while_is_tried_once() {
    Hsm::run("a_pin_that_is_wrong_after_a_while_is_tried_once", |hsm| {
        let key = Pkcs11Key::generate(&hsm.token(), "dsc-1", &[1; 16]).unwrap();
        // While the token is away, its PIN is changed: another token of that label and PIN comes.
        hsm.remove();
        assert!(key.sign(MESSAGE).is_err());
        fs::create_dir(hsm.tokens()).unwrap();
        let other = Command::new("softhsm2-util")
            .args(["--init-token", "--free", "--label", "one"])
            .args(["--pin", "another", "--so-pin", "so-pin-4711"])
            .output()
            .unwrap();
        assert!(other.status.success(), "{other:?}");
        assert_eq!(key.sign_message(MESSAGE), Err(TokenError::PinRefused));
        assert_eq!(key.sign(MESSAGE), Err(SignError::Refused));
        // The right token is back, and still the PIN is not tried: somebody has to look.
        fs::remove_dir_all(hsm.tokens()).unwrap();
        hsm.put_back();
        for _ in 0..3 {
            assert_ne!(key.sign_message(MESSAGE).map(drop), Ok(()));
        }
        assert_eq!(key.sign_message(MESSAGE), Err(TokenError::PinRefused));
        check(&Pkcs11Key::open(&hsm.token(), KeyName::Id(vec![1; 16])).unwrap());
    });
}

#[test]
fn tokens_that_are_not_there_or_not_one_are_told_apart() {
    let test = "tokens_that_are_not_there_or_not_one_are_told_apart";
    Hsm::run(test, |hsm| {
        let open = |module: &str, name| {
            let pin = Pin::new(PIN.as_bytes()).unwrap();
            Token::open(Path::new(module), name, pin).map(drop)
        };
        let label = |label: &str| TokenName::Label(label.into());
        assert_eq!(open(MODULE, label("two")), Err(TokenError::TokenGone));
        assert_eq!(
            open(MODULE, TokenName::Slot(1 << 40)),
            Err(TokenError::TokenGone)
        );
        assert_eq!(
            open("no-such-module.so", label("one")),
            Err(TokenError::Module)
        );
        let file = hsm.folder.join("softhsm2.conf");
        assert_eq!(
            open(file.to_str().unwrap(), label("one")),
            Err(TokenError::Module)
        );
        hsm.make_token("one");
        let both = hsm.open(PIN).map(drop);
        // A module that runs may not see a token that came later; started anew it does.
        assert!(matches!(both, Ok(()) | Err(TokenError::TokenAmbiguous)));
        assert_eq!(open(MODULE, label("two")), Err(TokenError::TokenGone));
        assert_eq!(hsm.open(PIN).map(drop), Err(TokenError::TokenAmbiguous));
    });
}

#[test]
fn nothing_shows_the_pin() {
    Hsm::run("nothing_shows_the_pin", |hsm| {
        let key = Pkcs11Key::generate(&hsm.token(), "dsc-1", &[1; 16]).unwrap();
        let shown = format!("{key:?} {:#?}", hsm.token());
        assert!(shown.contains("one") && !shown.contains(PIN), "{shown}");
    });
}

#[test]
fn a_key_that_wraps_stays_in_the_token_and_comes_back_with_it() {
    let name = "a_key_that_wraps_stays_in_the_token_and_comes_back_with_it";
    Hsm::run(name, |hsm| {
        let token = hsm.token();
        let missing = WrappingKey::open(&token, "kek").unwrap_err();
        assert_eq!(missing, TokenError::KeyMissing);
        let made = WrappingKey::generate(&token, "kek", &[7; 16]).unwrap();
        let again = WrappingKey::generate(&token, "kek", &[8; 16]).unwrap_err();
        assert_eq!(again, TokenError::KeyExists);
        let key = WrappingKey::open(&token, "kek").unwrap();
        assert_eq!((key.id(), made.id()), (&[7; 16][..], &[7; 16][..]));
        let wrapped = key.wrap(b"ring", &[3; 32], [9; 12]).unwrap();
        assert_eq!(wrapped[..12], [9; 12]);
        assert!(!wrapped.windows(8).any(|window| window == [3; 8]));
        assert_eq!(*made.unwrap(b"ring", &wrapped).unwrap(), [3; 32]);
        assert_eq!(
            key.unwrap(b"other", &wrapped).unwrap_err(),
            TokenError::Unwrap
        );
        for at in [0, 12, 59] {
            let mut changed = wrapped;
            changed[at] ^= 1;
            assert_eq!(
                key.unwrap(b"ring", &changed).unwrap_err(),
                TokenError::Unwrap
            );
        }
        let other = WrappingKey::generate(&token, "kek-2", &[8; 16]).unwrap();
        assert_eq!(
            other.unwrap(b"ring", &wrapped).unwrap_err(),
            TokenError::Unwrap
        );
        hsm.remove();
        assert!(key.unwrap(b"ring", &wrapped).is_err());
        hsm.put_back();
        assert_eq!(*key.unwrap(b"ring", &wrapped).unwrap(), [3; 32]);
        assert_eq!(key.check(), Ok(()));
    });
}

#[test]
fn a_key_that_may_leave_the_token_wraps_nothing() {
    Hsm::run("a_key_that_may_leave_the_token_wraps_nothing", |hsm| {
        let token = hsm.token();
        WrappingKey::generate(&token, "kek", &[7; 16]).unwrap();
        let library = Pkcs11::new(MODULE).unwrap();
        let is_it = |slot: &Slot| library.get_token_info(*slot).unwrap().label() == "one";
        let slots = library.get_slots_with_token().unwrap();
        let slot = slots.into_iter().find(is_it).unwrap();
        let session = library.open_rw_session(slot).unwrap();
        for (label, extractable, length) in [("leaves", true, 32_u64), ("short", false, 16)] {
            let template = [
                Attribute::Label(label.into()),
                Attribute::Id(vec![1; 16]),
                Attribute::Token(true),
                Attribute::Private(true),
                Attribute::Sensitive(true),
                Attribute::Extractable(extractable),
                Attribute::ValueLen(length.into()),
            ];
            session
                .generate_key(&Mechanism::AesKeyGen, &template)
                .unwrap();
        }
        let leaves = WrappingKey::open(&token, "leaves").unwrap_err();
        assert_eq!(leaves, TokenError::KeyExtractable);
        let short = WrappingKey::open(&token, "short").unwrap_err();
        assert_eq!(short, TokenError::WrappingKind);
    });
}
