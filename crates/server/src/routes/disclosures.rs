//! Records that are handed to a court or a body named by law, by an act of two offices (G11).

use axum::Json;
use axum::extract::{Path, State};
use cleanbill_issuer::role::Permission;

use crate::ServerError;
use crate::app::App;
use crate::problem::Problem;
use crate::routes::record::RecordRead;
use crate::sign_in::Signed;

/// Open the record that a disclosure in force hands over. Each time is a look, which the holder
/// sees at once, or once a court's delay is over.
#[utoipa::path(
    post, path = "/api/v1/acts/{act}/open", tag = "acts",
    params(("act" = String, Path, description = "The act of disclosure, by id")),
    security(("bearer" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "The record", body = RecordRead),
        (status = 403, description = "Not in this role", body = Problem),
        (status = 404, description = "No such act, or of another kind", body = Problem),
        (status = 422, description = "Not in force, or not signed as it has to be", body = Problem)
    )
)]
pub(crate) async fn open(
    State(app): State<App>,
    signed: Signed,
    Path(act): Path<String>,
) -> Result<Json<RecordRead>, ServerError> {
    signed.caller.may(Permission::Erase)?;
    let record = app
        .authority
        .open_disclosed(&signed.caller, &act, app.now());
    Ok(Json(RecordRead::of(&record.await?)?))
}
