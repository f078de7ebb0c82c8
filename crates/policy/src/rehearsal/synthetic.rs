//! Made-up passes, for rehearsals where there are no statistics.
//!
//! All shares are assumptions, in thousandths; `docs/REHEARSAL.md` has the same tables. The same
//! count, seed, instant and zone give the same passes, each by its number alone.

mod generator;
mod json;

use cleanbill_health::{
    BirthDate, Code, CodeSystem, DAY_SECS, Event, Exemption, Name, Person, Record, Recovery, Test,
    TestMethod, TestResult, Vaccination,
};
use jiff::civil::Date;
use serde_json::Value as Json;

use self::generator::{Generator, Shares};
use crate::Zone;
use crate::policy::covid_19;

/// The version of the tables and of the way they are drawn from: another one is another
/// population.
pub const MODEL: u32 = 1;

/// A made-up population.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Synthetic {
    /// How many passes.
    pub count: u64,
    /// Which draw.
    pub seed: u64,
    /// The instant that dates are relative to, Unix seconds.
    pub at: i64,
    /// Where its days begin.
    pub zone: Zone,
}

/// Holders by five-year bands: the first year of each.
const AGES: Shares<u32> = (
    (5, 0),
    &[
        (10, 5),
        (20, 10),
        (45, 15),
        (55, 20),
        (65, 25),
        (95, 30),
        (95, 35),
        (90, 40),
        (85, 45),
        (75, 50),
        (80, 55),
        (85, 60),
        (75, 65),
        (55, 70),
        (25, 75),
        (25, 80),
        (10, 85),
        (5, 90),
    ],
);

#[derive(Clone, Copy)]
enum Kind {
    Vaccination,
    Recovery,
    Test,
    Exemption,
}

const KINDS_BELOW_12: Shares<Kind> = (
    (600, Kind::Recovery),
    &[(395, Kind::Test), (5, Kind::Exemption)],
);
const KINDS_BELOW_18: Shares<Kind> = (
    (250, Kind::Vaccination),
    &[
        (500, Kind::Recovery),
        (240, Kind::Test),
        (10, Kind::Exemption),
    ],
);
const KINDS: Shares<Kind> = (
    (700, Kind::Vaccination),
    &[
        (240, Kind::Recovery),
        (55, Kind::Test),
        (5, Kind::Exemption),
    ],
);

/// Products with the doses of their series.
const PRODUCTS: Shares<(&str, u32)> = (
    (600, ("Sputnik-V", 2)),
    &[
        (80, ("Sputnik-Light", 1)),
        (40, ("EpiVacCorona", 2)),
        (30, ("CoviVac", 2)),
        (150, ("EU/1/20/1528", 2)),
        (40, ("EU/1/20/1507", 2)),
        (40, ("EU/1/21/1529", 2)),
        (20, ("EU/1/20/1525", 1)),
    ],
);

/// How far in the series the pass is.
#[derive(Clone, Copy)]
enum Progress {
    Started,
    Complete,
    Boosted,
}

const SERIES_OF_TWO: Shares<Progress> = (
    (50, Progress::Started),
    &[(930, Progress::Complete), (20, Progress::Boosted)],
);
const SERIES_OF_ONE: Shares<Progress> = ((980, Progress::Complete), &[(20, Progress::Boosted)]);

/// Days since the dose: first and last, even within.
const DOSE_DAYS: Shares<(u32, u32)> = (
    (150, (0, 30)),
    &[
        (250, (31, 90)),
        (350, (91, 182)),
        (200, (183, 365)),
        (50, (366, 450)),
    ],
);

/// Days since the first positive test.
const RECOVERY_DAYS: Shares<(u32, u32)> = (
    (250, (11, 60)),
    &[(400, (61, 182)), (300, (183, 365)), (50, (366, 450))],
);
/// The EU's own span of a recovery, in days: from the 11th to the 180th.
const RECOVERY_SPAN: (i64, i64) = (11, 180);

const METHODS: Shares<TestMethod> = (
    (700, TestMethod::Pcr),
    &[(200, TestMethod::Antigen), (100, TestMethod::Antibody)],
);
/// Minutes since the sample was taken.
const SAMPLE_MINUTES: Shares<(u32, u32)> = (
    (600, (0, 2_879)),
    &[(250, (2_880, 4_319)), (150, (4_320, 10_079))],
);
/// The same of antibodies: to 300 days.
const ANTIBODY_MINUTES: Shares<(u32, u32)> = ((1_000, (0, 431_999)), &[]);
const FOUND: Shares<TestResult> = ((970, TestResult::Negative), &[(30, TestResult::Positive)]);
const ANTIBODIES_FOUND: Shares<TestResult> =
    ((900, TestResult::Positive), &[(100, TestResult::Negative)]);

/// Days since an exemption began.
const EXEMPTION_BEGAN: Shares<(u32, u32)> = ((1_000, (1, 90)), &[]);
/// Days to its end, less 10: some are over.
const EXEMPTION_ENDS: Shares<(u32, u32)> = ((1_000, (0, 190)), &[]);

impl Synthetic {
    /// The pass of a number, from 0.
    #[must_use]
    pub fn pass(&self, number: u64) -> Record {
        let mut draw = Generator::new(self.seed, number);
        let today = self.zone.day(self.at).unwrap_or_default();
        let age = draw.share(AGES) + draw.below(5);
        let kinds = match age {
            0..12 => KINDS_BELOW_12,
            12..18 => KINDS_BELOW_18,
            _ => KINDS,
        };
        let birth_date = born(today, age, draw.below(365));
        let event = match draw.share(kinds) {
            Kind::Vaccination => vaccination(&mut draw, today),
            Kind::Recovery => recovery(&mut draw, today),
            Kind::Test => test(&mut draw, self.at),
            Kind::Exemption => exemption(&mut draw, today),
        };
        Record {
            person: Person {
                surname: Name::default(),
                forename: Name::default(),
                birth_date,
            },
            events: vec![event],
        }
    }

    /// The same as DCC JSON (schema 1.3.0), for business rules. It names nobody.
    #[must_use]
    pub fn dcc(record: &Record) -> Json {
        json::render(record)
    }
}

/// Born so many whole years and days ago.
fn born(today: Date, age: u32, days: u32) -> Option<BirthDate> {
    let years = i16::try_from(age).ok()?;
    let (year, month) = (today.year() - years, today.month());
    // On 29 February, years ago may have had none.
    let birthday = Date::new(year, month, today.day().min(28)).ok()?;
    Some(BirthDate::Day(days_from(birthday, -i64::from(days))))
}

fn days_from(day: Date, days: i64) -> Date {
    day.saturating_add(jiff::Span::new().days(days))
}

fn days_before(draw: &mut Generator, today: Date, shares: Shares<(u32, u32)>) -> Date {
    let (first, last) = draw.share(shares);
    let days = draw.between(first, last);
    days_from(today, -i64::from(days))
}

fn vaccination(draw: &mut Generator, today: Date) -> Event {
    let (product, doses) = draw.share(PRODUCTS);
    let series = if doses == 1 {
        SERIES_OF_ONE
    } else {
        SERIES_OF_TWO
    };
    let dose = match draw.share(series) {
        Progress::Started => 1,
        Progress::Complete => doses,
        Progress::Boosted => doses + 1,
    };
    Event::Vaccination(Vaccination {
        disease: Some(covid_19()),
        vaccine: Some(Code::new(CodeSystem::Atc, "J07BX03")),
        product: Some(Code::new(CodeSystem::EuProduct, product)),
        dose: Some(dose),
        doses: Some(doses),
        date: Some(days_before(draw, today, DOSE_DAYS)),
    })
}

fn recovery(draw: &mut Generator, today: Date) -> Event {
    let first_positive = days_before(draw, today, RECOVERY_DAYS);
    let (from, until) = RECOVERY_SPAN;
    Event::Recovery(Recovery {
        disease: Some(covid_19()),
        first_positive: Some(first_positive),
        valid_from: Some(days_from(first_positive, from)),
        valid_until: Some(days_from(first_positive, until)),
    })
}

fn test(draw: &mut Generator, at: i64) -> Event {
    let method = draw.share(METHODS);
    let (minutes, found) = match method {
        TestMethod::Antibody => (ANTIBODY_MINUTES, ANTIBODIES_FOUND),
        TestMethod::Pcr | TestMethod::Antigen => (SAMPLE_MINUTES, FOUND),
    };
    let (first, last) = draw.share(minutes);
    let minutes = i64::from(draw.between(first, last));
    let device = Code::new(CodeSystem::EuTestDevice, "1232");
    Event::Test(Test {
        disease: Some(covid_19()),
        method: Some(method),
        device: (method == TestMethod::Antigen).then_some(device),
        sampled_at: Some(at.saturating_sub(minutes * 60)),
        result: Some(draw.share(found)),
    })
}

fn exemption(draw: &mut Generator, today: Date) -> Event {
    let (first, last) = draw.share(EXEMPTION_ENDS);
    let left = i64::from(draw.between(first, last)) - 10;
    let began = days_before(draw, today, EXEMPTION_BEGAN);
    let ends = days_from(today, left);
    Event::Exemption(Exemption {
        disease: Some(covid_19()),
        valid_from: Some(began.min(ends)),
        valid_until: Some(ends),
    })
}

/// A day in seconds holds whole minutes, so that samples end where they should.
const _: () = assert!(DAY_SECS == 1_440 * 60);

#[cfg(test)]
mod tests {
    use cleanbill_health::Ground;

    use super::*;

    const POPULATION: Synthetic = Synthetic {
        count: 20_000,
        seed: 1,
        at: 1_638_000_000,
        zone: Zone::UTC,
    };

    #[test]
    fn shares_are_thousandths() {
        fn whole<T>((first, others): Shares<T>) -> bool {
            first.0 + others.iter().map(|(share, _)| share).sum::<u32>() == 1_000
        }
        assert!(whole(AGES) && whole(PRODUCTS) && whole(METHODS));
        assert!(whole(KINDS_BELOW_12) && whole(KINDS_BELOW_18) && whole(KINDS));
        assert!(whole(SERIES_OF_TWO) && whole(SERIES_OF_ONE));
        for shares in [
            DOSE_DAYS,
            RECOVERY_DAYS,
            SAMPLE_MINUTES,
            ANTIBODY_MINUTES,
            EXEMPTION_BEGAN,
            EXEMPTION_ENDS,
        ] {
            assert!(whole(shares));
        }
        assert!(whole(FOUND) && whole(ANTIBODIES_FOUND));
    }

    #[test]
    fn a_pass_is_its_number_and_seed_alone() {
        let other = Synthetic {
            count: 5,
            ..POPULATION
        };
        assert!(POPULATION.pass(4) == other.pass(4));
        let seeds = |seed| Synthetic { seed, ..POPULATION };
        let differ = (0..50).filter(|number| seeds(2).pass(*number) != POPULATION.pass(*number));
        assert!(differ.count() > 45);
    }

    #[test]
    fn the_draw_follows_the_tables() {
        let mut grounds = [0_u32; 4];
        let mut adults = 0;
        let today = POPULATION.zone.day(POPULATION.at).unwrap();
        for number in 0..POPULATION.count {
            let record = POPULATION.pass(number);
            let age = record.person.birth_date.unwrap().age_min(today);
            assert!(age < 95);
            if age >= 18 {
                adults += 1;
                let ground = record.grounds().next().unwrap();
                let place = Ground::ALL.iter().position(|known| *known == ground);
                grounds[place.unwrap()] += 1;
            }
        }
        let near = |found: u32, of: u32, share: u32| {
            let wanted = of * share / 1_000;
            assert!(
                found.abs_diff(wanted) < of / 100,
                "{found} of {of}: {share}"
            );
        };
        near(adults, 20_000, 965 - 27);
        for (found, share) in grounds.into_iter().zip([700, 240, 55, 5]) {
            near(found, adults, share);
        }
    }

    #[test]
    fn a_pass_as_json_reads_back_as_the_same_record() {
        for number in 0..500 {
            let record = POPULATION.pass(number);
            let dcc = Synthetic::dcc(&record);
            let born = dcc["dob"].as_str().and_then(BirthDate::parse);
            assert!(born == record.person.birth_date);
            let day = |json: &Json| cleanbill_health::parse_date(json.as_str().unwrap());
            let sampled = |json: &Json| cleanbill_health::parse_time(json.as_str().unwrap());
            match &record.events[0] {
                Event::Vaccination(dose) => {
                    assert!(day(&dcc["v"][0]["dt"]) == dose.date);
                    assert_eq!(dcc["v"][0]["dn"].as_u64(), dose.dose.map(u64::from));
                }
                Event::Recovery(recovery) => {
                    assert!(day(&dcc["r"][0]["fr"]) == recovery.first_positive);
                    assert!(day(&dcc["r"][0]["du"]) == recovery.valid_until);
                }
                Event::Test(test) => {
                    assert_eq!(sampled(&dcc["t"][0]["sc"]), test.sampled_at);
                }
                Event::Exemption(exemption) => {
                    assert!(day(&dcc["xm"][0]["du"]) == exemption.valid_until);
                }
            }
        }
    }
}
