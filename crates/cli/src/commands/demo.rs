//! `cleanbill demo`: an authority to try things with, founded as a real one is.

mod officer;
mod offices;
mod people;
mod story;

use std::path::Path;
use std::sync::Arc;

use cleanbill_authority::Entropy;

use self::officer::appoint_visitor;
use self::offices::{FOUNDING_SECS, found};
use self::people::write_people;
use self::story::{Story, Today};
use crate::args::{DemoOptions, DemoRole};
use crate::atomic::{self, Access};
use crate::clock::{self, render_date};
use crate::commands::serve::{Opened, System, open, open_beside, read_local};
use crate::error::{CliError, ServeError};
use crate::exit::Exit;
use crate::home::Home;
use crate::output::{FAINT, GOOD, RESET, line};

/// Founds the authority of the data folder with keys in files, and makes a file of people.
pub(crate) fn run(home: &Home, options: &DemoOptions) -> Result<Exit, CliError> {
    let folder = home.folder().join("demo");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|_| ServeError::Threads)?;
    if let Some(role) = options.officer {
        runtime.block_on(welcome(home, options, &folder, role))?;
        return Ok(Exit::Good);
    }
    let machine_key = runtime.block_on(async {
        let entropy: Arc<dyn Entropy> = Arc::new(System);
        let (settings, store) = read_local(home, &options.store)?;
        let opened = open(home, None, &settings, &store, &entropy).await?;
        let store = opened.authority.store().clone();
        let key = play(home, options, opened, &entropy, &folder).await;
        store.close().await;
        key
    })?;
    let key_path = folder.join("machine.key");
    atomic::write(&key_path, machine_key.as_bytes(), Access::Secret)?;
    let people = folder.join("people.csv");
    write_people(&people, options.people, clock::now())?;
    let request = folder.join("request.json");
    atomic::write(
        &request,
        request_text(clock::now()).as_bytes(),
        Access::Public,
    )?;
    let good = GOOD.render();
    line(&format!(
        "{good}✔{RESET} founded: a ministry, two clinics, a desk and a review board"
    ))?;
    line(&format!(
        "{good}✔{RESET} made {}: {} invented people, a few rows of them wrong on purpose",
        people.display(),
        options.people
    ))?;
    line(&format!(
        "{}The keys of its officers lie unguarded in {}: this is no authority to issue with in \
         earnest.{RESET}",
        FAINT.render(),
        folder.display()
    ))?;
    Ok(Exit::Good)
}

/// Appoints whoever tries the desk, beside the service that runs.
async fn welcome(
    home: &Home,
    options: &DemoOptions,
    folder: &Path,
    role: DemoRole,
) -> Result<(), CliError> {
    let entropy: Arc<dyn Entropy> = Arc::new(System);
    let (settings, store) = read_local(home, &options.store)?;
    let authority = open_beside(home, &settings, &store, &entropy).await?;
    let origin = settings.origins.first().map_or("", String::as_str);
    let appointed = appoint_visitor(&authority, folder, origin, role).await;
    authority.store().clone().close().await;
    appointed
}

/// Founds the authority, now or where its story begins; then the ledger's clock is the story's.
/// Gives the key of the machine.
async fn play(
    home: &Home,
    options: &DemoOptions,
    mut opened: Opened,
    entropy: &Arc<dyn Entropy>,
    folder: &Path,
) -> Result<String, CliError> {
    let now = clock::now();
    if !options.story {
        let _going = opened.keep_ledger_going(entropy);
        let authority = &opened.authority;
        let staff = found(authority, folder, now - FOUNDING_SECS).await?;
        return staff.machine_key(authority, now).await;
    }
    let begun_at = Story::begins_at(now);
    if opened.signs_from > begun_at {
        return Err(CliError::Younger {
            signs_from: render_date(opened.signs_from),
            begins: render_date(begun_at),
        });
    }
    let today = Today::from(begun_at);
    let _going = opened.keep_ledger_going_by(today.clock(), entropy);
    let authority = &opened.authority;
    let staff = found(authority, folder, begun_at).await?;
    Story::of(home, (authority, opened.gate()), &staff, &today)
        .play(folder)
        .await?;
    today.set(now);
    staff.machine_key(authority, now).await
}

/// A request for one pass, as `POST /api/v1/passes` takes it.
fn request_text(now: i64) -> String {
    const MONTH_SECS: i64 = 30 * 86_400;
    let request = serde_json::json!({
        "name": {"surname": "Приклад", "forename": "Юлія", "language": "uk"},
        "birth_date": "1971-08-30",
        "document": {"type": "passport", "country": "XX", "number": "D99999999"},
        "lot": "LOT1",
        "vaccination": {
            "vaccine": "1119349007", "product": "EU/1/20/1528",
            "manufacturer": "ORG-100030215", "dose": 2, "doses": 2,
            "date": render_date(now.saturating_sub(MONTH_SECS)),
        },
    });
    format!("{request:#}\n")
}
