//! What a line may hold.

use crate::findings::Finding;

/// The widest line of a source file, in characters.
const WIDTH_MAX: usize = 100;
/// A word this long (a link, a test vector) may stand past the width: it cannot be broken.
const UNBREAKABLE_WORD: usize = 70;

/// The notes that stand for work left undone; split, so that this file does not hold them.
const UNDONE_NOTES: &[&str] = &[
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("X", "XX"),
];
/// The macros that stand for code not written.
const UNDONE_MACROS: &[&str] = &[concat!("to", "do!"), concat!("unimplemen", "ted!")];
/// Folders of the machines that this was written on, without their closing slash.
const MACHINE_FOLDERS: &[&str] = &["/home", "/root", "/work"];

/// What git writes around what it could not merge, at the start of a line. The third, `=======`,
/// underlines headings in Markdown too, and never stands without these.
const CONFLICTS: &[&str] = &[concat!("<<<<", "<<< "), concat!(">>>>", ">>> ")];

/// How files of a kind are commented; only these kinds are checked line by line.
const KINDS: &[(&str, &str)] = &[
    (".css", "/*"),
    (".html", "<!--"),
    (".js", "//"),
    (".md", "<!--"),
    (".rs", "//"),
    (".sh", "#"),
    (".toml", "#"),
    (".ts", "//"),
    (".yml", "#"),
];
/// Scripts without an ending.
const SCRIPTS: &[&str] = &["run", "test", ".ci/run"];

/// Checks the lines of one text file.
pub(super) fn check(file: &str, text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut refuse = |line: usize, rule, text: String| {
        findings.push(Finding::error(format!("{file}:{line}"), rule, text));
    };
    let comment = comment_of(file);
    for (line, number) in text.lines().zip(1..) {
        if let Some(folder) = MACHINE_FOLDERS
            .iter()
            .find(|folder| names_folder(line, folder))
        {
            refuse(
                number,
                "machine-path",
                format!("`{folder}/` is not on every machine"),
            );
        }
        if CONFLICTS.iter().any(|marker| line.starts_with(marker)) {
            refuse(number, "conflict", "choose one side, or write both".into());
        }
        let Some(comment) = comment else { continue };
        if line.ends_with([' ', '\t']) {
            refuse(number, "trailing-space", "remove it".to_owned());
        }
        if let Some(note) = undone_note(line, comment) {
            refuse(
                number,
                "undone",
                format!("`{note}`: do it, or file it as an issue"),
            );
        }
        if !file.ends_with(".rs") {
            continue;
        }
        if let Some(name) = undone_macro(line) {
            refuse(number, "undone", format!("`{name}`: write it"));
        }
        if is_too_wide(line) {
            let width = line.chars().count();
            refuse(
                number,
                "width",
                format!("{width} characters, {WIDTH_MAX} at most"),
            );
        }
    }
    if comment.is_some() && !text.is_empty() && (!text.ends_with('\n') || text.ends_with("\n\n")) {
        refuse(
            text.lines().count(),
            "final-newline",
            "a file ends with one newline".to_owned(),
        );
    }
    findings
}

/// What starts a comment in a file of this kind; `None` for data and generated files.
fn comment_of(file: &str) -> Option<&'static str> {
    if SCRIPTS.contains(&file) {
        return Some("#");
    }
    KINDS
        .iter()
        .find(|(end, _)| file.ends_with(end))
        .map(|(_, comment)| *comment)
}

/// The note in the line's comment that stands for something undone.
fn undone_note(line: &str, comment: &str) -> Option<&'static str> {
    let (_, remark) = line.split_once(comment)?;
    let has_word = |word| {
        remark
            .split(|c: char| !c.is_alphanumeric())
            .any(|w| w == word)
    };
    UNDONE_NOTES.iter().find(|note| has_word(**note)).copied()
}

/// The macro in the line's code that stands for something undone.
fn undone_macro(line: &str) -> Option<&'static str> {
    let code = line.split("//").next().unwrap_or(line);
    UNDONE_MACROS
        .iter()
        .find(|name| code.contains(**name))
        .copied()
}

/// Whether the line names something below the folder, and not below one of that name elsewhere.
fn names_folder(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        let after = line.get(at + folder.len()..).unwrap_or_default();
        after.starts_with('/')
            && !before.is_some_and(|c| c.is_alphanumeric() || "._-~$}*".contains(c))
    })
}

fn is_too_wide(line: &str) -> bool {
    line.chars().count() > WIDTH_MAX
        && !line
            .split_whitespace()
            .any(|word| word.chars().count() >= UNBREAKABLE_WORD)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(file: &str, text: &str) -> Vec<&'static str> {
        check(file, text)
            .into_iter()
            .map(|finding| finding.rule)
            .collect()
    }

    #[test]
    fn wide_lines_are_found_unless_one_word_makes_them_so() {
        let words = |count| format!("// {}\n", "abcd ".repeat(count).trim_end());
        assert_eq!(rules("a.rs", &words(19)), [""; 0]);
        assert_eq!(rules("a.rs", &words(20)), ["width"]);
        assert_eq!(rules("a.md", &words(20)), [""; 0]);
        assert_eq!(
            rules("a.rs", &format!("// see {}\n", "x".repeat(120))),
            [""; 0]
        );
    }

    #[test]
    fn what_is_undone_is_found() {
        for (file, comment) in [
            ("a.rs", "//"),
            ("test", "#"),
            ("a.toml", "#"),
            ("a.rs", "///"),
        ] {
            for note in UNDONE_NOTES {
                assert_eq!(
                    rules(file, &format!("{comment} {note}: later\n")),
                    ["undone"]
                );
            }
        }
        assert_eq!(
            rules("a.rs", &format!("fn a() {{ {}() }}\n", UNDONE_MACROS[0])),
            ["undone"]
        );
        assert_eq!(
            rules("a.md", &format!("never `{}`\n", UNDONE_MACROS[0])),
            [""; 0]
        );
        // ICAO 9303 writes an unspecified nationality so, in data.
        assert_eq!(
            rules("a.rs", &format!("let code = \"{}\";\n", UNDONE_NOTES[2])),
            [""; 0]
        );
        assert_eq!(
            rules("a.rs", &format!("// {}S are counted\n", UNDONE_NOTES[0])),
            [""; 0]
        );
    }

    #[test]
    fn paths_of_one_machine_are_found_in_every_text() {
        for folder in MACHINE_FOLDERS {
            assert_eq!(
                rules("a.json", &format!("[\"{folder}/main\"]")),
                ["machine-path"]
            );
            assert_eq!(
                rules("a.rs", &format!("// {folder}/main\n")),
                ["machine-path"]
            );
            assert_eq!(
                rules("a.md", &format!("https://example.org{folder}/x\n")),
                [""; 0]
            );
            assert_eq!(
                rules("a.md", &format!("..{folder}/x and {folder}\n")),
                [""; 0]
            );
        }
    }

    #[test]
    fn what_git_could_not_merge_is_found_in_every_text() {
        for marker in CONFLICTS {
            let text = format!("{marker}main\n");
            assert_eq!(rules("a.md", &text), ["conflict"]);
            assert_eq!(rules("a.json", &text), ["conflict"]);
            assert_eq!(rules("a.md", &format!("a {text}")), [""; 0]);
        }
    }

    #[test]
    fn line_ends_are_clean() {
        assert_eq!(rules("a.rs", "fn a() {} \n"), ["trailing-space"]);
        assert_eq!(rules("a.md", "text\t\n"), ["trailing-space"]);
        assert_eq!(rules("a.rs", "fn a() {}"), ["final-newline"]);
        assert_eq!(rules("a.rs", "fn a() {}\n\n"), ["final-newline"]);
        assert_eq!(rules("a.rs", ""), [""; 0]);
        assert_eq!(rules("a.csv", "a \nb"), [""; 0]);
    }
}
