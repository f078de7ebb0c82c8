//! Where all begins.

use cleanbill_wording::PageText;
use maud::html;

use crate::frame::{Frame, Place};

impl Frame<'_> {
    /// What can be done here.
    #[must_use]
    pub fn home(&self) -> String {
        let ways = [
            (Place::Appeal, PageText::MenuAppeal, PageText::AppealIntro),
            (Place::File, PageText::MenuFile, PageText::FileIntro),
            (
                Place::Petitions,
                PageText::MenuPetitions,
                PageText::SignIntro,
            ),
            (Place::Follow, PageText::MenuFollow, PageText::FollowIntro),
            (Place::Board, PageText::MenuBoard, PageText::BoardIntro),
            (Place::Ledger, PageText::LedgerMenu, PageText::LedgerIntro),
        ];
        let content = html! {
            p.lead { (self.say(PageText::Intro)) }
            ul.ways {
                @for (place, name, about) in ways {
                    li {
                        h2 { a href=(self.link(place.path())) { (self.say(name)) } }
                        p { (self.say(about)) }
                    }
                }
            }
        };
        self.page(&self.say(PageText::Title), &content)
    }
}
