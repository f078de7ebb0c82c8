use cleanbill_cose::cbor::Value;

use super::{Dose, Icvp, IcvpReading, Layout, find_product};
use crate::HcertError;
use crate::dcc::{Check, Fault, Kind, Path, Tolerance, fault_of, present, text};
use crate::payload::one_of;

/// Reads an ICVP: the value under [`ICVP_KEY`](super::ICVP_KEY), or a list of that one value. Never
/// refuses for its content: what is odd becomes a finding.
///
/// # Errors
/// [`HcertError::MalformedIcvp`] if `payload` is no map, and no list that begins with one.
pub fn read_icvp(payload: &Value<'_>) -> Result<IcvpReading, HcertError> {
    let mut check = Check::default();
    let payload = one_of(payload, &mut check).ok_or(HcertError::MalformedIcvp)?;
    let (layout, mixed) = Layout::of(payload);
    if mixed {
        check.fault(Path::TOP, Fault::MixedLayouts);
    }
    check.fields(payload, layout.root(), Path::TOP);
    let mut icvp = root(payload, layout);
    if icvp.name.as_deref().is_none_or(str::is_empty) {
        check.fault(Path::TOP.field("n"), Fault::NoName);
    }
    if icvp.birth_date.as_deref().is_none_or(str::is_empty) {
        check.fault(Path::TOP.field("dob"), Fault::NoBirthDate);
    }
    let group = layout.group();
    for (path, entry) in entries(payload, layout, &mut check) {
        if entry.as_map().is_none() {
            check.fault(path, Fault::Type);
            continue;
        }
        check.fields(entry, layout.dose(), path);
        let dose = dose(entry, layout);
        judge(&dose, &icvp, path, &mut check);
        icvp.doses.push(dose);
    }
    match icvp.doses.len() {
        0 => check.fault(Path::group(group), Fault::NoEntry),
        1 => {}
        _ if layout == Layout::B => {}
        _ => check.fault(Path::group(group), Fault::ManyEntries),
    }
    let (findings, tolerances) = check.finish();
    Ok(IcvpReading {
        icvp,
        findings,
        tolerances,
    })
}

fn root(payload: &Value<'_>, layout: Layout) -> Icvp {
    let newer = matches!(layout, Layout::C | Layout::D);
    let pick = |new: &str, old: &str| text(payload, if newer { new } else { old });
    let only_newer = |name: &str| newer.then(|| text(payload, name)).flatten();
    Icvp {
        layout,
        name: text(payload, "n"),
        birth_date: text(payload, "dob"),
        sex: text(payload, "s"),
        nationality: pick("nt", "ntl"),
        document_number: pick("id", "nid"),
        document_kind: pick("dt", "ndt"),
        guardian: text(payload, "gn"),
        template_version: only_newer("v"),
        issued_on: only_newer("d"),
        doses: Vec::new(),
    }
}

/// The doses with their paths: a list in layout B, one map in the others. The other form is read
/// as well, and named.
fn entries<'a, 'b>(
    payload: &'a Value<'b>,
    layout: Layout,
    check: &mut Check,
) -> Vec<(Path, &'a Value<'b>)> {
    let group = layout.group();
    let Some(value) = present(payload, group) else {
        return Vec::new();
    };
    let listed = layout == Layout::B;
    match value.as_array() {
        Some(items) => {
            if !listed {
                check.tolerances.push(Tolerance::ListOfOne);
            }
            let entry = |(index, item)| (Path::entry(group, index), item);
            items.iter().enumerate().map(entry).collect()
        }
        None => {
            if listed {
                check.tolerances.push(Tolerance::ListOfOne);
            }
            vec![(Path::group(group), value)]
        }
    }
}

fn dose(entry: &Value<'_>, layout: Layout) -> Dose {
    let only_a = |name: &str| {
        let is_a = layout == Layout::A;
        is_a.then(|| text(entry, name)).flatten()
    };
    let product = if layout.names_who_products() {
        "vp"
    } else {
        "mp"
    };
    Dose {
        disease: only_a("tg"),
        vaccine: only_a("vp"),
        product: text(entry, product),
        manufacturer: only_a("ma"),
        manufacturer_id: only_a("mid"),
        dose: only_a("dn"),
        date: text(entry, if layout == Layout::D { "dv" } else { "dt" }),
        batch: text(entry, "bo"),
        valid_from: text(entry, "vls"),
        valid_until: text(entry, "vle"),
        clinician: text(entry, "cn"),
        issuer: text(entry, "is"),
    }
}

/// What the tables of members cannot say.
fn judge(dose: &Dose, icvp: &Icvp, path: Path, check: &mut Check) {
    let blank = |value: &Option<String>| value.as_deref().is_none_or(str::is_empty);
    if blank(&dose.clinician) && blank(&dose.issuer) {
        check.fault(path, Fault::NoIssuer);
    }
    if icvp.layout.names_who_products()
        && let Some(product) = &dose.product
        && find_product(product).is_none()
    {
        check.fault(path.field("vp"), Fault::UnknownProduct);
    }
    let date = if icvp.layout == Layout::D { "dv" } else { "dt" };
    let ordered = |first: &Option<String>, then: &Option<String>| match (first, then) {
        (Some(first), Some(then)) => day(first) <= day(then) || !are_days([first, then]),
        _ => true,
    };
    if !ordered(&icvp.birth_date, &dose.date) || !ordered(&dose.date, &icvp.issued_on) {
        check.fault(path.field(date), Fault::DateOrder);
    }
    if !ordered(&dose.valid_from, &dose.valid_until) {
        check.fault(path.field("vle"), Fault::DateOrder);
    }
}

/// What is no day has a finding of its own.
fn are_days(texts: [&str; 2]) -> bool {
    let is_day = |text| fault_of(text, Kind::Day).is_none();
    texts.into_iter().all(is_day)
}

/// The day of an ISO date, without a time; ISO days compare as their texts do.
fn day(text: &str) -> &str {
    text.get(..10).unwrap_or(text)
}
