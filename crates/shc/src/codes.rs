//! Codes that tell a card about COVID-19 from others.

/// Vaccines against COVID-19 in the CDC's code set CVX (as of 2024): those of the United States
/// and, from 500 on, those of others.
const COVID_CVX: &[&str] = &[
    "207", "208", "210", "211", "212", "213", "217", "218", "219", "221", "225", "226", "227",
    "228", "229", "230", "300", "301", "302", "308", "309", "310", "311", "312", "313", "500",
    "501", "502", "503", "504", "505", "506", "507", "508", "509", "510", "511", "512", "513",
    "514", "515", "516", "517", "518", "519", "520", "521",
];

/// LOINC codes for nucleic acid of SARS-CoV-2.
const COVID_NUCLEIC_ACID: &[&str] = &[
    "94306-8", "94307-6", "94308-4", "94309-2", "94310-0", "94314-2", "94315-9", "94316-7",
    "94500-6", "94502-2", "94531-1", "94532-9", "94533-7", "94534-5", "94559-2", "94565-9",
    "94639-2", "94640-0", "94641-8", "94642-6", "94643-4", "94644-2", "94645-9", "94646-7",
    "94647-5", "94660-8", "94745-7", "94746-5", "94756-4", "94757-2", "94758-0", "94759-8",
    "94760-6", "94765-5", "94766-3", "94767-1", "94819-0", "94845-5", "95406-5", "95409-9",
    "95423-0", "95424-8", "95425-5", "95608-6", "95609-4",
];

/// LOINC codes for antigen of SARS-CoV-2.
const COVID_ANTIGEN: &[&str] = &["94558-4", "95209-3", "96119-3", "97097-0"];

/// LOINC codes for antibodies against SARS-CoV-2.
const COVID_ANTIBODY: &[&str] = &[
    "94503-0", "94504-8", "94505-5", "94506-3", "94507-1", "94508-9", "94547-7", "94562-6",
    "94563-4", "94564-2", "94661-6", "94720-0", "94761-4", "94762-2", "94764-8", "94768-9",
    "94769-7", "95125-1", "95410-7", "95411-5", "95416-4", "95427-1", "95428-9", "95429-7",
    "95542-7",
];

/// What a test for SARS-CoV-2 looks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CovidTest {
    /// Nucleic acid, as PCR finds it.
    NucleicAcid,
    /// Antigen.
    Antigen,
    /// Antibodies, a sign of an earlier infection or of a vaccination.
    Antibody,
}

/// Whether a code of CVX is of a vaccine against COVID-19.
#[must_use]
pub fn is_covid_vaccine(cvx: &str) -> bool {
    COVID_CVX.contains(&cvx)
}

/// What a code of LOINC tests of SARS-CoV-2; `None` for another code.
#[must_use]
pub fn covid_test(loinc: &str) -> Option<CovidTest> {
    [
        (COVID_NUCLEIC_ACID, CovidTest::NucleicAcid),
        (COVID_ANTIGEN, CovidTest::Antigen),
        (COVID_ANTIBODY, CovidTest::Antibody),
    ]
    .into_iter()
    .find_map(|(codes, test)| codes.contains(&loinc).then_some(test))
}
