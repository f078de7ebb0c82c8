//! Keyboard layouts, undone.
//!
//! A hardware scanner types like a US keyboard. On a computer set to another layout the same keys
//! give other characters; these tables lead them back. They cover `HC1:` and Base45 only.

/// One layout: what a scanner's text begins with there, and how characters lead back.
pub(crate) struct Layout {
    /// How `HC1:` comes out.
    pub(crate) prefix: &'static str,
    /// What came out → what was meant; characters not listed are themselves.
    pairs: &'static [(char, &'static str)],
}

pub(crate) const RUSSIAN: Layout = Layout {
    prefix: "РС1Ж",
    pairs: &[
        ('Й', "Q"),
        ('Ц', "W"),
        ('У', "E"),
        ('К', "R"),
        ('Е', "T"),
        ('Н', "Y"),
        ('Г', "U"),
        ('Ш', "I"),
        ('Щ', "O"),
        ('З', "P"),
        ('Ф', "A"),
        ('Ы', "S"),
        ('В', "D"),
        ('А', "F"),
        ('П', "G"),
        ('Р', "H"),
        ('О', "J"),
        ('Л', "K"),
        ('Д', "L"),
        ('Я', "Z"),
        ('Ч', "X"),
        ('С', "C"),
        ('М', "V"),
        ('И', "B"),
        ('Т', "N"),
        ('Ь', "M"),
        (';', "$"),
        ('ю', "."),
        ('.', "/"),
        ('Ж', ":"),
    ],
};

/// The key for `+` is dead there: with a following vowel it makes one letter.
pub(crate) const GERMAN: Layout = Layout {
    prefix: "HC1Ö",
    pairs: &[
        ('Z', "Y"),
        ('Y', "Z"),
        ('(', "*"),
        ('`', "+"),
        ('ß', "-"),
        ('-', "/"),
        ('Ö', ":"),
        ('À', "+A"),
        ('È', "+E"),
        ('Ì', "+I"),
        ('Ò', "+O"),
        ('Ù', "+U"),
    ],
};

pub(crate) const FRENCH: Layout = Layout {
    prefix: "HC&M",
    pairs: &[
        ('A', "Q"),
        ('Q', "A"),
        ('Z', "W"),
        ('W', "Z"),
        ('M', ":"),
        ('?', "M"),
        ('&', "1"),
        ('é', "2"),
        ('"', "3"),
        ('\'', "4"),
        ('(', "5"),
        ('-', "6"),
        ('è', "7"),
        ('_', "8"),
        ('ç', "9"),
        ('à', "0"),
        ('4', "$"),
        ('5', "%"),
        ('8', "*"),
        (')', "-"),
        (':', "."),
        ('!', "/"),
    ],
};

impl Layout {
    /// What the scanner meant, if `text` looks typed in this layout.
    pub(crate) fn undo(&self, text: &str) -> Option<String> {
        if !text.starts_with(self.prefix) {
            return None;
        }
        let mut meant = String::with_capacity(text.len());
        for character in text.chars() {
            match self.pairs.iter().find(|(typed, _)| *typed == character) {
                Some((_, original)) => meant.push_str(original),
                None => meant.push(character),
            }
        }
        Some(meant)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Types `text` on a US scanner into a computer with this layout.
    fn typed(layout: &Layout, text: &str) -> String {
        let meant_by = |wanted: char| {
            let pair = layout
                .pairs
                .iter()
                .find(|(_, meant)| meant.chars().eq([wanted]));
            pair.map_or(wanted, |(typed, _)| *typed)
        };
        text.chars().map(meant_by).collect()
    }

    #[test]
    fn every_character_of_base45_leads_back() {
        let text = "HC1:0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
        for layout in [RUSSIAN, GERMAN, FRENCH] {
            let mangled = typed(&layout, text);
            assert_ne!(mangled, text);
            assert!(mangled.starts_with(layout.prefix), "{mangled}");
            assert_eq!(layout.undo(&mangled).as_deref(), Some(text));
        }
    }

    #[test]
    fn the_german_dead_key_leads_back() {
        assert_eq!(GERMAN.undo("HC1ÖÀÙ").as_deref(), Some("HC1:+A+U"));
    }

    #[test]
    fn other_text_is_left_alone() {
        for layout in [RUSSIAN, GERMAN, FRENCH] {
            assert_eq!(layout.undo("HC1:ABC"), None);
            assert_eq!(layout.undo(""), None);
        }
    }
}
