//! Why a document has no canonical form here.

/// A bound of [`Limits`](crate::Limits).
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// [`Limits::values_max`](crate::Limits::values_max).
    Values,
    /// [`Limits::depth_max`](crate::Limits::depth_max).
    Depth,
    /// [`Limits::contexts_max`](crate::Limits::contexts_max).
    Contexts,
    /// [`Limits::context_depth_max`](crate::Limits::context_depth_max).
    ContextDepth,
    /// [`Limits::terms_max`](crate::Limits::terms_max).
    Terms,
    /// [`Limits::bytes_max`](crate::Limits::bytes_max).
    Bytes,
    /// [`Limits::quads_max`](crate::Limits::quads_max).
    Quads,
    /// [`Limits::blank_nodes_max`](crate::Limits::blank_nodes_max).
    BlankNodes,
    /// [`Limits::hash_work_max`](crate::Limits::hash_work_max).
    HashWork,
    /// [`Limits::hash_depth_max`](crate::Limits::hash_depth_max).
    HashDepth,
}

impl Bound {
    /// What is bounded, in words.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Values => "JSON values",
            Self::Depth => "levels of nesting",
            Self::Contexts => "contexts",
            Self::ContextDepth => "contexts or terms in a chain",
            Self::Terms => "terms",
            Self::Bytes => "bytes of text",
            Self::Quads => "quads",
            Self::BlankNodes => "blank nodes",
            Self::HashWork => "steps of telling blank nodes apart",
            Self::HashDepth => "blank nodes in a chain",
        }
    }
}

/// What JSON-LD 1.1 refuses; the names are those of `JsonLdErrorCode` (API §9.6).
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the specification's")]
pub enum Fault {
    CollidingKeywords,
    ContextOverflow,
    CyclicIriMapping,
    InvalidBaseDirection,
    InvalidBaseIri,
    InvalidContainerMapping,
    InvalidContextEntry,
    InvalidContextNullification,
    InvalidDefaultLanguage,
    InvalidIdValue,
    InvalidImportValue,
    InvalidIncludedValue,
    InvalidIndexValue,
    InvalidIriMapping,
    InvalidKeywordAlias,
    InvalidLanguageMapping,
    InvalidLanguageMapValue,
    InvalidLanguageTaggedString,
    InvalidLanguageTaggedValue,
    InvalidLocalContext,
    InvalidNestValue,
    InvalidPrefixValue,
    InvalidPropagateValue,
    InvalidProtectedValue,
    InvalidRemoteContext,
    InvalidReverseProperty,
    InvalidReversePropertyMap,
    InvalidReversePropertyValue,
    InvalidReverseValue,
    InvalidSetOrListObject,
    InvalidTermDefinition,
    InvalidTypeMapping,
    InvalidTypeValue,
    InvalidTypedValue,
    InvalidValueObject,
    InvalidValueObjectValue,
    InvalidVersionValue,
    InvalidVocabMapping,
    KeywordRedefinition,
    ProtectedTermRedefinition,
}

impl Fault {
    /// The specification's name of it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::CollidingKeywords => "colliding keywords",
            Self::ContextOverflow => "context overflow",
            Self::CyclicIriMapping => "cyclic IRI mapping",
            Self::InvalidBaseDirection => "invalid base direction",
            Self::InvalidBaseIri => "invalid base IRI",
            Self::InvalidContainerMapping => "invalid container mapping",
            Self::InvalidContextEntry => "invalid context entry",
            Self::InvalidContextNullification => "invalid context nullification",
            Self::InvalidDefaultLanguage => "invalid default language",
            Self::InvalidIdValue => "invalid @id value",
            Self::InvalidImportValue => "invalid @import value",
            Self::InvalidIncludedValue => "invalid @included value",
            Self::InvalidIndexValue => "invalid @index value",
            Self::InvalidIriMapping => "invalid IRI mapping",
            Self::InvalidKeywordAlias => "invalid keyword alias",
            Self::InvalidLanguageMapping => "invalid language mapping",
            Self::InvalidLanguageMapValue => "invalid language map value",
            Self::InvalidLanguageTaggedString => "invalid language-tagged string",
            Self::InvalidLanguageTaggedValue => "invalid language-tagged value",
            Self::InvalidLocalContext => "invalid local context",
            Self::InvalidNestValue => "invalid @nest value",
            Self::InvalidPrefixValue => "invalid @prefix value",
            Self::InvalidPropagateValue => "invalid @propagate value",
            Self::InvalidProtectedValue => "invalid @protected value",
            Self::InvalidRemoteContext => "invalid remote context",
            Self::InvalidReverseProperty => "invalid reverse property",
            Self::InvalidReversePropertyMap => "invalid reverse property map",
            Self::InvalidReversePropertyValue => "invalid reverse property value",
            Self::InvalidReverseValue => "invalid @reverse value",
            Self::InvalidSetOrListObject => "invalid set or list object",
            Self::InvalidTermDefinition => "invalid term definition",
            Self::InvalidTypeMapping => "invalid type mapping",
            Self::InvalidTypeValue => "invalid type value",
            Self::InvalidTypedValue => "invalid typed value",
            Self::InvalidValueObject => "invalid value object",
            Self::InvalidValueObjectValue => "invalid value object value",
            Self::InvalidVersionValue => "invalid @version value",
            Self::InvalidVocabMapping => "invalid vocab mapping",
            Self::KeywordRedefinition => "keyword redefinition",
            Self::ProtectedTermRedefinition => "protected term redefinition",
        }
    }
}

/// Why a document has no canonical form here. No variant carries text of the document but the
/// address of a context.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JsonLdError {
    /// A context that was not given. It is never fetched.
    #[error("the context {url:?} is not known here, and contexts are never fetched")]
    UnknownContext {
        /// Its address, at most 256 characters of it.
        url: String,
    },
    /// JSON-LD 1.1 refuses the document or one of its contexts.
    #[error("not JSON-LD: {}", .0.name())]
    Invalid(Fault),
    /// More than a bound of the limits.
    #[error("more than {max} {}", .bound.name())]
    TooMuch {
        /// Which bound.
        bound: Bound,
        /// The most that is allowed.
        max: usize,
    },
    /// Something of the document makes no quad, so no signature covers it.
    #[error("{count} places of the document are not part of its canonical form")]
    Dropped {
        /// How many places.
        count: usize,
    },
}

impl JsonLdError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::UnknownContext { .. } => "jsonld.unknown-context",
            Self::Invalid(_) => "jsonld.invalid",
            Self::TooMuch { .. } => "jsonld.too-much",
            Self::Dropped { .. } => "jsonld.dropped",
        }
    }
}

impl From<Fault> for JsonLdError {
    fn from(fault: Fault) -> Self {
        Self::Invalid(fault)
    }
}
