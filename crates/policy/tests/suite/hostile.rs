//! Documents made to break the reader.

use cleanbill_policy::Policy;
use proptest::prelude::*;

use super::draft::{SOUND, load};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_text_breaks_the_reader(text in ".{0,400}") {
        let _ = Policy::parse(&text);
    }

    #[test]
    fn no_change_of_a_policy_breaks_the_reader(
        at in 0..SOUND.len(),
        with in proptest::collection::vec(any::<u8>(), 0..4),
        cut in 0..8_usize,
    ) {
        let mut bytes = SOUND.as_bytes().to_vec();
        let end = (at + cut).min(bytes.len());
        bytes.splice(at..end, with);
        let _ = load(&[String::from_utf8_lossy(&bytes).into_owned()]);
    }
}

#[test]
fn depth_and_length_are_bounded() {
    let deep = format!("a = {}{}", "[".repeat(20_000), "]".repeat(20_000));
    assert!(Policy::parse(&deep).is_err());
    let inline = format!("a = {}1{}", "{ b = ".repeat(9_000), " }".repeat(9_000));
    assert!(Policy::parse(&inline).is_err());
    let long = format!("{SOUND}# {}", "x".repeat(1 << 16));
    assert_eq!(Policy::parse(&long).unwrap_err().code(), "policy.too-long");
    let terms = format!(
        "{SOUND}{}",
        "\n[[accept]]\nground = \"exemption\"\n".repeat(65)
    );
    assert_eq!(Policy::parse(&terms).unwrap_err().code(), "policy.too-many");
}
