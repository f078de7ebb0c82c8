//! A JSON value and where it stands.

use serde_json::Value;

use crate::error::{FhirError, Path, Step};
use crate::limits::Limits;

/// A value on the way down; the path is written out only when something is wrong with it.
#[derive(Clone, Copy)]
pub(crate) struct Node<'n> {
    value: &'n Value,
    parent: Option<&'n Node<'n>>,
    step: Step,
    limits: &'n Limits,
}

impl<'n> Node<'n> {
    pub(crate) const fn root(value: &'n Value, step: Step, limits: &'n Limits) -> Self {
        Self {
            value,
            parent: None,
            step,
            limits,
        }
    }

    pub(crate) fn path(&self) -> Path {
        let mut steps = vec![self.step];
        let mut above = self.parent;
        while let Some(node) = above {
            steps.push(node.step);
            above = node.parent;
        }
        steps.reverse();
        Path(steps)
    }

    fn missing(&self, name: &'static str) -> FhirError {
        let mut path = self.path();
        path.0.push(Step::Member(name));
        FhirError::Missing { path }
    }

    /// A member, whatever it is; JSON's `null` counts as absent.
    pub(crate) fn member<'a>(&'a self, name: &'static str) -> Result<Option<Node<'a>>, FhirError> {
        let members = match self.value {
            Value::Object(members) => members,
            _ => return Err(FhirError::Type { path: self.path() }),
        };
        let value = members.get(name).filter(|value| !value.is_null());
        Ok(value.map(|value| Node {
            value,
            parent: Some(self),
            step: Step::Member(name),
            limits: self.limits,
        }))
    }

    /// A member read by `read`, if it is there.
    pub(crate) fn optional<T>(
        &self,
        name: &'static str,
        read: impl FnOnce(&Node<'_>) -> Result<T, FhirError>,
    ) -> Result<Option<T>, FhirError> {
        self.member(name)?.map(|node| read(&node)).transpose()
    }

    /// A member read by `read`, which must be there.
    pub(crate) fn required<T>(
        &self,
        name: &'static str,
        read: impl FnOnce(&Node<'_>) -> Result<T, FhirError>,
    ) -> Result<T, FhirError> {
        self.optional(name, read)?.ok_or_else(|| self.missing(name))
    }

    /// The items of a list, each read by `read`; none if it is absent. `null` among them stands for
    /// a primitive with extensions only (R4, section 2.6.2.3) and is passed over.
    pub(crate) fn list<T>(
        &self,
        name: &'static str,
        read: impl Fn(&Node<'_>) -> Result<T, FhirError>,
    ) -> Result<Vec<T>, FhirError> {
        let Some(list) = self.member(name)? else {
            return Ok(Vec::new());
        };
        let items = match list.value {
            Value::Array(items) => items,
            _ => return Err(FhirError::Type { path: list.path() }),
        };
        if items.len() > self.limits.items_max {
            let max = self.limits.items_max;
            return Err(FhirError::TooMany {
                path: list.path(),
                max,
            });
        }
        let nodes = items.iter().zip(0..).filter(|(value, _)| !value.is_null());
        nodes
            .map(|(value, index)| {
                read(&Node {
                    value,
                    parent: Some(&list),
                    step: Step::Item(index),
                    limits: self.limits,
                })
            })
            .collect()
    }

    pub(crate) fn text(&self) -> Result<String, FhirError> {
        let text = self.value.as_str();
        let text = text.ok_or_else(|| FhirError::Type { path: self.path() })?;
        let max = self.limits.text_bytes_max;
        if text.len() > max {
            return Err(FhirError::TooLong {
                path: self.path(),
                max,
            });
        }
        Ok(text.to_owned())
    }

    pub(crate) fn bool(&self) -> Result<bool, FhirError> {
        let bool = self.value.as_bool();
        bool.ok_or_else(|| FhirError::Type { path: self.path() })
    }

    /// A `positiveInt` (R4, section 2.24.0.1), as text.
    pub(crate) fn positive_int(&self) -> Result<String, FhirError> {
        let number = self.value.as_u64().filter(|number| *number > 0);
        let number = number.ok_or_else(|| FhirError::Type { path: self.path() })?;
        Ok(number.to_string())
    }
}
