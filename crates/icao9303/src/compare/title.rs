//! Titles, which one authority writes and another does not (ICAO Doc 9303, part 3, section 4.6:
//! prefixes and suffixes are no part of the identifiers unless the state says so).

const BEFORE: [&str; 9] = ["DIPL", "DR", "ING", "MAG", "MR", "MRS", "MS", "PHD", "PROF"];
const AFTER: [&str; 3] = ["JR", "PHD", "SR"];

/// The components without titles, of which at least one stays.
pub(super) fn without_titles<T>(mut components: &[T], text: impl Fn(&T) -> String) -> &[T] {
    while let [first, rest @ ..] = components
        && !rest.is_empty()
        && BEFORE.contains(&text(first).as_str())
    {
        components = rest;
    }
    while let [rest @ .., last] = components
        && !rest.is_empty()
        && AFTER.contains(&text(last).as_str())
    {
        components = rest;
    }
    components
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_always_left() {
        let left = |text: &str| {
            let components: Vec<&str> = text.split(' ').collect();
            without_titles(&components, |text| (*text).to_owned()).join(" ")
        };
        assert_eq!(left("PROF DR BEISPIEL"), "BEISPIEL");
        assert_eq!(left("BEISPIEL JR"), "BEISPIEL");
        assert_eq!(left("DR"), "DR");
        assert_eq!(left("DR ING"), "ING");
        assert_eq!(left("JR SR"), "JR");
        assert_eq!(left("VAN DR LAAN"), "VAN DR LAAN");
    }
}
