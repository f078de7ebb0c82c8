//! Who asks for a page gets a page, also where no route was reached: too often, too slowly, at an
//! address that there is not.

use axum::extract::Request;
use axum::http::header;
use axum::response::Response;
use cleanbill_pages::Place;

use super::answer::told;
use super::language::Asked;
use super::trouble::problem;
use crate::problem::{PROBLEM_JSON, Refused};

/// Who asks for a page, in which language.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Visitor {
    asked: Asked,
    place: Place,
}

impl Visitor {
    /// Of a request for a page; `None` for any other.
    pub(crate) fn of(request: &Request) -> Option<Self> {
        Some(Self {
            place: place_of(request.uri().path())?,
            asked: Asked::of(request.uri(), request.headers()),
        })
    }

    /// The answer, with a page in the place of problem details.
    pub(crate) fn shown(self, response: Response) -> Response {
        let kind = response.headers().get(header::CONTENT_TYPE);
        let refused = response.extensions().get::<Refused>();
        match refused {
            Some(Refused(error)) if kind.is_some_and(|kind| kind == PROBLEM_JSON) => {
                let frame = self.asked.frame(self.place);
                let page = frame.problem(&problem(self.place, error));
                told(response, page)
            }
            _ => response,
        }
    }
}

/// Where in the menu an address is; `None` for what is no page.
fn place_of(path: &str) -> Option<Place> {
    let is_in = |place: &Place| {
        let rest = path.strip_prefix(place.path());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    // The first page's address is the beginning of all others.
    Place::ALL.into_iter().rev().find(is_in)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_in_its_place_of_the_menu() {
        let cases = [
            ("/public", Some(Place::Home)),
            ("/public/", Some(Place::Home)),
            ("/public/appeal/withdraw", Some(Place::Appeal)),
            ("/public/appeals", Some(Place::Home)),
            ("/public/petitions/00ff", Some(Place::Petitions)),
            ("/publicity", None),
            ("/api/v1/public", None),
            ("/", None),
        ];
        for (path, place) in cases {
            assert_eq!(place_of(path), place, "{path}");
        }
    }
}
