//! Web addresses in codes: never opened (guarantee G03), only named.
//!
//! Some schemes put the address of a government page into the code, and whoever wants to be let in
//! puts up a page that looks like it. A person follows what stands there; so an address that was
//! made to look official is called that.

mod page;
mod path;

use crate::recognised::Scheme;
use page::{PAGES, Page};

/// How many letters a look-alike may have wrong: two.
const WRONG_MAX: usize = 2;

/// Longest text that is looked into, in bytes; no code holds more.
const TEXT_MAX_BYTES: usize = 4_296;

/// In which way an address was made to look official.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lookalike {
    /// The official name stands before an `@`: as the name of a user of another host.
    UserName,
    /// A host that looks like the official one.
    Host,
    /// A host with letters of another script, plain or as `xn--`.
    Script,
    /// A host with percent signs, a backslash, white space or other characters that no host has.
    Characters,
    /// The official host at another port, or by another way than `https`.
    Transport,
    /// The official host, with a path that leads elsewhere than it seems: `..`, `//`, an escaped
    /// slash, another address inside.
    Path,
    /// The official host, with percent signs in what follows that escape nothing, or escape twice.
    Escapes,
    /// The official name stands elsewhere: in the path, the query, or in other text.
    Elsewhere,
}

impl Lookalike {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::UserName => "link.user-name",
            Self::Host => "link.host",
            Self::Script => "link.script",
            Self::Characters => "link.characters",
            Self::Transport => "link.transport",
            Self::Path => "link.path",
            Self::Escapes => "link.escapes",
            Self::Elsewhere => "link.elsewhere",
        }
    }

    /// In which way `text` was made to look like an official address; `None` if it is one, or
    /// looks like none.
    #[must_use]
    pub fn detect(text: &str) -> Option<Self> {
        let text = text.get(..TEXT_MAX_BYTES).unwrap_or(text);
        let lower = lower(text.trim());
        let Some(address) = Address::split(&lower) else {
            return names_official(&lower).then_some(Self::Elsewhere);
        };
        if let Some(user) = address.user {
            let tells = names_official(user) || names_official(address.host);
            return tells.then_some(Self::UserName);
        }
        if let Some(page) = address.page() {
            // A browser takes a backslash for a slash, other programs do not.
            return if address.path.contains('\\') {
                Some(Self::Characters)
            } else if address.scheme != "https" || address.port.is_some() {
                Some(Self::Transport)
            } else {
                path::trick(address.path, page.carries_address)
            };
        }
        host_trick(address.host).or_else(|| names_official(&lower).then_some(Self::Elsewhere))
    }
}

/// Whose page shows passes at this address, if it is that address to the letter; it is named, never
/// opened.
#[must_use]
pub fn official_page(text: &str) -> Option<Scheme> {
    let text = text.get(..TEXT_MAX_BYTES).unwrap_or(text);
    if Lookalike::detect(text).is_some() {
        return None;
    }
    let lower = lower(text.trim());
    let address = Address::split(&lower)?;
    let page = address.page().filter(|_| address.user.is_none())?;
    let is_pass = page.paths.iter().any(|path| address.path.starts_with(path));
    is_pass.then_some(page.scheme)
}

/// A web address, in small letters (RFC 3986, section 3), split and not judged.
struct Address<'a> {
    scheme: &'a str,
    /// What stands before an `@`.
    user: Option<&'a str>,
    host: &'a str,
    port: Option<&'a str>,
    /// Path, query and fragment.
    path: &'a str,
}

impl<'a> Address<'a> {
    fn split(text: &'a str) -> Option<Self> {
        let (scheme, rest) = text.split_once("://")?;
        let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at_checked(end).unwrap_or((rest, ""));
        let (user, host) = match authority.rsplit_once('@') {
            Some((user, host)) => (Some(user), host),
            None => (None, authority),
        };
        let (host, port) = match host.split_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (host, None),
        };
        Some(Self {
            scheme,
            user,
            host,
            port,
            path,
        })
    }

    /// The government's page, by the host alone.
    fn page(&self) -> Option<&'static Page> {
        PAGES.iter().find(|page| page.hosts.contains(&self.host))
    }
}

fn host_trick(host: &str) -> Option<Lookalike> {
    let foreign = !host.is_ascii() || host.split('.').any(|label| label.starts_with("xn--"));
    if foreign && (looks_official(host) || names_official(&skeleton(host))) {
        return Some(Lookalike::Script);
    }
    let odd = |c: char| !(c.is_alphanumeric() || c == '.' || c == '-');
    if host.contains(odd) && (names_official(host) || looks_official(host)) {
        return Some(Lookalike::Characters);
    }
    (names_official(host) || looks_official(host)).then_some(Lookalike::Host)
}

/// Whether the text holds an official name, whatever stands between its letters, escaped or not.
fn names_official(text: &str) -> bool {
    let holds = |text: &str| {
        let letters: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
        PAGES.iter().any(|page| letters.contains(page.name))
    };
    holds(text) || text.contains('%') && holds(&unescape(text))
}

/// The text with its escapes of ASCII undone (RFC 3986, section 2.1).
fn unescape(text: &str) -> String {
    let mut parts = text.split('%');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let code = part
            .get(..2)
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        let rest = match code.filter(u8::is_ascii) {
            Some(code) => {
                out.push(char::from(code));
                part.get(2..).unwrap_or_default()
            }
            None => part,
        };
        out.push_str(rest);
    }
    out
}

/// Whether some part of the host is an official name with a few letters wrong.
fn looks_official(host: &str) -> bool {
    let skeleton = skeleton(host);
    let joined: String = skeleton
        .chars()
        .filter(|c| *c != '.' && *c != '-')
        .collect();
    PAGES.iter().any(|page| {
        joined.contains(page.name)
            || skeleton
                .split(['.', '-'])
                .any(|label| distance(label, page.name) <= WRONG_MAX)
    })
}

/// Small letters for those capitals that are taken for letters of the official names: all that is
/// asked here. Others stay, without the tables for all of Unicode, which a page would have to load.
fn lower(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        out.push(match c {
            'Ο' => 'ο',
            'Ι' => 'ι',
            'Υ' => 'υ',
            'О' => 'о',
            'І' => 'і',
            'Ѕ' => 'ѕ',
            'Ԍ' => 'ԍ',
            'Ɡ' => 'ɡ',
            'Ս' => 'ս',
            'Ӏ' => 'ӏ',
            'М' => 'м',
            'Е' => 'е',
            'П' => 'п',
            'А' => 'а',
            'С' => 'с',
            'Р' => 'р',
            'У' => 'у',
            'Т' => 'т',
            'Α' => 'α',
            'Ρ' => 'ρ',
            'Τ' => 'τ',
            'Ν' => 'ν',
            'Ѵ' => 'ѵ',
            'Ԁ' => 'ԁ',
            '\u{212a}' => 'k',
            'İ' => 'i',
            other => other.to_ascii_lowercase(),
        });
        if c == 'İ' {
            out.push('\u{307}');
        }
    }
    out
}

/// Letters as they look: digits and other scripts as the Latin letter that they are taken for
/// (Unicode Technical Standard 39, for the letters of the official names).
fn skeleton(text: &str) -> String {
    let latin = |c: char| match c {
        '0' | 'о' | 'ο' => 'o',
        '1' | 'і' | 'ι' | '|' | 'ı' => 'i',
        '5' | 'ѕ' => 's',
        'ԍ' | 'ɡ' | 'q' | '9' => 'g',
        'υ' | 'ս' => 'u',
        'ӏ' => 'l',
        'м' => 'm',
        'е' => 'e',
        'п' => 'n',
        'а' | 'α' => 'a',
        'с' => 'c',
        'р' | 'ρ' => 'p',
        'у' => 'y',
        'т' | 'τ' => 't',
        'ν' | 'ѵ' => 'v',
        'ԁ' => 'd',
        other => other,
    };
    text.chars().map(latin).collect()
}

/// Letters to be changed, put in or taken out (Levenshtein), for short words; longer ones are far.
fn distance(word: &str, name: &str) -> usize {
    let (word, name): (Vec<char>, Vec<char>) = (word.chars().collect(), name.chars().collect());
    if word.len().abs_diff(name.len()) > WRONG_MAX {
        return usize::MAX;
    }
    let mut row: Vec<usize> = (0..=name.len()).collect();
    for (i, a) in word.iter().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        let mut next = vec![left];
        for (b, up) in name.iter().zip(row.iter().skip(1)) {
            left = (diagonal + usize::from(a != b)).min(up + 1).min(left + 1);
            diagonal = *up;
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests;
