//! Which paths are published. A list of all that a publisher writes: whatever else lies in the
//! folder, or is linked from it, is not there.

use cleanbill_ledger::TileId;

/// Longest path that anything is published at, bytes.
const PATH_MAX_BYTES: usize = 256;
/// Most folders in a path.
const PARTS_MAX: usize = 6;
/// Folders of what is written for other software.
const FOLDERS: [&str; 5] = ["dsc/", "rules/", "valuesets/", "policies/", "revocation/"];

/// What lies at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Kind {
    /// Its media type.
    pub(super) content_type: &'static str,
    /// How long it may be kept.
    pub(super) caching: &'static str,
}

const TEXT: &str = "text/plain; charset=utf-8";
const BYTES: &str = "application/octet-stream";
/// Its name says what is in it, or its place in a log that only grows.
const FOR_GOOD: &str = "public, max-age=31536000, immutable";
/// A checkpoint is replaced with every round.
const MOMENT: &str = "public, max-age=2";
/// A set is replaced when there is another.
const MINUTE: &str = "public, max-age=60";

/// What is published at a path below `/published/`, as the address has it; `None` for what is not.
pub(super) fn kind_of(path: &str) -> Option<Kind> {
    if path.len() > PATH_MAX_BYTES || !path.split('/').all(is_plain) {
        return None;
    }
    let (content_type, caching) = match path.split_once('/') {
        None => (content_type(path), of_root(path)?),
        Some(("ledger", rest)) => of_ledger(rest)?,
        Some(("sets", name)) => of_set(name)?,
        Some(_) => {
            let parts = path.split('/').count();
            let is_ours = FOLDERS.iter().any(|folder| path.starts_with(folder));
            (is_ours && parts <= PARTS_MAX).then(|| (content_type(path), MINUTE))?
        }
    };
    Some(Kind {
        content_type,
        caching,
    })
}

fn of_root(name: &str) -> Option<&'static str> {
    matches!(name, "current.cbset" | "index.json").then_some(MINUTE)
}

fn of_ledger(path: &str) -> Option<(&'static str, &'static str)> {
    match path.split_once('/') {
        None => matches!(path, "checkpoint" | "cosigned" | "policy").then_some((TEXT, MOMENT)),
        Some(("batch" | "object", name)) => is_hash(name).then_some((BYTES, FOR_GOOD)),
        // Written in one way only, so that one tile has one address.
        Some(("tile", _)) => TileId::parse(path).ok().map(|_| (BYTES, FOR_GOOD)),
        Some(_) => None,
    }
}

fn of_set(name: &str) -> Option<(&'static str, &'static str)> {
    let is_number = |text: &str| text.len() <= 10 && text.bytes().all(|byte| byte.is_ascii_digit());
    let (stem, rest) = name.split_once('.')?;
    let is_version = rest.strip_suffix(".cbset").is_some_and(is_number) && is_number(stem);
    (is_version || is_hash(stem)).then_some((BYTES, FOR_GOOD))
}

fn is_hash(name: &str) -> bool {
    name.len() == 64
        && name
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// Nothing hidden, nothing above, nothing that an address has to escape.
fn is_plain(part: &str) -> bool {
    let is_ours = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    !part.is_empty() && !part.starts_with('.') && part.bytes().all(is_ours)
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit_once('.') {
        Some((_, "json")) => "application/json",
        Some((_, "toml")) => "application/toml",
        _ => BYTES,
    }
}

#[cfg(test)]
mod tests {
    use cleanbill_ledger::TileKind;
    use proptest::prelude::*;

    use super::*;

    const HASH: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    #[test]
    fn all_that_a_publisher_writes_is_there() {
        let hashed = |folder: &str| format!("{folder}/{HASH}");
        for path in [
            "ledger/checkpoint",
            "ledger/cosigned",
            "ledger/policy",
            "ledger/tile/0/000",
            "ledger/tile/0/x001/x234/067",
            "ledger/tile/entries/000.p/12",
            "current.cbset",
            "index.json",
            "sets/1.17.cbset",
            "dsc/jwks.json",
            "revocation/national/filter.bin",
            "policies/example.concert-1.toml",
            &hashed("ledger/batch"),
            &hashed("ledger/object"),
            &format!("{}.dcc-signers", hashed("sets")),
        ] {
            assert!(kind_of(path).is_some(), "{path}");
        }
        let caching = |path| kind_of(path).unwrap().caching;
        assert_eq!(caching("ledger/checkpoint"), MOMENT);
        assert_eq!(caching("ledger/tile/0/000"), FOR_GOOD);
        assert_eq!(
            kind_of("index.json").unwrap().content_type,
            "application/json"
        );
    }

    #[test]
    fn nothing_else_is() {
        for path in [
            "",
            "/",
            "..",
            "ledger",
            "ledger/",
            "ledger/blinding",
            "ledger/ledger.toml",
            "ledger/.publish.lock",
            "ledger//checkpoint",
            "ledger/./checkpoint",
            "ledger/../ledger/checkpoint",
            "ledger/%63heckpoint",
            "ledger/checkpoint%00",
            "ledger\\checkpoint",
            "ledger/tile/0/0",
            "ledger/tile/00/000",
            "ledger/tile/64/000",
            "ledger/tile/0/000.p/256",
            "ledger/tile/0/000.p/0",
            "ledger/tile/0/x000/000",
            "ledger/object/../../keys/ledger.pem",
            "keys/ledger.pem",
            "config.toml",
            "registry.sqlite",
            "seal/kek",
            "sets/..cbset",
            "sets/1.cbset",
            "sets/a/1.1.cbset",
            "rules/../seal/kek",
            "rules/.hidden",
            "rules/a/b/c/d/e/f",
        ] {
            assert_eq!(kind_of(path), None, "{path}");
        }
        assert_eq!(kind_of(&HASH.to_uppercase()), None);
        assert_eq!(kind_of(&format!("rules/{}", "a".repeat(300))), None);
    }

    proptest! {
        /// Whatever passes is a relative path of plain names, in a folder that is published.
        #[test]
        fn no_path_leads_out(path in "[a-z./%\\\\0-9 \u{0}-]{0,60}") {
            if kind_of(&path).is_some() {
                let first = path.split('/').next().unwrap();
                let known = ["ledger", "sets", "dsc", "rules", "valuesets", "policies",
                    "revocation", "current.cbset", "index.json"];
                prop_assert!(known.contains(&first));
                let is_odd = |part: &str| part.is_empty() || part.starts_with('.');
                prop_assert!(!path.split('/').any(is_odd));
                prop_assert!(!path.contains(['%', '\\', '\0', ' ']));
            }
        }

        /// The same with what a stranger puts before, into and behind a path that is there.
        #[test]
        fn no_detour_leads_there(
            at in 0_usize..18,
            odd in prop::sample::select(
                vec!["/", "//", "./", "../", "%2e", "%2F", "\\", "\0", " "]
            ),
        ) {
            let mut path = "ledger/checkpoint".to_owned();
            path.insert_str(at.min(path.len()), odd);
            prop_assert_eq!(kind_of(&path), None, "{}", path);
        }

        /// Every tile has its one path.
        #[test]
        fn every_tile_is_there(index in 0_u64..1 << 40, level in 0_u8..8, width in 1_u16..=256) {
            for kind in [TileKind::Entries, TileKind::Hashes { level }] {
                let path = format!("ledger/{}", TileId { kind, index, width }.path());
                prop_assert!(kind_of(&path).is_some(), "{}", path);
            }
        }
    }
}
