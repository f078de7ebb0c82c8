//! Finding the pages, and saying where they are.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use cleanbill_server::{Site, Sites};

use super::published::Installed;
use crate::error::{CliError, ServeError};
use crate::home::Home;
use crate::output::{OPEN, RESET, line};

/// The name of their folder.
const PAGES: &str = "pages";

/// The pages in the folder that is named, else in the data folder, else beside this program, else
/// none.
pub(super) fn find(home: &Home, named: Option<&Path>) -> Result<Sites, CliError> {
    let folder = match named {
        Some(folder) => Some(folder.to_owned()),
        None => own_folders(home).find(|folder| folder.is_dir()),
    };
    let Some(folder) = folder else {
        return Ok(Sites::default());
    };
    let [home_site, door] = ["home", "door"].map(|name| site(&folder.join(name)));
    let sites = Sites {
        home: home_site?,
        door: door?,
        publishing: Some(Arc::new(Installed::of(home))),
    };
    if sites.home.is_none() && sites.door.is_none() {
        return Err(ServeError::NoPages { folder }.into());
    }
    Ok(sites)
}

fn own_folders(home: &Home) -> impl Iterator<Item = PathBuf> {
    let program = std::env::current_exe().ok();
    let beside = program.and_then(|program| Some(program.parent()?.join(PAGES)));
    [home.folder().join(PAGES)].into_iter().chain(beside)
}

fn site(folder: &Path) -> Result<Option<Site>, ServeError> {
    if !folder.is_dir() {
        return Ok(None);
    }
    let site = Site::read(folder).map_err(|error| ServeError::Site {
        folder: folder.to_owned(),
        error,
    })?;
    Ok(Some(site))
}

/// Where somebody opens them; how to get them, where there are none.
pub(super) fn tell(
    sites: &Sites,
    scheme: &str,
    address: SocketAddr,
    check: Option<SocketAddr>,
) -> Result<(), CliError> {
    let homes = sites.home.iter().flat_map(|site| {
        let pages = ["wallet", "desk", "verify"].into_iter();
        pages.filter(|page| site.has_page(page))
    });
    for page in homes {
        line(&format!("  {scheme}://{address}/{page}/"))?;
    }
    match (&sites.door, check) {
        (Some(_), Some(check)) => {
            line(&format!("  {scheme}://{check}/check/ checks passes"))?;
            line(&format!(
                "  {scheme}://{check}/update/ sets a device up for that"
            ))
        }
        (Some(_), None) => Ok(()),
        (None, _) => line(&format!(
            "{}!{RESET} there are no pages to check with: build them (web/README.md) and name \
             their folder by --pages",
            OPEN.render()
        )),
    }
}
