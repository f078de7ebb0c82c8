use clap::Args;
use cleanbill_policy::{Essential, Place, Region};

use crate::clock::parse_time;

/// Which door asks, and when.
#[derive(Args)]
pub(crate) struct DoorOptions {
    /// Answer for a kind of place, such as `concert`, under the policy in force there
    #[arg(long, value_name = "KIND", value_parser = parse_place, requires = "region")]
    pub(crate) place: Option<Place>,
    /// Where the place is: a country as RU, or a part of one as RU-TA (ISO 3166)
    #[arg(long, value_name = "REGION", value_parser = parse_region, requires = "place")]
    pub(crate) region: Option<Region>,
    /// Check as of this time instead of now: RFC 3339, a date, or Unix seconds
    #[arg(long, value_name = "TIME", value_parser = parse_time, allow_negative_numbers = true)]
    pub(crate) at: Option<i64>,
    /// Judge the age of the data as if this machine's clock showed this time
    #[arg(long, value_name = "TIME", value_parser = parse_time, allow_negative_numbers = true)]
    pub(crate) clock: Option<i64>,
}

pub(super) fn parse_place(name: &str) -> Result<Place, String> {
    let unknown = || {
        let names: Vec<&str> = Place::ALL.iter().map(|place| place.name()).collect();
        format!("the kinds of place are {}", names.join(", "))
    };
    match (Place::parse(name), Essential::parse(name)) {
        (Some(place), _) => Ok(place),
        (None, Some(essential)) => Err(format!(
            "nobody may be asked for a pass there: {} is essential",
            essential.name()
        )),
        (None, None) => Err(unknown()),
    }
}

pub(super) fn parse_region(text: &str) -> Result<Region, String> {
    Region::parse(text).ok_or_else(|| "write a country as RU, or a part of one as RU-TA".into())
}
