use std::process::ExitCode;

/// The exit codes, as `docs/OPERATIONS.md` lists them. Where several fit, the highest counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    /// 0: everything was done; every pass is authentic or accepted.
    Good,
    /// 1: at least one pass is refused.
    Refused,
    /// 2: at least one pass could not be checked, or the command could not be done.
    NotDone,
    /// 64: wrong arguments (`EX_USAGE` of sysexits.h).
    Usage,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Good => 0,
            Exit::Refused => 1,
            Exit::NotDone => 2,
            Exit::Usage => 64,
        })
    }
}
