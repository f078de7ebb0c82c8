//! The routes under `/api/v1`, by what they are about.

#[expect(unused_qualifications, reason = "utoipa writes them")]
mod acts;
mod api_keys;
pub(crate) mod appeals;
mod asked;
mod beginning;
mod corrections;
mod deliveries;
mod disclosures;
mod door;
#[expect(unused_qualifications, reason = "utoipa writes them")]
pub(crate) mod filings;
mod forms;
#[expect(unused_qualifications, reason = "utoipa writes them")]
mod holders;
#[expect(unused_qualifications, reason = "utoipa writes them")]
mod imports;
#[expect(unused_qualifications, reason = "utoipa writes them")]
mod light;
pub(crate) mod links;
#[expect(unused_qualifications, reason = "utoipa writes them")]
mod lists;
mod mandates;
mod oidc;
#[expect(unused_qualifications, reason = "utoipa writes them")]
mod own_looks;
mod passes;
pub(crate) mod petitions;
mod policies;
pub(crate) mod proposals;
mod record;
mod session;
mod staff;
mod template;

use axum::Router;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;

pub(crate) use base16ct::lower::encode_string as hex;

/// Those that ask for no account, and may be asked through a relay.
pub(crate) fn anonymous() -> Router<App> {
    OpenApiRouter::new()
        .merge(filings::anonymous())
        .merge(petitions::anonymous())
        .merge(appeals::followed())
        .split_for_parts()
        .0
}

/// All of them.
pub(crate) fn all() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(session::begin))
        .routes(routes!(session::finish))
        .routes(routes!(session::end))
        .routes(routes!(oidc::begin))
        .routes(routes!(oidc::finish))
        .routes(routes!(oidc::begin_binding))
        .routes(routes!(oidc::bind))
        .routes(routes!(session::me))
        .routes(routes!(own_looks::own_looks))
        .routes(routes!(beginning::registration_options))
        .routes(routes!(beginning::register))
        .routes(routes!(beginning::found))
        .routes(routes!(beginning::join))
        .routes(routes!(beginning::act))
        .routes(routes!(beginning::options))
        .routes(routes!(beginning::sign))
        .routes(routes!(staff::view))
        .routes(routes!(staff::invite))
        .routes(routes!(staff::registered))
        .routes(routes!(api_keys::give, api_keys::list))
        .routes(routes!(api_keys::withdraw))
        .routes(routes!(passes::issue))
        .routes(routes!(passes::preview))
        .merge(about_holders())
        .merge(about_acts())
        .merge(filings::all())
        .merge(petitions::all())
        .merge(appeals::all())
        .routes(routes!(imports::import, imports::list))
        .routes(routes!(imports::show))
        .routes(routes!(imports::errors))
        .routes(routes!(deliveries::import))
        .routes(routes!(deliveries::errors))
        .routes(routes!(deliveries::hold))
        .routes(routes!(template::template))
        .routes(routes!(policies::list))
        .routes(routes!(lists::alarms))
        .routes(routes!(lists::holds))
        .routes(routes!(lists::tallies))
        .routes(routes!(lists::metrics))
}

fn about_holders() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(holders::find))
        .routes(routes!(holders::open))
        .routes(routes!(holders::print))
        .routes(routes!(holders::code))
        .routes(routes!(holders::reissue))
        .routes(routes!(corrections::correct))
        .routes(routes!(mandates::give))
        .routes(routes!(mandates::end))
        .routes(routes!(mandates::hand_over))
        .routes(routes!(mandates::own))
        .routes(routes!(door::collect))
        .routes(routes!(door::own))
        .routes(routes!(door::export))
        .routes(routes!(door::own_pass))
        .routes(routes!(light::own))
        .routes(routes!(light::at_desk))
        .routes(routes!(door::represented))
        .routes(routes!(door::forget))
        .routes(routes!(links::make))
        .routes(routes!(links::revoke))
}

fn about_acts() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(acts::prepare))
        .routes(routes!(acts::propose, acts::list))
        .routes(routes!(acts::show))
        .routes(routes!(acts::receipt))
        .routes(routes!(acts::challenge))
        .routes(routes!(acts::approve))
        .routes(routes!(acts::notice))
        .routes(routes!(acts::drop_act))
        .routes(routes!(disclosures::open))
}
