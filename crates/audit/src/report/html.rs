//! One page: no script, nothing from elsewhere, readable in the dark.

use std::collections::BTreeMap;
use std::fmt::{Display, Write as _};

use super::plot::bars;
use super::{Report, time};
use crate::finding::Severity;

/// Nothing may be loaded or run, whatever a hostile ledger gets into a text.
const HEAD: &str = r#"<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Audit</title><style>
:root{color-scheme:light dark;--ink:#1b1f24;--paper:#fff;--faint:#6a737d;--line:#d0d7de;
--good:#1a7f37;--bad:#b42318;--open:#9a6700;--a:#2f6fdb;--b:#2da44e;--c:#bf8700;--d:#cf222e;--e:#8250df}
@media (prefers-color-scheme:dark){:root{--ink:#e6edf3;--paper:#0d1117;--faint:#8b949e;--line:#30363d;
--good:#3fb950;--bad:#f85149;--open:#d29922;--a:#58a6ff;--b:#3fb950;--c:#d29922;--d:#ff7b72;--e:#bc8cff}}
body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:60rem;
margin:2rem auto;padding:0 1rem}h1{font-size:1.6rem}h2{font-size:1.15rem;margin-top:2rem}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .6rem .3rem 0;
border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}td.n{text-align:right;
font-variant-numeric:tabular-nums;white-space:nowrap}code{font-size:.9em}small,figcaption{color:var(--faint)}
figure{margin:1rem 0}svg{width:100%;height:auto;border-bottom:1px solid var(--line)}
.proof,.omission{color:var(--bad)}.anomaly{color:var(--open)}.good{color:var(--good)}
.s0{fill:var(--a)}.s1{fill:var(--b)}.s2{fill:var(--c)}.s3{fill:var(--d)}.s4{fill:var(--e)}
</style></head><body>
"#;

/// The whole page.
pub(super) fn page(report: &Report) -> String {
    let mut out = HEAD.to_owned();
    // Writing to a text does not fail, here and below.
    let _ = writeln!(out, "<h1>Audit of {}</h1>", escaped(&report.origin));
    verdict(&mut out, report);
    if let Some(tree) = &report.tree {
        let cosigned = tree.cosigned_at.map_or("not cosigned".to_owned(), |at| {
            format!("cosigned {} by {}", time(at), tree.witnesses.join(", "))
        });
        let _ = writeln!(
            out,
            "<p>{} leaves, {} of them read; {}.<br><small>root <code>{}</code></small></p>",
            tree.size,
            tree.size.saturating_sub(tree.from),
            escaped(&cosigned),
            tree.root
        );
    }
    findings(&mut out, report);
    issuance(&mut out, report);
    revocations(&mut out, report);
    policies(&mut out, report);
    keys(&mut out, report);
    counts(&mut out, "Leaves by type", &report.leaves);
    counts(&mut out, "Looks at records, by purpose", &report.looks);
    let _ = writeln!(
        out,
        "<p><small>{} offices are open, {} officers serve. No count of people below 10 is told, \
         here or in the ledger.</small></p></body></html>",
        report.staff.offices, report.staff.officers
    );
    out
}

fn verdict(out: &mut String, report: &Report) {
    let (class, text) = match report.gravest() {
        Some(Severity::Proof) => ("proof", "✘ Misbehaviour is proven by published bytes."),
        Some(Severity::Omission) => ("omission", "✘ Something that has to be published is not."),
        Some(Severity::Anomaly) => ("anomaly", "! Nothing is proven, and something looks wrong."),
        Some(Severity::Note) | None => ("good", "✔ Nothing was found that should not be."),
    };
    let _ = writeln!(out, "<p class=\"{class}\"><strong>{text}</strong></p>");
}

fn findings(out: &mut String, report: &Report) {
    if report.findings.is_empty() {
        return;
    }
    let _ = writeln!(out, "<h2>Findings</h2><table>");
    for finding in &report.findings {
        let _ = writeln!(
            out,
            "<tr><td class=\"{}\">{}</td><td>{}<br><small>{}<br><code>{}</code></small></td></tr>",
            finding.severity().name(),
            finding.severity().name(),
            escaped(&finding.to_string()),
            escaped(finding.remedy()),
            finding.code()
        );
    }
    let _ = writeln!(out, "</table>");
    let listed = report.findings.len() as u64;
    let all: u64 = report.finding_counts.values().sum();
    if all > listed {
        let _ = writeln!(out, "<p>and {} more of the same kinds.</p>", all - listed);
    }
}

fn issuance(out: &mut String, report: &Report) {
    let days: Vec<(String, Vec<(&str, u64)>)> = report
        .days
        .iter()
        .map(|(day, grounds)| {
            let parts = grounds.iter().map(|(ground, count)| (*ground, *count));
            (day.clone(), parts.collect())
        })
        .collect();
    if report.grounds.is_empty() {
        return;
    }
    let _ = writeln!(
        out,
        "<h2>Issuance</h2>{}",
        bars("Health events by day and ground", &days)
    );
    let _ = writeln!(
        out,
        "<p>{} passes were told by week, in batches of {} slots.</p>",
        report.passes.opened, report.passes.slots
    );
    counts(out, "By ground", &report.grounds);
    counts(out, "Exemptions by class", &report.exemptions);
    counts(
        out,
        "By office, where there were ten or more on a day",
        &report.offices,
    );
}

fn revocations(out: &mut String, report: &Report) {
    let days: Vec<(String, Vec<(&str, u64)>)> = report
        .taken_away
        .iter()
        .map(|(day, count)| (day.clone(), vec![("passes", *count)]))
        .collect();
    if days.is_empty() && report.revocations.is_empty() {
        return;
    }
    let plot = bars("Passes taken away by day, from the lists", &days);
    let _ = writeln!(out, "<h2>Revocations</h2>{plot}<table>");
    for line in &report.revocations {
        row(out, &[&line.week, &line.reason, &line.count]);
    }
    let _ = writeln!(out, "</table>");
}

fn policies(out: &mut String, report: &Report) {
    if !report.policies.is_empty() {
        let _ = writeln!(out, "<h2>Policies</h2><table>");
        row(
            out,
            &[
                &"policy",
                &"region",
                &"from",
                &"until",
                &"in force",
                &"announced",
            ],
        );
        for line in &report.policies {
            let announced = line.announced_at.map_or("–".to_owned(), time);
            let name = format!("{} v{}: {}", line.id, line.version, line.title);
            let in_force = if line.in_force { "yes" } else { "no" };
            let (from, until) = (time(line.from), time(line.until));
            row(
                out,
                &[&name, &line.region, &from, &until, &in_force, &announced],
            );
        }
        let _ = writeln!(out, "</table>");
    }
    if !report.announcements.is_empty() {
        let _ = writeln!(out, "<h2>Announced changes</h2><table>");
        row(
            out,
            &[
                &"document",
                &"told",
                &"starts",
                &"days of notice",
                &"urgent",
            ],
        );
        for line in &report.announcements {
            let (told, starts) = (time(line.known_at), time(line.starts_at));
            row(
                out,
                &[
                    &line.document,
                    &told,
                    &starts,
                    &line.notice_days,
                    &line.urgent,
                ],
            );
        }
        let _ = writeln!(out, "</table>");
    }
}

fn keys(out: &mut String, report: &Report) {
    if report.keys.is_empty() {
        return;
    }
    let _ = writeln!(out, "<h2>Keys</h2><table>");
    row(out, &[&"key", &"counted until", &"signatures", &"ended"]);
    for line in &report.keys {
        row(out, &[&line.kid, &line.day, &line.signatures, &line.ended]);
    }
    let _ = writeln!(out, "</table>");
}

fn counts<K: Display>(out: &mut String, title: &str, counts: &BTreeMap<K, u64>) {
    if counts.is_empty() {
        return;
    }
    let _ = writeln!(out, "<h2>{}</h2><table>", escaped(title));
    for (name, count) in counts {
        let name = escaped(&name.to_string());
        let _ = writeln!(out, "<tr><td>{name}</td><td class=\"n\">{count}</td></tr>");
    }
    let _ = writeln!(out, "</table>");
}

fn row(out: &mut String, cells: &[&dyn Display]) {
    out.push_str("<tr>");
    for cell in cells {
        let _ = write!(out, "<td>{}</td>", escaped(&cell.to_string()));
    }
    out.push_str("</tr>\n");
}

/// Text that stays text in HTML, in elements and in attributes, and that steers no terminal or eye.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{200e}'
            | '\u{200f}'
            | '\u{061c}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}' => out.extend(c.escape_unicode()),
            c if c.is_control() => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_becomes_markup() {
        let hostile = "<script>\"'&\u{202e}\u{1b}";
        assert_eq!(
            escaped(hostile),
            "&lt;script&gt;&quot;&#39;&amp;\\u{202e}\\u{1b}"
        );
    }
}
