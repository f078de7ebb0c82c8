//! How a value of a row goes into a column and comes out again: one description for both databases.

use cleanbill_health::Ground;
use cleanbill_issuer::Form;
use cleanbill_issuer::act::{ActKind, ActState, LegalBasis, NoticeChannel, Reason};
use cleanbill_issuer::leaf::LeafKind;
use cleanbill_issuer::registry::{
    AccessId, ActId, EpochId, EventId, HolderId, JobId, LeafId, LookupKind, MandateId, OfficeId,
    OfficerId, OfficerKeyId, PassId, RowId,
};
use cleanbill_issuer::staff::{AlarmKind, KeyForm, OfficeKind, Purpose, Role, Source};
use cleanbill_redress::case::{Author, CaseId, CaseKind, CaseState, ExtensionReason, Outcome};

use crate::StoreError;
use crate::link::Record;

/// Takes the values of a row, in the order of its columns.
pub(crate) trait Sink {
    fn short(&mut self, value: Option<i16>);
    fn int(&mut self, value: Option<i32>);
    fn long(&mut self, value: Option<i64>);
    fn flag(&mut self, value: Option<bool>);
    fn bytes(&mut self, value: Option<&[u8]>);
    fn text(&mut self, value: Option<&str>);
}

/// Gives the values of a row, in the order of its columns.
pub(crate) struct Columns<'r> {
    record: &'r Record,
    table: &'static str,
    next: usize,
}

impl<'r> Columns<'r> {
    pub(crate) const fn of(record: &'r Record, table: &'static str) -> Self {
        Self {
            record,
            table,
            next: 0,
        }
    }

    /// The next value.
    pub(crate) fn take<T: Field>(&mut self) -> Result<T, StoreError> {
        let column = self.next;
        self.next += 1;
        T::take(self.record, column).ok_or(StoreError::Unreadable {
            table: self.table,
            column,
        })
    }
}

/// A value that fills one column.
pub(crate) trait Field: Sized {
    fn put(value: Option<&Self>, to: &mut impl Sink);
    /// `None` where the column does not hold such a value.
    fn take(from: &Record, column: usize) -> Option<Self>;
}

impl<T: Field> Field for Option<T> {
    fn put(value: Option<&Self>, to: &mut impl Sink) {
        T::put(value.and_then(Option::as_ref), to);
    }
    fn take(from: &Record, column: usize) -> Option<Self> {
        if from.is_null(column)? {
            return Some(None);
        }
        T::take(from, column).map(Some)
    }
}

macro_rules! plain {
    ($($kind:ty, $put:ident, $take:ident;)+) => {$(
        impl Field for $kind {
            fn put(value: Option<&Self>, to: &mut impl Sink) {
                to.$put(value.copied());
            }
            fn take(from: &Record, column: usize) -> Option<Self> {
                from.$take(column)?.try_into().ok()
            }
        }
    )+};
}

plain! {
    i16, short, long;
    i32, int, long;
    i64, long, long;
    bool, flag, flag;
}

impl Field for u8 {
    fn put(value: Option<&Self>, to: &mut impl Sink) {
        to.short(value.map(|&number| number.into()));
    }
    fn take(from: &Record, column: usize) -> Option<Self> {
        from.long(column)?.try_into().ok()
    }
}

impl Field for Vec<u8> {
    fn put(value: Option<&Self>, to: &mut impl Sink) {
        to.bytes(value.map(Self::as_slice));
    }
    fn take(from: &Record, column: usize) -> Option<Self> {
        from.bytes(column).map(<[u8]>::to_vec)
    }
}

impl<const N: usize> Field for [u8; N] {
    fn put(value: Option<&Self>, to: &mut impl Sink) {
        to.bytes(value.map(Self::as_slice));
    }
    fn take(from: &Record, column: usize) -> Option<Self> {
        from.bytes(column)?.try_into().ok()
    }
}

impl Field for String {
    fn put(value: Option<&Self>, to: &mut impl Sink) {
        to.text(value.map(Self::as_str));
    }
    fn take(from: &Record, column: usize) -> Option<Self> {
        from.text(column).map(str::to_owned)
    }
}

macro_rules! keys {
    ($($key:ident)+) => {$(
        impl Field for $key {
            fn put(value: Option<&Self>, to: &mut impl Sink) {
                to.long(value.map(|key| key.0));
            }
            fn take(from: &Record, column: usize) -> Option<Self> {
                from.long(column).map(Self)
            }
        }
    )+};
}

keys! {
    AccessId ActId CaseId EpochId EventId HolderId JobId LeafId MandateId OfficeId OfficerId
    OfficerKeyId PassId RowId
}

macro_rules! closed_lists {
    ($($list:ident)+) => {$(
        impl Field for $list {
            fn put(value: Option<&Self>, to: &mut impl Sink) {
                to.short(value.map(|member| member.number().into()));
            }
            fn take(from: &Record, column: usize) -> Option<Self> {
                Self::from_number(from.long(column)?.try_into().ok()?)
            }
        }
    )+};
}

closed_lists! {
    ActKind ActState AlarmKind Author CaseKind CaseState ExtensionReason Form KeyForm LeafKind
    LegalBasis LookupKind NoticeChannel OfficeKind Outcome Purpose Reason Role Source
}

impl Field for Ground {
    fn put(value: Option<&Self>, to: &mut impl Sink) {
        to.short(value.map(|ground| match ground {
            Self::Vaccination => 1,
            Self::Test => 2,
            Self::Recovery => 3,
            Self::Exemption => 4,
        }));
    }
    fn take(from: &Record, column: usize) -> Option<Self> {
        match from.long(column)? {
            1 => Some(Self::Vaccination),
            2 => Some(Self::Test),
            3 => Some(Self::Recovery),
            4 => Some(Self::Exemption),
            _ => None,
        }
    }
}
