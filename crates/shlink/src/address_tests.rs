use proptest::prelude::*;

use super::{Address, AddressFault};

fn fault(text: &str) -> Option<AddressFault> {
    Address::parse(text).err()
}

#[test]
fn plain_addresses_are_read() {
    for (text, authority) in [
        ("https://links.example.org", "links.example.org"),
        ("https://links.example.org/", "links.example.org"),
        (
            "HTTPS://Links.Example.ORG:8443/m?a=b",
            "links.example.org:8443",
        ),
        ("https://a.example/x%20y/~z;p=1,2?sas=A-_/?", "a.example"),
        ("https://203.0.113.9/x", "203.0.113.9"),
        ("https://[2001:db8::1]:444/x", "[2001:db8::1]:444"),
        ("https://xn--bcher-kva.example/", "xn--bcher-kva.example"),
        ("http://localhost:8090/x", "localhost:8090"),
        ("http://127.0.0.1:80", "127.0.0.1:80"),
        ("http://[::1]", "[::1]"),
    ] {
        let address = Address::parse(text).unwrap();
        assert_eq!(address.authority(), authority, "{text}");
        assert_eq!(address.as_str(), text);
        assert_eq!(address.is_secure(), text.as_bytes()[4] | 0x20 == b's');
    }
}

/// Each of these is understood in two ways by readers that are in use.
#[test]
fn tricks_are_refused_by_name() {
    use AddressFault::{Character, Credentials, Escape, Fragment, Host, NotHttps, Path, Port};
    for (text, expected) in [
        ("http://links.example.org/", NotHttps),
        ("http://localhost.example.org/", NotHttps),
        ("http://127.0.0.1.example.org/", NotHttps),
        ("ftp://links.example.org/", NotHttps),
        ("file:///etc/passwd", NotHttps),
        ("javascript:alert(1)", NotHttps),
        ("//links.example.org", NotHttps),
        ("https:links.example.org", NotHttps),
        (" https://links.example.org", NotHttps),
        ("https://good.example@evil.example/", Credentials),
        ("https://a:b@evil.example/", Credentials),
        ("https://evil.example\\@good.example/", Character),
        ("https://good.example\\.evil.example/", Character),
        ("https://good.example /", Character),
        ("https://good.example/\n", Character),
        ("https://bücher.example/", Character),
        ("https://good.example/\u{202e}", Character),
        ("https://good.example/x#y", Fragment),
        ("https://good.example#@evil.example", Fragment),
        ("https://good.example/%", Escape),
        ("https://good.example/%2", Escape),
        ("https://good.example/%zz", Escape),
        ("https://good%2eexample/", Host),
        ("https:///x", Host),
        ("https://", Host),
        ("https://.example/", Host),
        ("https://good..example/", Host),
        ("https://good.example./", Host),
        ("https://-good.example/", Host),
        ("https://good_example/", Host),
        ("https://2130706433/", Host),
        ("https://0x7f.1/", Host),
        ("https://127.1/", Host),
        ("https://010.0.0.1/", Host),
        ("https://1.2.3.4.5/", Host),
        ("https://[::1/", Host),
        ("https://[::1]x/", Host),
        ("https://[good.example]/", Host),
        ("https://good.example:/", Port),
        ("https://good.example:0/", Port),
        ("https://good.example:080/", Port),
        ("https://good.example:65536/", Port),
        ("https://good.example:44:3/", Port),
        ("https://good.example:+443/", Port),
        ("https://good.example/a/../b", Path),
        ("https://good.example/./b", Path),
        ("https://good.example/a/%2E%2e", Path),
        ("https://good.example/[x]", Character),
    ] {
        assert_eq!(fault(text), Some(expected), "{text}");
    }
}

#[test]
fn debug_shows_the_host_alone() {
    let address = Address::parse("https://links.example.org/secret?and=more").unwrap();
    assert_eq!(
        format!("{address:?}"),
        r#"Address { authority: "links.example.org", .. }"#
    );
}

proptest! {
    #[test]
    fn arbitrary_text_never_panics(text: String) {
        let _ = Address::parse(&format!("https://{text}"));
        prop_assert!(Address::parse(&text).is_err() || text.contains("://"));
    }

    /// What is accepted has its authority where a reader expects it.
    #[test]
    fn the_authority_is_what_stands_before_the_path(
        rest in "[a-z0-9.:@%\\[\\]/?#\\\\-]{0,40}"
    ) {
        if let Ok(address) = Address::parse(&format!("https://{rest}")) {
            let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
            prop_assert_eq!(address.authority(), &rest[..end]);
            prop_assert!(address.authority().starts_with(address.host()));
        }
    }
}
