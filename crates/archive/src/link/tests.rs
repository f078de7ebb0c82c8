use super::*;

#[test]
fn official_addresses_and_others_are_not_called_forged() {
    for text in [
        "https://www.gosuslugi.ru/covid-cert/verify/9780?lang=ru&ck=1",
        "HTTPS://IMMUNE.MOS.RU/qr?id=1",
        "https://example.org/menu",
        "https://example.org/@user",
        "a bus ticket",
        "",
        "://",
    ] {
        assert_eq!(Lookalike::detect(text), None, "{text}");
    }
}

/// Whatever stays a capital here is, large or small, none of the letters that are looked for.
#[test]
fn letters_are_small_where_it_matters() {
    let capitals = ('\0'..=char::MAX).filter(|c| !c.to_lowercase().eq([*c]));
    for c in capitals {
        let (ours, all) = (lower(&c.to_string()), c.to_lowercase().to_string());
        let plain = |text: &str| {
            let skeleton = skeleton(text);
            skeleton == text && !text.chars().any(|c| c.is_ascii())
        };
        let same = ours == all || (plain(&ours) && plain(&all));
        assert!(same, "{c:?}");
        let alphanumeric = |text: &str| text.chars().any(char::is_alphanumeric);
        assert_eq!(alphanumeric(&ours), alphanumeric(&all), "{c:?}");
    }
}

#[test]
fn letters_are_counted() {
    assert_eq!(distance("gosuslugi", "gosuslugi"), 0);
    assert_eq!(distance("gosuslugl", "gosuslugi"), 1);
    assert_eq!(distance("gosusugi", "gosuslugi"), 1);
    assert_eq!(distance("gsuslguii", "gosuslugi"), 3);
}

#[test]
fn every_clone_has_the_name_of_its_trick() {
    let mut wrong = Vec::new();
    for link in cleanbill_testkit::clone_links() {
        let found = Lookalike::detect(&link.text).map(Lookalike::code);
        if found != Some(link.code) || official_page(&link.text).is_some() {
            wrong.push((link.text, link.code, found));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_official_address_is_one() {
    for text in cleanbill_testkit::official_links() {
        assert_eq!(Lookalike::detect(&text), None, "{text}");
        assert!(official_page(&text).is_some(), "{text}");
    }
}
