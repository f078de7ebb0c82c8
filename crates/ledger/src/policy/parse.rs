//! The text of a policy, line by line.

use std::collections::{BTreeMap, BTreeSet};

use super::quorum::{Group, Member, Quorum};
use super::{GROUPS_MAX, LedgerPolicy, POLICY_SIZE_MAX_BYTES, PolicyTextError, PolicyWitness};
use crate::key::{KeyUse, VerifierKey};
use crate::policy::WITNESSES_MAX;
use crate::text::parse_decimal;

/// The name that a quorum of nobody has.
pub(super) const NONE: &str = "none";

pub(super) fn parse(text: &str) -> Result<LedgerPolicy, PolicyTextError> {
    if text.len() > POLICY_SIZE_MAX_BYTES {
        return Err(PolicyTextError::TooLong {
            actual: text.len(),
            max: POLICY_SIZE_MAX_BYTES,
        });
    }
    let mut reader = Reader::default();
    for (line, text) in (1..).zip(text.split_inclusive('\n')) {
        let text = text
            .strip_suffix('\n')
            .filter(|text| !text.bytes().any(is_banned))
            .ok_or(PolicyTextError::Characters { line })?;
        let words: Vec<&str> = text
            .split([' ', '\t'])
            .filter(|word| !word.is_empty())
            .collect();
        if words.first().is_some_and(|word| !word.starts_with('#')) {
            reader.read(&words, line)?;
        }
    }
    reader.finish()
}

const fn is_banned(byte: u8) -> bool {
    (byte < 0x20 && byte != b'\t') || byte == 0x7f
}

#[derive(Default)]
struct Reader {
    log: Option<(VerifierKey, Option<String>)>,
    witnesses: Vec<PolicyWitness>,
    groups: Vec<Group>,
    goal: Option<Option<Member>>,
    /// The line in which each witness stands.
    lines: Vec<usize>,
    names: BTreeMap<String, Member>,
    /// What is a member of a group already.
    placed: BTreeSet<String>,
}

impl Reader {
    fn read(&mut self, words: &[&str], line: usize) -> Result<(), PolicyTextError> {
        match *words {
            ["log", key] => self.read_log(key, None, line),
            ["log", key, url] => self.read_log(key, Some(url), line),
            ["witness", name, key] => self.read_witness(name, key, None, line),
            ["witness", name, key, url] => self.read_witness(name, key, Some(url), line),
            ["group", name, threshold, ref members @ ..] if !members.is_empty() => {
                self.read_group(name, threshold, members, line)
            }
            ["quorum", name] => self.read_quorum(name, line),
            _ => Err(PolicyTextError::Line { line }),
        }
    }

    fn read_log(
        &mut self,
        key: &str,
        url: Option<&str>,
        line: usize,
    ) -> Result<(), PolicyTextError> {
        let key = read_key(key, KeyUse::Log, line)?;
        if self.log.is_some() {
            return Err(PolicyTextError::Repeated { line });
        }
        self.log = Some((key, url.map(str::to_owned)));
        Ok(())
    }

    fn read_witness(
        &mut self,
        name: &str,
        key: &str,
        url: Option<&str>,
        line: usize,
    ) -> Result<(), PolicyTextError> {
        let key = read_key(key, KeyUse::Witness, line)?;
        if self.witnesses.len() >= WITNESSES_MAX {
            return Err(PolicyTextError::TooMany { line });
        }
        // One key under two names would make a quorum of two out of one witness. Two keys that
        // share a name and a hash of four bytes could be taken for each other.
        let is_repeated = self.witnesses.iter().any(|other| {
            other.key.key_bytes() == key.key_bytes()
                || (other.key.name() == key.name() && other.key.key_id() == key.key_id())
        });
        if is_repeated {
            return Err(PolicyTextError::KeyTwice { line });
        }
        self.define(name, Member::Witness(self.witnesses.len()), line)?;
        self.lines.push(line);
        self.witnesses.push(PolicyWitness {
            name: name.to_owned(),
            key,
            url: url.map(str::to_owned),
        });
        Ok(())
    }

    fn read_group(
        &mut self,
        name: &str,
        threshold: &str,
        members: &[&str],
        line: usize,
    ) -> Result<(), PolicyTextError> {
        if self.groups.len() >= GROUPS_MAX {
            return Err(PolicyTextError::TooMany { line });
        }
        let threshold = match threshold {
            "all" => Some(members.len()),
            "any" => Some(1),
            number => parse_decimal(number)
                .and_then(|number| usize::try_from(number).ok())
                .filter(|number| (1..=members.len()).contains(number)),
        };
        let threshold = threshold.ok_or(PolicyTextError::Threshold { line })?;
        let mut found = Vec::new();
        for member in members {
            found.push(self.find(member, line)?);
            if !self.placed.insert((*member).to_owned()) {
                return Err(PolicyTextError::MemberTwice { line });
            }
        }
        self.define(name, Member::Group(self.groups.len()), line)?;
        self.groups.push(Group {
            name: name.to_owned(),
            threshold,
            members: found,
        });
        Ok(())
    }

    fn read_quorum(&mut self, name: &str, line: usize) -> Result<(), PolicyTextError> {
        let goal = if name == NONE {
            None
        } else {
            Some(self.find(name, line)?)
        };
        match self.goal.replace(goal) {
            None => Ok(()),
            Some(_) => Err(PolicyTextError::Repeated { line }),
        }
    }

    fn define(&mut self, name: &str, member: Member, line: usize) -> Result<(), PolicyTextError> {
        let is_taken = name == NONE || self.names.contains_key(name);
        if is_taken {
            return Err(PolicyTextError::NameTaken { line });
        }
        self.names.insert(name.to_owned(), member);
        Ok(())
    }

    fn find(&self, name: &str, line: usize) -> Result<Member, PolicyTextError> {
        self.names
            .get(name)
            .copied()
            .ok_or(PolicyTextError::NameUnknown { line })
    }

    fn finish(self) -> Result<LedgerPolicy, PolicyTextError> {
        let (Some((log, log_url)), Some(goal)) = (self.log, self.goal) else {
            return Err(PolicyTextError::Incomplete);
        };
        // A log that witnesses itself is not witnessed.
        let mut witnesses = self.witnesses.iter().zip(&self.lines);
        if let Some((_, line)) =
            witnesses.find(|(witness, _)| witness.key.key_bytes() == log.key_bytes())
        {
            return Err(PolicyTextError::KeyTwice { line: *line });
        }
        Ok(LedgerPolicy {
            log,
            log_url,
            witnesses: self.witnesses,
            quorum: Quorum {
                groups: self.groups,
                goal,
            },
        })
    }
}

fn read_key(key: &str, key_use: KeyUse, line: usize) -> Result<VerifierKey, PolicyTextError> {
    let key = VerifierKey::parse(key).map_err(|error| PolicyTextError::Key { line, error })?;
    if key.key_use() != key_use {
        return Err(PolicyTextError::Key {
            line,
            error: crate::error::NoteError::KeyUse,
        });
    }
    Ok(key)
}
