//! Context processing (API §4.1.2).

use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::{Map, Value};

use super::define::Definer;
use super::{ActiveContext, How, Session};
use crate::budget::check;
use crate::error::{Bound, Fault, JsonLdError};
use crate::iri;
use crate::keyword::is_keyword;

/// The members of a context, those of what it imports among them.
pub(super) type Members<'d> = BTreeMap<&'d str, &'d Value>;

/// The addresses of the contexts that are being read, each named by the one before.
type Chain = Vec<Rc<str>>;

pub(super) fn process<'d>(
    session: &mut Session<'d, '_, '_>,
    active: &Rc<ActiveContext<'d>>,
    local: &'d Value,
    base_url: Option<&Rc<str>>,
    how: How,
) -> Result<Rc<ActiveContext<'d>>, JsonLdError> {
    inner(session, active, local, base_url, how, &mut Vec::new())
}

fn inner<'d>(
    session: &mut Session<'d, '_, '_>,
    active: &Rc<ActiveContext<'d>>,
    local: &'d Value,
    base_url: Option<&Rc<str>>,
    how: How,
    chain: &mut Chain,
) -> Result<Rc<ActiveContext<'d>>, JsonLdError> {
    let mut result = Rc::clone(active);
    let propagate = match local.get("@propagate") {
        None => how.propagate,
        Some(Value::Bool(propagate)) => *propagate,
        Some(_) => return Err(Fault::InvalidPropagateValue.into()),
    };
    if !propagate && result.previous.is_none() {
        let mut changed = copy(session, &result)?;
        changed.previous = Some(Rc::clone(active));
        result = Rc::new(changed);
    }
    let locals = match local {
        Value::Array(locals) => locals.as_slice(),
        one => core::slice::from_ref(one),
    };
    for local in locals {
        session.budget.context()?;
        result = match local {
            Value::Null => nullified(&result, how, propagate)?,
            Value::String(reference) => remote(session, &result, reference, base_url, how, chain)?,
            Value::Object(members) => {
                let members = imported(session, members, base_url)?;
                let mut changed = copy(session, &result)?;
                own_entries(session, &mut changed, &members, chain.is_empty())?;
                Definer::define_all(session, &mut changed, &members, base_url, how)?;
                Rc::new(changed)
            }
            _ => return Err(Fault::InvalidLocalContext.into()),
        };
    }
    Ok(result)
}

fn copy<'d>(
    session: &mut Session<'d, '_, '_>,
    active: &ActiveContext<'d>,
) -> Result<ActiveContext<'d>, JsonLdError> {
    session.budget.terms(active.terms.len())?;
    Ok(active.clone())
}

/// Step 5.1.
fn nullified<'d>(
    active: &Rc<ActiveContext<'d>>,
    how: How,
    propagate: bool,
) -> Result<Rc<ActiveContext<'d>>, JsonLdError> {
    if !how.override_protected && active.terms.values().any(|term| term.protected) {
        return Err(Fault::InvalidContextNullification.into());
    }
    Ok(Rc::new(ActiveContext {
        previous: (!propagate).then(|| Rc::clone(active)),
        ..ActiveContext::default()
    }))
}

/// Step 5.2.
fn remote<'d>(
    session: &mut Session<'d, '_, '_>,
    active: &Rc<ActiveContext<'d>>,
    reference: &str,
    base_url: Option<&Rc<str>>,
    how: How,
    chain: &mut Chain,
) -> Result<Rc<ActiveContext<'d>>, JsonLdError> {
    let url = absolute(reference, base_url);
    if chain.contains(&url) {
        return Err(Fault::ContextOverflow.into());
    }
    let max = session.budget.limits.context_depth_max;
    check(Bound::ContextDepth, chain.len() + 1, max)?;
    let context = load(session, &url)?;
    chain.push(Rc::clone(&url));
    let result = inner(
        session,
        active,
        context,
        Some(&url),
        how.with_propagation(),
        chain,
    );
    chain.pop();
    result
}

impl How {
    /// A context named by another is told nothing of how that one propagates.
    const fn with_propagation(self) -> Self {
        Self {
            propagate: true,
            ..self
        }
    }
}

fn absolute(reference: &str, base_url: Option<&Rc<str>>) -> Rc<str> {
    match base_url {
        Some(base) if !iri::has_scheme(reference) => iri::resolve(base, reference).into(),
        _ => reference.into(),
    }
}

/// The context in a document that the caller gave.
fn load<'d>(session: &Session<'d, '_, '_>, url: &str) -> Result<&'d Value, JsonLdError> {
    let Some(document) = session.contexts.context(url) else {
        return Err(JsonLdError::UnknownContext {
            url: url.chars().take(256).collect(),
        });
    };
    let context = document.get("@context");
    context.ok_or(JsonLdError::Invalid(Fault::InvalidRemoteContext))
}

/// Step 5.6: the members of a context over those of what it imports.
fn imported<'d>(
    session: &mut Session<'d, '_, '_>,
    members: &'d Map<String, Value>,
    base_url: Option<&Rc<str>>,
) -> Result<Members<'d>, JsonLdError> {
    let mut all = Members::new();
    match members.get("@import") {
        None => {}
        Some(Value::String(reference)) => {
            session.budget.context()?;
            let import = load(session, &absolute(reference, base_url))?;
            let import = import.as_object().ok_or(Fault::InvalidRemoteContext)?;
            if import.contains_key("@import") {
                return Err(Fault::InvalidContextEntry.into());
            }
            session.budget.terms(import.len())?;
            all.extend(import.iter().map(|(name, value)| (name.as_str(), value)));
        }
        Some(_) => return Err(Fault::InvalidImportValue.into()),
    }
    session.budget.terms(members.len())?;
    all.extend(members.iter().map(|(name, value)| (name.as_str(), value)));
    Ok(all)
}

/// Steps 5.5 and 5.7 to 5.11: what a context says of itself. `@base` counts only in what no remote
/// context brought.
fn own_entries<'d>(
    session: &mut Session<'d, '_, '_>,
    active: &mut ActiveContext<'d>,
    members: &Members<'d>,
    own: bool,
) -> Result<(), JsonLdError> {
    let entry = |name: &str| members.get(name).copied();
    if entry("@version").is_some_and(|version| version.as_f64() != Some(1.1)) {
        return Err(Fault::InvalidVersionValue.into());
    }
    if let (Some(base), true) = (entry("@base"), own) {
        active.base = match (base, &active.base) {
            (Value::Null, _) => None,
            (Value::String(base), _) if iri::has_scheme(base) => Some(base.clone()),
            (Value::String(base), Some(before)) => Some(iri::resolve(before, base)),
            _ => return Err(Fault::InvalidBaseIri.into()),
        };
    }
    match entry("@vocab") {
        None => {}
        Some(Value::Null) => active.vocab = None,
        Some(Value::String(vocab)) => {
            let vocab = active.expand(session.budget, vocab, true, true)?;
            let vocab = vocab.ok_or(Fault::InvalidVocabMapping)?;
            if is_keyword(&vocab) {
                return Err(Fault::InvalidVocabMapping.into());
            }
            active.vocab = Some(vocab);
        }
        Some(_) => return Err(Fault::InvalidVocabMapping.into()),
    }
    match entry("@language") {
        None => {}
        Some(Value::Null) => active.language = None,
        Some(Value::String(language)) => active.language = Some(language.clone()),
        Some(_) => return Err(Fault::InvalidDefaultLanguage.into()),
    }
    match entry("@direction") {
        None | Some(Value::Null) => {}
        Some(Value::String(direction)) if matches!(&**direction, "ltr" | "rtl") => {}
        Some(_) => return Err(Fault::InvalidBaseDirection.into()),
    }
    if entry("@propagate").is_some_and(|propagate| !propagate.is_boolean()) {
        return Err(Fault::InvalidPropagateValue.into());
    }
    Ok(())
}
