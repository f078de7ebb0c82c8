//! Bounds, each with its source.

use cleanbill_health::DAY_SECS;

/// Longest life of a policy, in seconds: 90 days (guarantee G13).
pub const LIFE_MAX_SECS: i64 = 90 * DAY_SECS;

/// Longest time between signature and start, in seconds: 14 days (guarantee G13).
pub const LEAD_MAX_SECS: i64 = 14 * DAY_SECS;

/// Shortest time between the announcement of a tightening and its start, in seconds: 7 days, so
/// that a test or an appointment can still be had (guarantee G14).
pub const NOTICE_SECS: i64 = 7 * DAY_SECS;

/// The same if it is urgent: 24 hours (guarantee G14).
pub const URGENT_NOTICE_SECS: i64 = DAY_SECS;

/// Longest life of an urgent tightening, in seconds: 14 days (guarantee G14).
pub const URGENT_LIFE_MAX_SECS: i64 = 14 * DAY_SECS;

/// No door may ask for data that is fresher than this, in days: verifiers may be without network
/// for 7 (guarantee G02).
pub const DATA_AGE_MIN_DAYS: u16 = 8;

/// Bounds on what is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Longest policy in bytes: forty times the longest of ours.
    pub policy_max_bytes: usize,
    /// Most policies of a set: three a region of the largest federation (85), and as many again.
    pub policies_max: usize,
    /// Most terms of a policy: ten times what the regulations of 2021 had.
    pub terms_max: usize,
    /// Most rules that a policy may name: twice the largest national set seen (25).
    pub rules_max: usize,
}

impl Limits {
    /// The bounds that everybody uses.
    pub const DEFAULT: Self = Self {
        policy_max_bytes: 1 << 16,
        policies_max: 512,
        terms_max: 64,
        rules_max: 64,
    };
}
