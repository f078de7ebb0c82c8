//! The kinds of place that a policy may name, and those that none may.

/// A kind of place at whose door a pass may be asked for: a closed list. What people need to live
/// has no name here ([`Essential`], guarantee G13).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Place {
    /// Amusement parks, zoos, fun fairs.
    AmusementPark,
    /// Hairdressers, nail studios, tattooists.
    Beauty,
    /// Visiting somebody who lives in a care home; living there is home.
    CareHomeVisit,
    /// Cinemas.
    Cinema,
    /// Concerts indoors or out.
    Concert,
    /// Conferences and trade fairs.
    Conference,
    /// Sports halls, gyms, fitness clubs.
    Gym,
    /// Visiting somebody in hospital; being treated is essential.
    HospitalVisit,
    /// Hotels and hostels, for guests who do not live there.
    Hotel,
    /// Crossing a border towards another country, on that country's rules.
    InternationalTravel,
    /// Buses, underground and suburban trains. Needs a law and an alternative.
    LocalTransport,
    /// Flights inside the country.
    LongDistanceFlight,
    /// Long-distance trains and coaches.
    LongDistanceTrain,
    /// Museums, galleries, libraries.
    Museum,
    /// Bars, clubs, discotheques.
    Nightclub,
    /// Restaurants, cafés, canteens that are open to all.
    Restaurant,
    /// Shops for other things than food and medicine.
    RetailShop,
    /// Schools, colleges, universities. Needs a law and an alternative.
    School,
    /// Shopping centres: a roof over many shops.
    ShoppingCentre,
    /// Watching sports.
    SportsEvent,
    /// Pools, baths, saunas.
    SwimmingPool,
    /// Theatres, operas, circuses.
    Theatre,
    /// A place of work, for those who work there. Needs a law and an alternative.
    Workplace,
}

/// What people need to live. No policy can name it, and a policy for a compound place leaves out
/// those that lie inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Essential {
    /// Peaceful assembly.
    Assembly,
    /// The desk where objections are filed.
    AppealDesk,
    /// A citizen's return to their country.
    CitizenReturn,
    /// Courts.
    Court,
    /// Food.
    Food,
    /// One's home, a care home that one lives in included.
    Home,
    /// Being treated.
    MedicalTreatment,
    /// Medicine.
    Pharmacy,
    /// Police stations.
    Police,
    /// Voting.
    PollingStation,
    /// Public offices.
    PublicOffice,
    /// Worship.
    Worship,
}

impl Place {
    /// All of them, by name.
    pub const ALL: [Self; 23] = [
        Self::AmusementPark,
        Self::Beauty,
        Self::CareHomeVisit,
        Self::Cinema,
        Self::Concert,
        Self::Conference,
        Self::Gym,
        Self::HospitalVisit,
        Self::Hotel,
        Self::InternationalTravel,
        Self::LocalTransport,
        Self::LongDistanceFlight,
        Self::LongDistanceTrain,
        Self::Museum,
        Self::Nightclub,
        Self::Restaurant,
        Self::RetailShop,
        Self::School,
        Self::ShoppingCentre,
        Self::SportsEvent,
        Self::SwimmingPool,
        Self::Theatre,
        Self::Workplace,
    ];

    /// The name in policies and on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::AmusementPark => "amusement-park",
            Self::Beauty => "beauty",
            Self::CareHomeVisit => "care-home-visit",
            Self::Cinema => "cinema",
            Self::Concert => "concert",
            Self::Conference => "conference",
            Self::Gym => "gym",
            Self::HospitalVisit => "hospital-visit",
            Self::Hotel => "hotel",
            Self::InternationalTravel => "international-travel",
            Self::LocalTransport => "local-transport",
            Self::LongDistanceFlight => "long-distance-flight",
            Self::LongDistanceTrain => "long-distance-train",
            Self::Museum => "museum",
            Self::Nightclub => "nightclub",
            Self::Restaurant => "restaurant",
            Self::RetailShop => "retail-shop",
            Self::School => "school",
            Self::ShoppingCentre => "shopping-centre",
            Self::SportsEvent => "sports-event",
            Self::SwimmingPool => "swimming-pool",
            Self::Theatre => "theatre",
            Self::Workplace => "workplace",
        }
    }

    /// The place of that name; `None` if there is none.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|place| place.name() == name)
    }

    /// Whether people have to go there, so that a policy needs a law and an alternative for those
    /// without a pass.
    #[must_use]
    pub const fn needs_law(self) -> bool {
        matches!(self, Self::LocalTransport | Self::School | Self::Workplace)
    }

    /// What lies inside such a place and may be reached without a pass all the same.
    #[must_use]
    pub const fn leaves_out(self) -> &'static [Essential] {
        match self {
            Self::ShoppingCentre => &[
                Essential::Food,
                Essential::Pharmacy,
                Essential::MedicalTreatment,
                Essential::PublicOffice,
                Essential::Police,
                Essential::Worship,
            ],
            Self::HospitalVisit => &[Essential::MedicalTreatment, Essential::Pharmacy],
            Self::CareHomeVisit => &[Essential::Home, Essential::MedicalTreatment],
            Self::Hotel => &[Essential::Home],
            Self::InternationalTravel => &[Essential::CitizenReturn],
            Self::LongDistanceTrain | Self::LongDistanceFlight | Self::LocalTransport => &[
                Essential::CitizenReturn,
                Essential::MedicalTreatment,
                Essential::Home,
            ],
            Self::School => &[Essential::PollingStation],
            Self::Workplace => &[Essential::AppealDesk, Essential::MedicalTreatment],
            _ => &[],
        }
    }
}

impl Essential {
    /// All of them, by name.
    pub const ALL: [Self; 12] = [
        Self::AppealDesk,
        Self::Assembly,
        Self::CitizenReturn,
        Self::Court,
        Self::Food,
        Self::Home,
        Self::MedicalTreatment,
        Self::Pharmacy,
        Self::Police,
        Self::PollingStation,
        Self::PublicOffice,
        Self::Worship,
    ];

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::AppealDesk => "appeal-desk",
            Self::Assembly => "assembly",
            Self::CitizenReturn => "citizen-return",
            Self::Court => "court",
            Self::Food => "food",
            Self::Home => "home",
            Self::MedicalTreatment => "medical-treatment",
            Self::Pharmacy => "pharmacy",
            Self::Police => "police",
            Self::PollingStation => "polling-station",
            Self::PublicOffice => "public-office",
            Self::Worship => "worship",
        }
    }

    /// What somebody means who writes this name, so that the refusal can say it; `None` if it is
    /// not the name of something essential.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let other = match name {
            "grocery" | "groceries" | "supermarket" | "food-shop" | "market" => Self::Food,
            "drugstore" | "chemist" => Self::Pharmacy,
            "hospital" | "clinic" | "doctor" | "health-centre" => Self::MedicalTreatment,
            "police-station" => Self::Police,
            "polling" | "election" => Self::PollingStation,
            "church" | "mosque" | "synagogue" | "temple" => Self::Worship,
            "rally" | "demonstration" | "protest" | "public-assembly" => Self::Assembly,
            "border-entry" | "return" => Self::CitizenReturn,
            "town-hall" | "service-centre" => Self::PublicOffice,
            _ => return Self::ALL.into_iter().find(|known| known.name() == name),
        };
        Some(other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_and_are_in_order() {
        for place in Place::ALL {
            assert_eq!(Place::parse(place.name()), Some(place));
        }
        assert!(Place::ALL.is_sorted_by_key(|place| place.name()));
        assert!(Essential::ALL.is_sorted_by_key(|essential| essential.name()));
    }

    #[test]
    fn nothing_essential_is_a_place() {
        for essential in Essential::ALL {
            assert_eq!(Essential::parse(essential.name()), Some(essential));
            assert_eq!(Place::parse(essential.name()), None, "{essential:?}");
        }
    }
}
