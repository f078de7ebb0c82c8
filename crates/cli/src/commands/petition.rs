//! `cleanbill petition`: petitions, from the first text to the recount by a stranger.

mod count;
mod counter;
mod office;
mod people;
mod published;

use std::sync::Arc;

use cleanbill_forum::petitions::{Petitions, PetitionsError};
use cleanbill_issuer::caps::day_of;
use cleanbill_store::Store;
use tokio::runtime::Runtime;

use crate::args::{PetitionAction, StoreOptions};
use crate::clock;
use crate::commands::serve::read_store;
use crate::error::CliError;
use crate::exit::Exit;
use crate::home::Home;
use crate::petition_keys::{FileKeys, System};

pub(crate) fn run(home: &Home, action: &PetitionAction) -> Result<Exit, CliError> {
    match action {
        PetitionAction::Count(options) => count::run(options),
        PetitionAction::Open(options) => office::open(home, options),
        PetitionAction::Vouchers(options) => office::vouchers(home, options),
        PetitionAction::Release(options) => office::release(home, options),
        PetitionAction::Exchange(options) => people::exchange(home, options),
        PetitionAction::Sign(options) => people::sign(home, options),
    }
}

/// The service of petitions over the authority's database.
struct Office {
    runtime: Runtime,
    petitions: Petitions,
}

impl Office {
    fn at(home: &Home, options: &StoreOptions) -> Result<Self, CliError> {
        let config = read_store(home, options)?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|_| CliError::Threads)?;
        let store = runtime.block_on(Store::open(&config));
        let store = store.map_err(|error| failed(error.into()))?;
        let keys = Arc::new(FileKeys::of(home));
        let petitions = Petitions::new(&store, keys, Arc::new(System));
        Ok(Self { runtime, petitions })
    }

    fn wait<T>(
        &self,
        future: impl Future<Output = Result<T, PetitionsError>>,
    ) -> Result<T, CliError> {
        self.runtime.block_on(future).map_err(failed)
    }
}

pub(super) fn failed(error: PetitionsError) -> CliError {
    CliError::Petition { error }
}

fn today() -> i32 {
    day_of(clock::now())
}
