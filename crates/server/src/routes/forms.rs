//! In which form a pass is handed over: text, a page, a picture, or FHIR.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use cleanbill_authority::Handout;
use cleanbill_paper::{Printing, Stamp, read_pass, render_a4, render_a4_large, render_card};
use cleanbill_qr::write::{Style, png};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::ServerError;
use crate::app::App;
use crate::layers::single;
use crate::routes::door::PassText;
use crate::routes::hex;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Format {
    /// The text of the code, as JSON.
    Json,
    /// A page.
    Pdf,
    /// The code alone, as a picture.
    Png,
    /// What the pass stands on, as a bundle of FHIR R4.
    Fhir,
}

/// What kind of page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Layout {
    /// A4, folded once.
    #[default]
    A4,
    /// The same in large print.
    Large,
    /// Three panels that are folded to a card.
    Card,
}

/// How a pass is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Form {
    /// In which form; without it, as the header `Accept` says, else as JSON.
    format: Option<Format>,
    /// Which page, for PDF; A4 without it.
    #[serde(default)]
    layout: Option<Layout>,
    /// Language of a page, such as `fr`; without it, as the header `Accept-Language` says, else
    /// English.
    #[param(max_length = 35)]
    lang: Option<String>,
}

const JSON: &str = "application/json";
const PDF: &str = "application/pdf";
const PNG: &str = "image/png";
const FHIR: &str = "application/fhir+json";

impl Format {
    const ALL: [(Self, &'static str); 4] = [
        (Self::Json, JSON),
        (Self::Pdf, PDF),
        (Self::Png, PNG),
        (Self::Fhir, FHIR),
    ];

    const fn media_type(self) -> &'static str {
        match self {
            Self::Json => JSON,
            Self::Pdf => PDF,
            Self::Png => PNG,
            Self::Fhir => FHIR,
        }
    }
}

impl Form {
    pub(crate) const fn new(
        format: Option<Format>,
        layout: Option<Layout>,
        lang: Option<String>,
    ) -> Self {
        Self {
            format,
            layout,
            lang,
        }
    }

    pub(crate) fn format(&self, headers: &HeaderMap) -> Format {
        let accepted = || {
            let said = single(headers, &header::ACCEPT)?;
            let mut wished = weighted(said).into_iter();
            wished.find_map(|wish| {
                let mut all = Format::ALL.into_iter();
                all.find_map(|(format, name)| name.eq_ignore_ascii_case(wish).then_some(format))
            })
        };
        self.format.or_else(accepted).unwrap_or(Format::Json)
    }

    fn language(&self, headers: &HeaderMap) -> String {
        let said = || single(headers, &header::ACCEPT_LANGUAGE).map(weighted);
        let language = self.lang.as_deref();
        let language = language.or_else(|| said()?.first().copied());
        language.unwrap_or("en").to_owned()
    }

    /// A page's words beside what the code says.
    pub(crate) fn printing(
        &self,
        app: &App,
        headers: &HeaderMap,
        receipt: Option<String>,
        collection_code: Option<String>,
    ) -> Printing {
        let id: [u8; 16] = app.draw();
        Printing {
            stamp: Stamp {
                document_id: hex(&id),
                created_at: app.now(),
            },
            language: self.language(headers),
            offset_secs: app.settings.utc_offset_secs,
            receipt,
            collection_code,
        }
    }
}

/// The members of a list with weights (RFC 9110, section 12.4.2), the most wished first; what has
/// the weight nought is left out.
fn weighted(list: &str) -> Vec<&str> {
    const MEMBERS_MAX: usize = 32;
    let members = list.split(',').take(MEMBERS_MAX);
    let mut members: Vec<(i32, &str)> = members
        .filter_map(|member| {
            let mut parts = member.split(';').map(str::trim);
            let name = parts.next().filter(|name| !name.is_empty())?;
            let weight = parts.find_map(|part| part.strip_prefix("q="));
            let weight = weight.map_or(Some(1.0), |weight| weight.parse::<f32>().ok())?;
            #[expect(clippy::cast_possible_truncation, reason = "between 0 and 1000")]
            let thousandths = (weight.clamp(0.0, 1.0) * 1_000.0) as i32;
            (thousandths > 0).then_some((thousandths, name))
        })
        .collect();
    members.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    members.into_iter().map(|(_, name)| name).collect()
}

/// A document of this media type. That nobody keeps it, the outermost layer says.
fn document(media_type: &'static str, body: impl IntoResponse) -> Response {
    let mut response = body.into_response();
    let media_type = HeaderValue::from_static(media_type);
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, media_type);
    response
}

pub(crate) fn fhir(bundle: String) -> Response {
    document(FHIR, bundle)
}

pub(crate) fn pdf(page: Vec<u8>) -> Response {
    document(PDF, page)
}

/// A pass in a form other than FHIR.
pub(crate) async fn hand_over(
    app: &App,
    (form, headers): (&Form, &HeaderMap),
    handout: Handout,
    code: Option<String>,
) -> Result<Response, ServerError> {
    let format = form.format(headers);
    match format {
        Format::Json => Ok(axum::Json(PassText::new(handout.text)).into_response()),
        Format::Png => {
            let draw = move || Ok(png(&handout.text, &Style::default())?);
            Ok(document(format.media_type(), app.press.draw(draw).await?))
        }
        Format::Pdf | Format::Fhir => {
            let printing = form.printing(app, headers, Some(hex(&handout.receipt)), code);
            let render = match form.layout.unwrap_or_default() {
                Layout::A4 => render_a4,
                Layout::Large => render_a4_large,
                Layout::Card => render_card,
            };
            let draw = move || Ok(render(&read_pass(&handout.text, printing)?)?);
            Ok(pdf(app.press.draw(draw).await?))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepting(accept: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, accept.parse().unwrap());
        headers
    }

    #[test]
    fn the_query_goes_before_the_header_and_json_is_for_all_others() {
        let form = Form::default();
        for (accept, format) in [
            ("application/pdf", Format::Pdf),
            (
                "text/html, application/PDF;q=0.5, image/png;q=0.9",
                Format::Png,
            ),
            (
                "application/json;q=0.1, application/fhir+json",
                Format::Fhir,
            ),
            ("application/pdf;q=0", Format::Json),
            ("application/pdf;q=x", Format::Json),
            ("*/*", Format::Json),
            (";;;,,,", Format::Json),
        ] {
            assert_eq!(form.format(&accepting(accept)), format, "{accept}");
        }
        let form = Form {
            format: Some(Format::Png),
            ..Form::default()
        };
        assert_eq!(form.format(&accepting(PDF)), Format::Png);
    }

    #[test]
    fn the_most_wished_language_is_taken() {
        let mut headers = HeaderMap::new();
        let said = "en;q=0.5, fr-CH, de;q=0.7".parse().unwrap();
        headers.insert(header::ACCEPT_LANGUAGE, said);
        assert_eq!(Form::default().language(&headers), "fr-CH");
        assert_eq!(Form::default().language(&HeaderMap::new()), "en");
    }
}
