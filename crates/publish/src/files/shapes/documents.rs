//! Rules, value sets, policies and batches: each document byte for byte under its own SHA-256, and
//! a list of them as the EU's services have it.

use cleanbill_trust::set::{Digest, TargetType};
use cleanbill_verifier::bundle::read_documents;
use serde_json::{Map, Value};

use super::render_json;
use crate::files::FilesError;
use crate::files::published::StaticFile;

/// A target of documents.
pub(super) struct Kind {
    pub(super) target: TargetType,
    folder: &'static str,
    extension: &'static str,
    pub(super) index: &'static str,
    /// What the list says beside the hash: the member's name there and in the document.
    facts: &'static [(&'static str, &'static str)],
}

/// Source of the members: eu-digital-green-certificates/dgca-businessrule-service, `/rules` and
/// `/valuesets`.
pub(super) const KINDS: &[Kind] = &[
    Kind {
        target: TargetType::RULES,
        folder: "rules",
        extension: "json",
        index: "rules/index.json",
        facts: &[
            ("identifier", "Identifier"),
            ("version", "Version"),
            ("country", "Country"),
        ],
    },
    Kind {
        target: TargetType::VALUE_SETS,
        folder: "valuesets",
        extension: "json",
        index: "valuesets/index.json",
        facts: &[("id", "valueSetId")],
    },
    Kind {
        target: TargetType::POLICIES,
        folder: "policies",
        extension: "toml",
        index: "policies/index.json",
        facts: &[],
    },
    Kind {
        target: TargetType::REVOCATION_BATCHES,
        folder: "revocation/batches",
        extension: "json",
        index: "revocation/batches/index.json",
        facts: &[("country", "country"), ("expires", "expires")],
    },
];

/// Adds a file a document, and returns the list of them.
pub(super) fn write(
    kind: &Kind,
    target: &[u8],
    files: &mut Vec<StaticFile>,
) -> Result<Vec<u8>, FilesError> {
    let mut list = Vec::new();
    for text in read_documents(target).ok_or(FilesError::Shape)? {
        let hash = Digest::of(text.as_bytes());
        let path = format!("{}/{hash}.{}", kind.folder, kind.extension);
        list.push(Value::Object(entry(kind, &text, &hash)));
        // The same document twice is one file.
        if !files.iter().any(|file| file.path == path) {
            files.push(StaticFile {
                path,
                bytes: text.into_bytes(),
            });
        }
    }
    Ok(render_json(&Value::Array(list)))
}

fn entry(kind: &Kind, text: &str, hash: &Digest) -> Map<String, Value> {
    let mut entry = Map::new();
    if !kind.facts.is_empty()
        && let Ok(Value::Object(document)) = serde_json::from_str::<Value>(text)
    {
        for (name, member) in kind.facts {
            if let Some(Value::String(fact)) = document.get(*member) {
                entry.insert((*name).to_owned(), Value::from(fact.as_str()));
            }
        }
    }
    entry.insert("hash".to_owned(), Value::from(hash.to_string()));
    entry
}
