//! An officer for whoever tries the desk: invited by the demonstration's own heads, and appointed
//! by their signatures once a key was registered.

use std::path::Path;
use std::time::Duration;

use cleanbill_authority::{Authority, AuthorityError, Invited, Proposal, Registered, Token};
use cleanbill_issuer::staff::Role;

use super::offices::{BOARD, DESK, NORTH, SOUTH, Staff, told};
use crate::args::DemoRole;
use crate::clock;
use crate::error::CliError;
use crate::output::{FAINT, GOOD, RESET, line};

/// How often it is looked whether a key was registered.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// And for how long: as long as a link holds.
const LOOKS_MAX: usize = 600;

/// The office that an officer of this role works at.
const fn office_of(role: DemoRole) -> (&'static str, Role) {
    match role {
        DemoRole::Clinic => (NORTH, Role::Clinic),
        DemoRole::Desk => (DESK, Role::Desk),
        DemoRole::Head => (SOUTH, Role::OfficeHead),
        DemoRole::Reviewer => (BOARD, Role::Reviewer),
    }
}

/// Says a link, waits until somebody has registered a key by it, and appoints them.
pub(super) async fn appoint_visitor(
    authority: &Authority,
    folder: &Path,
    origin: &str,
    role: DemoRole,
) -> Result<(), CliError> {
    let staff = Staff::founders(folder)?;
    let (office, role) = office_of(role);
    let ministry = staff.caller(authority, "ministry", clock::now()).await?;
    let invited = Invited {
        office: office.to_owned(),
        role,
        officer: None,
    };
    let link = authority.invite(&ministry, &invited, clock::now()).await;
    let link = link.map_err(told)?;
    line("Open this where the service runs, and register a passkey:")?;
    line(&format!("  {origin}/desk/#register={}", link.to_text()))?;
    line(&format!(
        "{}Waiting for it; Ctrl-C ends that.{RESET}",
        FAINT.render()
    ))?;
    let key = registered(authority, &staff, &link).await?;
    let proposal = Proposal::Appoint {
        key: key.fingerprint,
        login: None,
    };
    let by = ("ministry", "north");
    let mut now = clock::now;
    staff.enact(authority, by, &proposal, &mut now).await?;
    line(&format!(
        "{}✔{RESET} officer {} works at {office}: sign in at {origin}/desk/",
        GOOD.render(),
        key.officer
    ))
}

/// The key, once it is there.
async fn registered(
    authority: &Authority,
    staff: &Staff,
    link: &Token,
) -> Result<Registered, CliError> {
    for _ in 0..LOOKS_MAX {
        let now = clock::now();
        let ministry = staff.caller(authority, "ministry", now).await?;
        let found = authority.registered(&ministry, link, now).await;
        if let Some(key) = found.map_err(told)? {
            return Ok(key);
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
    Err(told(AuthorityError::NotFound))
}
