//! Addresses that were made to look like those of governments (guarantee G03), made here: hosts
//! times tricks, each with the name that it has to be refused by.

/// An address that was made to look official.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CloneLink {
    /// The text of the code.
    pub text: String,
    /// The code of the reason for which it is refused.
    pub code: &'static str,
}

/// A government's page: host, the name in it that a clone needs, and the address of a pass.
struct Official {
    host: &'static str,
    name: &'static str,
    path: &'static str,
}

const OFFICIAL: &[Official] = &[
    Official {
        host: "www.gosuslugi.ru",
        name: "gosuslugi",
        path: "/covid-cert/verify/9780000000000001?lang=ru&ck=80cf8",
    },
    Official {
        host: "gosuslugi.ru",
        name: "gosuslugi",
        path: "/vaccine/cert/verify/0a1b",
    },
    Official {
        host: "immune.mos.ru",
        name: "immune.mos",
        path: "/qr?id=0a1b2c",
    },
    Official {
        host: "www.verify.gov.sg",
        name: "verify.gov.sg",
        path: "/verify?q=0a1b",
    },
    Official {
        host: "scanmevacuno.gob.cl",
        name: "scanmevacuno",
        path: "/?a=0a1b",
    },
    Official {
        host: "www.pedulilindungi.id",
        name: "pedulilindungi",
        path: "/scan/0a1b",
    },
    Official {
        host: "bonjour.tousanticovid.gouv.fr",
        name: "tousanticovid",
        path: "/app/wallet?v=0a1b",
    },
];

/// Where a clone leads to.
const ELSEWHERE: &str = "pass.example.org";

/// Letters of other scripts that are taken for Latin ones.
const LETTERS: [(char, char); 10] = [
    ('o', 'о'),
    ('o', 'ο'),
    ('s', 'ѕ'),
    ('i', 'і'),
    ('e', 'е'),
    ('a', 'а'),
    ('c', 'с'),
    ('u', 'υ'),
    ('g', 'ɡ'),
    ('l', 'ӏ'),
];

/// The official addresses, to the letter.
#[must_use]
pub fn official_links() -> Vec<String> {
    OFFICIAL
        .iter()
        .map(|page| format!("https://{}{}", page.host, page.path))
        .collect()
}

/// Some hundreds of clones of them.
#[must_use]
pub fn clone_links() -> Vec<CloneLink> {
    let mut links = Vec::new();
    for page in OFFICIAL {
        for trick in [authority, hosts, letters, transport, paths, elsewhere] {
            let made = trick(page).into_iter();
            links.extend(made.map(|(text, code)| CloneLink { text, code }));
        }
    }
    links
}

type Made = Vec<(String, &'static str)>;

fn all(code: &'static str, texts: impl IntoIterator<Item = String>) -> Made {
    texts.into_iter().map(|text| (text, code)).collect()
}

/// The official host as the name of a user, and characters that end a host for some programs only.
fn authority(page: &Official) -> Made {
    let Official { host, path, .. } = page;
    let mut made = all(
        "link.user-name",
        [
            format!("https://{host}@{ELSEWHERE}{path}"),
            format!("https://{host}:443@{ELSEWHERE}{path}"),
            format!("https://{host}%2fverify%2f1@{ELSEWHERE}/"),
            format!("https://{host}%40@{ELSEWHERE}/"),
            format!("HTTPS://{}@{ELSEWHERE}{path}", host.to_uppercase()),
            format!("https://someone@{host}{path}"),
            format!("https://someone:secret@{host}{path}"),
            format!("https://{ELSEWHERE}@{host}{path}"),
        ],
    );
    made.extend(all(
        "link.characters",
        [
            format!("https://{host}%2e{path}"),
            format!("https://{}{path}", host.replace('.', "%2e")),
            format!("https://{host}%00.{ELSEWHERE}{path}"),
            format!("https://{host}\\@{ELSEWHERE}{path}"),
            format!("https://{host}\\.{ELSEWHERE}{path}"),
            format!("https://{host} {path}"),
            format!("https://{host}\t.{ELSEWHERE}{path}"),
            format!("https://{host}|{path}"),
            format!("https://{host},{ELSEWHERE}{path}"),
        ],
    ));
    made
}

/// Hosts with the official name in them, or nearly.
fn hosts(page: &Official) -> Made {
    let Official { host, name, path } = page;
    let joined = name.replace('.', "-");
    let mut texts = vec![
        format!("https://{host}.{ELSEWHERE}{path}"),
        format!("https://{}.{ELSEWHERE}{path}", host.replace('.', "-")),
        format!("https://{}.com{path}", host.replace('.', "")),
        format!("https://{joined}-covid.example{path}"),
        format!("https://covid-{joined}.example{path}"),
        format!("https://{joined}.example{path}"),
        format!("https://my{}.example{path}", name.replace('.', "")),
        format!("https://{}.{ELSEWHERE}{path}", joined.to_uppercase()),
    ];
    if !name.contains('.') {
        let (first, last) = name.split_at(name.len() / 2);
        let rest = last.get(1..).unwrap_or_default();
        texts.push(format!("https://{first}{rest}.example{path}"));
        texts.push(format!("https://{first}x{last}.example{path}"));
        texts.push(format!("https://{first}x{rest}.example{path}"));
        texts.push(format!("https://{first}-{last}.example{path}"));
        texts.push(format!(
            "https://{}.example{path}",
            name.replace('o', "0").replace('i', "1")
        ));
    }
    all("link.host", texts)
}

/// Letters of another script, one at a time.
fn letters(page: &Official) -> Made {
    let Official { host, path, .. } = page;
    let foreign = LETTERS
        .into_iter()
        .filter(|(latin, _)| page.name.contains(*latin));
    let swapped = foreign.map(|(latin, other)| {
        let name = page.name.replacen(latin, &other.to_string(), 1);
        format!("https://{}{path}", host.replace(page.name, &name))
    });
    all("link.script", swapped)
}

/// Another way to get there than `https`.
fn transport(page: &Official) -> Made {
    let Official { host, path, .. } = page;
    let schemes = ["http", "ftp", "ws", "intent"];
    let other = schemes.map(|scheme| format!("{scheme}://{host}{path}"));
    let ports = ["", "80", "443", "8443"].map(|port| format!("https://{host}:{port}{path}"));
    all("link.transport", other.into_iter().chain(ports))
}

/// The right host, and a path that hides where it leads.
fn paths(page: &Official) -> Made {
    let Official { host, path, .. } = page;
    let (bare, query) = path.split_once('?').unwrap_or((path, ""));
    let mut made = all(
        "link.path",
        [
            format!("https://{host}{bare}/../login?{query}"),
            format!("https://{host}/.{path}"),
            format!("https://{host}/{path}"),
            format!("https://{host}{bare}/%2e%2e/login"),
            format!("https://{host}{bare}%2flogin"),
            format!("https://{host}{bare}%5clogin"),
            format!("https://{host}{path}\u{202e}"),
        ],
    );
    made.extend(all(
        "link.escapes",
        [
            format!("https://{host}{path}%"),
            format!("https://{host}{path}%4"),
            format!("https://{host}{path}%zz"),
            format!("https://{host}{path}%252f"),
            format!("https://{host}/%25{path}"),
        ],
    ));
    made
}

/// The official name where no program looks for a host, and people do.
fn elsewhere(page: &Official) -> Made {
    let Official { host, path, .. } = page;
    all(
        "link.elsewhere",
        [
            format!("https://{ELSEWHERE}/{host}{path}"),
            format!("https://{ELSEWHERE}/?https://{host}{path}"),
            format!("https://{ELSEWHERE}/?q={host}"),
            format!("https://{ELSEWHERE}/#{host}{path}"),
            format!("javascript:location='//{host}{path}'"),
            format!("data:text/html,{host}"),
            format!("//{host}{path}"),
            format!("{host}{path}"),
            format!("valid until 2022 {host}{path}"),
        ],
    )
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn they_are_hundreds_and_none_is_official() {
        let links = clone_links();
        let texts: BTreeSet<&str> = links.iter().map(|link| link.text.as_str()).collect();
        assert_eq!(texts.len(), links.len(), "none stands twice");
        assert!(links.len() > 300, "{}", links.len());
        let codes: BTreeSet<&str> = links.iter().map(|link| link.code).collect();
        assert_eq!(codes.len(), 8, "every trick");
        assert!(
            official_links()
                .iter()
                .all(|link| !texts.contains(link.as_str()))
        );
    }
}
