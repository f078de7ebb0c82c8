//! Everything that a code says, in words, and what each party learns from it.

mod mapped;

use cleanbill_cose::DateClaim;
use cleanbill_hcert::LightPass;
use cleanbill_hcert::dcc::{Exemption, Recovery, Test, Vaccination, code_name};
use cleanbill_hcert::uvci::{CheckCharacter, check_character};
use cleanbill_verifier::{Content, Pass, Report};
use cleanbill_wording::Wording;

use crate::clock::{render_span, render_time};
use crate::hex::hex;
use crate::output::{FAINT, RESET, STRONG, harmless};

/// Several paragraphs about a report.
pub(crate) fn explain(report: &Report, at: i64, wording: &Wording) -> String {
    let Some(pass) = &report.pass else {
        return "The code could not be read, so it cannot be said what it holds.".to_owned();
    };
    let mut page = Page::default();
    page.fact("kind of pass", report.format.title());
    person(&mut page, pass);
    entries(&mut page, pass);
    frame(&mut page, pass, at);
    oddities(&mut page, report, pass, wording);
    page.heading("Who learns what");
    page.paragraph(
        "A door with `cleanbill gate` sees the verdict, the name and the date of birth, and",
    );
    page.paragraph("nothing else of the above.");
    page.paragraph("Any other scanner can read all of the above, and keep it: the code is signed,");
    page.paragraph("not encrypted. Show it only where a rule asks for it.");
    page.paragraph("The issuer learns nothing from a check: it needs no network.");
    page.text.trim_end().to_owned()
}

#[derive(Default)]
struct Page {
    text: String,
}

impl Page {
    fn heading(&mut self, text: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text
            .push_str(&format!("{}{text}{RESET}\n", STRONG.render()));
    }

    fn paragraph(&mut self, text: &str) {
        self.text.push_str(&format!("  {text}\n"));
    }

    fn fact(&mut self, name: &str, value: &str) {
        self.text.push_str(&format!(
            "  {}{name:25}{RESET} {}\n",
            FAINT.render(),
            harmless(value)
        ));
    }

    /// A field that is there.
    fn field(&mut self, name: &str, value: Option<&String>) {
        if let Some(value) = value {
            self.fact(name, value);
        }
    }

    /// A field that holds a code, with the code's meaning.
    fn code(&mut self, name: &str, value: Option<&String>) {
        match value.map(|code| (code, code_name(code))) {
            Some((code, Some(meaning))) => self.fact(name, &format!("{meaning} ({code})")),
            Some((code, None)) => self.fact(name, code),
            None => {}
        }
    }
}

fn person(page: &mut Page, pass: &Pass) {
    let name = pass.content.name();
    page.heading("Whose it is");
    page.field("surname", name.surname.as_ref());
    page.field("surname in passports", name.surname_standardised.as_ref());
    page.field("forename", name.forename.as_ref());
    page.field("forename in passports", name.forename_standardised.as_ref());
    if let Some(birth_date) = pass.content.birth_date() {
        page.fact("date of birth", birth_date);
    }
}

fn entries(page: &mut Page, pass: &Pass) {
    let dcc = match &pass.content {
        Content::Dcc(reading) => &reading.dcc,
        Content::Light(reading) => return light(page, &reading.light),
        Content::Mapped(content) => return mapped::entries(page, content),
    };
    dcc.vaccinations
        .iter()
        .for_each(|entry| vaccination(page, entry));
    dcc.tests.iter().for_each(|entry| test(page, entry));
    dcc.recoveries
        .iter()
        .for_each(|entry| recovery(page, entry));
    dcc.exemptions
        .iter()
        .for_each(|entry| exemption(page, entry));
}

/// All that a light pass says beside whose it is.
fn light(page: &mut Page, light: &LightPass) {
    page.heading("Light pass: it does not say why it was given");
    match &light.policy {
        Some(policy) => {
            page.fact(
                "issued for policy",
                &format!("{} v{}", policy.id, policy.version),
            );
            page.fact("its digest begins", &hex(&policy.digest));
        }
        None => page.paragraph("It does not say which policy it was issued for."),
    }
    page.field("handle", light.handle.as_ref());
    page.paragraph("It counts under that policy only, and only in its own time. Other schemes");
    page.paragraph("and countries do not know it.");
}

fn vaccination(page: &mut Page, entry: &Vaccination) {
    page.heading("Vaccination");
    page.code("against", entry.disease.as_ref());
    page.code("vaccine", entry.vaccine.as_ref());
    page.code("product", entry.product.as_ref());
    page.code("manufacturer", entry.manufacturer.as_ref());
    if let (Some(dose), Some(doses)) = (entry.dose, entry.doses) {
        page.fact("dose", &format!("{dose} of {doses}"));
    }
    page.field("date", entry.date.as_ref());
    origin(
        page,
        entry.country.as_ref(),
        entry.issuer.as_ref(),
        entry.uvci.as_ref(),
    );
}

fn test(page: &mut Page, entry: &Test) {
    page.heading("Test");
    page.code("for", entry.disease.as_ref());
    page.code("kind", entry.test_type.as_ref());
    page.field("name", entry.test_name.as_ref());
    page.field("device", entry.device.as_ref());
    page.field("sample taken", entry.sampled_at.as_ref());
    page.code("result", entry.result.as_ref());
    page.field("centre", entry.centre.as_ref());
    origin(
        page,
        entry.country.as_ref(),
        entry.issuer.as_ref(),
        entry.uvci.as_ref(),
    );
}

fn recovery(page: &mut Page, entry: &Recovery) {
    page.heading("Recovery");
    page.code("from", entry.disease.as_ref());
    page.field("first positive test", entry.first_positive.as_ref());
    page.field("valid from", entry.valid_from.as_ref());
    page.field("valid until", entry.valid_until.as_ref());
    origin(
        page,
        entry.country.as_ref(),
        entry.issuer.as_ref(),
        entry.uvci.as_ref(),
    );
}

fn exemption(page: &mut Page, entry: &Exemption) {
    page.heading("Exemption (without a diagnosis; only this scheme's verifiers know it)");
    page.code("concerning", entry.disease.as_ref());
    page.field("valid from", entry.valid_from.as_ref());
    page.field("valid until", entry.valid_until.as_ref());
    origin(
        page,
        entry.country.as_ref(),
        entry.issuer.as_ref(),
        entry.uvci.as_ref(),
    );
}

fn origin(
    page: &mut Page,
    country: Option<&String>,
    issuer: Option<&String>,
    uvci: Option<&String>,
) {
    page.field("country", country);
    page.field("issuer", issuer);
    if let Some(uvci) = uvci {
        let check = match check_character(uvci) {
            CheckCharacter::Absent | CheckCharacter::Right => "",
            CheckCharacter::Wrong => " (its check character does not fit, as on many real passes)",
        };
        page.fact("certificate identifier", &format!("{uvci}{check}"));
    }
}

fn frame(page: &mut Page, pass: &Pass, at: i64) {
    page.heading("The signed frame");
    let issuer = match pass.content {
        Content::Mapped(_) => "issuer",
        Content::Dcc(_) | Content::Light(_) => "issuing country",
    };
    page.field(issuer, pass.issuer.as_ref());
    if let Some(not_before) = pass.not_before {
        page.fact("counts from", &date(not_before));
    }
    if let Some(issued_at) = pass.issued_at {
        page.fact("signed", &date(issued_at));
    }
    if let Some(expires_at) = pass.expires_at {
        let left = expires_at.secs().map(|secs| secs.saturating_sub(at));
        let left = match left {
            Some(left) if left > 0 => format!(" (in {})", render_span(left)),
            Some(left) => format!(" ({} ago)", render_span(left.saturating_neg())),
            None => String::new(),
        };
        page.fact(
            "signature valid until",
            &format!("{}{left}", date(expires_at)),
        );
    }
    if let Some(algorithm) = pass.algorithm {
        page.fact("signature method", algorithm.jose_name());
    }
    let version = pass
        .content
        .dcc()
        .and_then(|reading| reading.dcc.version.as_ref());
    page.field("schema version", version);
}

fn date(claim: DateClaim) -> String {
    match claim {
        DateClaim::At(secs) => render_time(secs),
        DateClaim::NotANumber => "not a number".to_owned(),
        _ => "an impossible date".to_owned(),
    }
}

fn oddities(page: &mut Page, report: &Report, pass: &Pass, wording: &Wording) {
    let findings = pass.content.findings();
    if report.notes.is_empty() && findings.is_empty() {
        return;
    }
    page.heading("What is odd about it");
    for finding in findings {
        page.paragraph(&format!("{} [{}]", finding.text, finding.code));
    }
    for note in &report.notes {
        page.paragraph(&format!("{} [{}]", wording.note(*note), note.code()));
    }
}
