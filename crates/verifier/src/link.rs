//! Web addresses in codes: never opened (guarantee G03), only named.
//!
//! Some schemes put the address of a government page into the code, and whoever wants to be let in
//! puts up a page that looks like it. A person follows what stands there; so an address that was
//! made to look official is called that.

/// Hosts at which a government shows passes: the address of a pass begins `https://`, one of
/// these, `/`.
const OFFICIAL: &[&str] = &["gosuslugi.ru", "www.gosuslugi.ru", "immune.mos.ru"];

/// Their names without dots, as a look-alike has them somewhere.
const NAMES: &[&str] = &["gosuslugi", "immunemos"];

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
            Self::Elsewhere => "link.elsewhere",
        }
    }

    /// In which way `text` was made to look like an official address; `None` if it is one, or
    /// looks like none.
    #[must_use]
    pub fn detect(text: &str) -> Option<Self> {
        let text = text.get(..TEXT_MAX_BYTES).unwrap_or(text);
        let lower = lower(text.trim());
        let Some((scheme, rest)) = lower.split_once("://") else {
            return names_official(&lower).then_some(Self::Elsewhere);
        };
        let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at_checked(end).unwrap_or((rest, ""));
        if let Some((user, host)) = authority.rsplit_once('@') {
            let tells = names_official(user) || names_official(host);
            return tells.then_some(Self::UserName);
        }
        let (host, port) = match authority.split_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (authority, None),
        };
        if OFFICIAL.contains(&host) {
            // A browser takes a backslash for a slash, other programs do not.
            return if path.contains('\\') {
                Some(Self::Characters)
            } else if scheme != "https" || port.is_some() {
                Some(Self::Transport)
            } else {
                None
            };
        }
        host_trick(host).or_else(|| names_official(&lower).then_some(Self::Elsewhere))
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

/// Whether the text holds an official name, whatever stands between its letters.
fn names_official(text: &str) -> bool {
    let letters: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
    NAMES.iter().any(|name| letters.contains(name))
}

/// Whether some part of the host is an official name with a few letters wrong.
fn looks_official(host: &str) -> bool {
    let skeleton = skeleton(host);
    let joined: String = skeleton
        .chars()
        .filter(|c| *c != '.' && *c != '-')
        .collect();
    NAMES.iter().any(|name| {
        joined.contains(name)
            || skeleton
                .split(['.', '-'])
                .any(|label| distance(label, name) <= WRONG_MAX)
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
mod tests {
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
}
