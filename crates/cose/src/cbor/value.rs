use std::borrow::Cow;

/// A map key: what COSE, CWT and DCC use, integers and text (RFC 9052 §1.4, `label`).
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Key<'b> {
    /// Major types 0 and 1.
    Int(i64),
    /// Major type 3.
    Text(Cow<'b, str>),
}

/// A CBOR data item (RFC 8949 §3). Definite strings borrow from the input.
///
/// `Debug` shows the shape only: values may be somebody's name.
#[derive(Clone, PartialEq)]
pub enum Value<'b> {
    /// Major types 0 and 1, within `i64`.
    Int(i64),
    /// Major type 2.
    Bytes(Cow<'b, [u8]>),
    /// Major type 3.
    Text(Cow<'b, str>),
    /// Major type 4.
    Array(Vec<Value<'b>>),
    /// Major type 5, in the order of the input; keys are unique.
    Map(Vec<(Key<'b>, Value<'b>)>),
    /// Major type 6.
    Tag(u64, Box<Value<'b>>),
    /// Simple values 20 and 21.
    Bool(bool),
    /// Simple value 22.
    Null,
    /// Simple value 23.
    Undefined,
    /// Half, single or double precision, widened.
    Float(f64),
}

impl<'b> Value<'b> {
    /// The value without the tags around it.
    #[must_use]
    pub fn untagged(&self) -> &Self {
        let mut value = self;
        while let Self::Tag(_, inner) = value {
            value = inner;
        }
        value
    }

    /// The text, if this is text.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The bytes, if this is a byte string.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// The integer, if this is one.
    #[must_use]
    pub const fn as_int(&self) -> Option<i64> {
        match self {
            Self::Int(int) => Some(*int),
            _ => None,
        }
    }

    /// The items, if this is an array.
    #[must_use]
    pub fn as_array(&self) -> Option<&[Self]> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The entries, if this is a map.
    #[must_use]
    pub fn as_map(&self) -> Option<&[(Key<'b>, Self)]> {
        match self {
            Self::Map(entries) => Some(entries),
            _ => None,
        }
    }

    /// The value under an integer key, if this is a map that has it.
    #[must_use]
    pub fn field(&self, label: i64) -> Option<&Self> {
        let found = self
            .as_map()?
            .iter()
            .find(|(key, _)| *key == Key::Int(label));
        found.map(|(_, value)| value)
    }

    /// The value under a text key, if this is a map that has it.
    #[must_use]
    pub fn member(&self, name: &str) -> Option<&Self> {
        let found = self
            .as_map()?
            .iter()
            .find(|(key, _)| key.as_text() == Some(name));
        found.map(|(_, value)| value)
    }
}

impl Key<'_> {
    /// The text, if this key is text.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Int(_) => None,
        }
    }
}

impl<'b> From<&'b str> for Value<'b> {
    fn from(text: &'b str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<i64> for Value<'_> {
    fn from(int: i64) -> Self {
        Self::Int(int)
    }
}

impl<'b> From<&'b [u8]> for Value<'b> {
    fn from(bytes: &'b [u8]) -> Self {
        Self::Bytes(Cow::Borrowed(bytes))
    }
}

impl From<i64> for Key<'_> {
    fn from(int: i64) -> Self {
        Self::Int(int)
    }
}

impl<'b> From<&'b str> for Key<'b> {
    fn from(text: &'b str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl std::fmt::Debug for Key<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Int(label) => write!(f, "{label}"),
            Self::Text(text) => write!(f, "text({})", text.len()),
        }
    }
}

impl std::fmt::Debug for Value<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Int(_) => f.write_str("int"),
            Self::Bytes(bytes) => write!(f, "bytes({})", bytes.len()),
            Self::Text(text) => write!(f, "text({})", text.len()),
            Self::Array(items) => f.debug_list().entries(items).finish(),
            Self::Map(entries) => f
                .debug_map()
                .entries(entries.iter().map(|(key, value)| (key, value)))
                .finish(),
            Self::Tag(tag, inner) => write!(f, "{tag}({inner:?})"),
            Self::Bool(_) => f.write_str("bool"),
            Self::Null => f.write_str("null"),
            Self::Undefined => f.write_str("undefined"),
            Self::Float(_) => f.write_str("float"),
        }
    }
}
