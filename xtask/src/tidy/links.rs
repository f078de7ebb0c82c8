//! Relative links between documents lead somewhere.

use crate::findings::Finding;

/// Checks the links of one Markdown file; `exists` answers for paths under the root.
pub(super) fn check(file: &str, text: &str, exists: impl Fn(&str) -> bool) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut in_code = false;
    for (line, number) in text.lines().zip(1..) {
        if line.trim_start().starts_with("```") {
            in_code = !in_code;
        }
        if in_code {
            continue;
        }
        for target in targets(line) {
            let place = format!("{file}:{number}");
            match resolve(file, target) {
                Some(path) if exists(&path) => {}
                Some(path) => {
                    findings.push(Finding::error(place, "link", format!("there is no {path}")));
                }
                None => {
                    let text = format!("{target} lies outside the repository");
                    findings.push(Finding::error(place, "link", text));
                }
            }
        }
    }
    findings
}

/// The relative targets of a line's links, `[text](target)` and `[label]: target`.
fn targets(line: &str) -> impl Iterator<Item = &str> {
    let prose = line.split('`').step_by(2);
    let inline = prose.flat_map(|prose| {
        prose
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
    });
    let reference = line
        .strip_prefix('[')
        .and_then(|rest| rest.split_once("]:"))
        .map(|(_, target)| target.trim());
    inline
        .chain(reference)
        .filter_map(|target| target.split(['#', ' ', '?']).next())
        .filter(|target| !target.is_empty() && !target.contains(':'))
}

/// The path under the root that a link in `file` means; `None` when it leaves the root.
fn resolve(file: &str, target: &str) -> Option<String> {
    let mut names: Vec<&str> = Vec::new();
    if !target.starts_with('/') {
        names.extend(file.split('/'));
        names.pop();
    }
    for name in target.split('/') {
        match name {
            "" | "." => {}
            ".." => {
                names.pop()?;
            }
            name => names.push(name),
        }
    }
    Some(names.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let exists = |path: &str| ["README.md", "docs/adr/0001.md", "docs"].contains(&path);
        check("docs/ARCHITECTURE.md", text, exists)
            .into_iter()
            .map(|f| f.text)
            .collect()
    }

    #[test]
    fn links_that_lead_somewhere_pass() {
        let text = "[a](../README.md) [b](adr/0001.md#why) [c](/README.md) [d](#here)\n\
                    [e](https://example.org/none.md) [f](mailto:a@example.org) [g](.)\n\
                    [h]: adr/0001.md\n";
        assert_eq!(found(text), [""; 0]);
    }

    #[test]
    fn links_that_lead_nowhere_are_found() {
        assert_eq!(found("[a](NONE.md)"), ["there is no docs/NONE.md"]);
        assert_eq!(
            found("[a](../README.md) and [b](../NONE.md#x)"),
            ["there is no NONE.md"]
        );
        assert_eq!(found("`code` [a](NONE.md)"), ["there is no docs/NONE.md"]);
        assert_eq!(found("[a]: NONE.md"), ["there is no docs/NONE.md"]);
        assert_eq!(
            found("[a](../../shared/a.md)"),
            ["../../shared/a.md lies outside the repository"]
        );
    }

    #[test]
    fn code_is_not_read_for_links() {
        assert_eq!(found("```\n[a](NONE.md)\n```\n`[a](NONE.md)`\n"), [""; 0]);
    }
}
