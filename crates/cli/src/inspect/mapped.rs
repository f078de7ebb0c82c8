//! A pass of another format: its events in the common model, then what else it says.

use cleanbill_health::{Code, Event, Exemption, Recovery, Test, Vaccination};
use cleanbill_verifier::Mapped;

use super::Page;
use crate::clock::render_time;

/// Everything between the person and the frame.
pub(super) fn entries(page: &mut Page, mapped: &Mapped) {
    for event in &mapped.record.events {
        match event {
            Event::Vaccination(event) => vaccination(page, event),
            Event::Test(event) => test(page, event),
            Event::Recovery(event) => recovery(page, event),
            Event::Exemption(event) => exemption(page, event),
        }
    }
    if !mapped.facts.is_empty() {
        page.heading("What else it says");
    }
    for (name, value) in &mapped.facts {
        page.fact(name, value);
    }
    page.field("identifier", mapped.identifier.as_ref());
}

fn vaccination(page: &mut Page, event: &Vaccination) {
    page.heading("Vaccination");
    code(page, "against", event.disease.as_ref());
    code(page, "vaccine", event.vaccine.as_ref());
    code(page, "product", event.product.as_ref());
    match (event.dose, event.doses) {
        (Some(dose), Some(doses)) => page.fact("dose", &format!("{dose} of {doses}")),
        (Some(dose), None) => page.fact("dose", &dose.to_string()),
        (None, Some(doses)) => page.fact("doses of the series", &doses.to_string()),
        (None, None) => {}
    }
    day(page, "date", event.date);
}

fn test(page: &mut Page, event: &Test) {
    page.heading("Test");
    code(page, "for", event.disease.as_ref());
    if let Some(method) = event.method {
        page.fact("kind", method.name());
    }
    code(page, "device", event.device.as_ref());
    if let Some(at) = event.sampled_at {
        page.fact("sample taken", &render_time(at));
    }
    if let Some(result) = event.result {
        page.fact("result", result.name());
    }
}

fn recovery(page: &mut Page, event: &Recovery) {
    page.heading("Recovery");
    code(page, "from", event.disease.as_ref());
    day(page, "first positive test", event.first_positive);
    day(page, "valid from", event.valid_from);
    day(page, "valid until", event.valid_until);
}

fn exemption(page: &mut Page, event: &Exemption) {
    page.heading("Exemption (without a diagnosis)");
    code(page, "concerning", event.disease.as_ref());
    day(page, "valid from", event.valid_from);
    day(page, "valid until", event.valid_until);
}

fn code(page: &mut Page, name: &str, code: Option<&Code>) {
    let Some(code) = code else { return };
    match code.title() {
        Some(title) => page.fact(name, &format!("{title} ({})", code.value)),
        None => page.fact(name, &code.value),
    }
}

fn day(page: &mut Page, name: &str, day: Option<jiff::civil::Date>) {
    if let Some(day) = day {
        page.fact(name, &day.to_string());
    }
}
