//! The words for what a pass says, in the languages of the house.

/// The languages of the house; the first stands for every other.
const LANGUAGES: [(&str, &Words, [&str; TERMS]); 6] = [
    ("en", &EN, EN_TERMS),
    ("ar", &AR, AR_TERMS),
    ("de", &DE, DE_TERMS),
    ("es", &ES, ES_TERMS),
    ("fr", &FR, FR_TERMS),
    ("ru", &RU, RU_TERMS),
];

/// What rows and titles are called.
pub(crate) struct Words {
    pub(crate) pass: &'static str,
    pub(crate) light_passes: &'static str,
    pub(crate) ground: &'static str,
    pub(crate) vaccination: &'static str,
    pub(crate) test: &'static str,
    pub(crate) recovery: &'static str,
    pub(crate) exemption: &'static str,
    pub(crate) disease: &'static str,
    pub(crate) vaccine: &'static str,
    pub(crate) product: &'static str,
    pub(crate) manufacturer: &'static str,
    pub(crate) dose: &'static str,
    pub(crate) date: &'static str,
    pub(crate) test_type: &'static str,
    pub(crate) test_name: &'static str,
    pub(crate) device: &'static str,
    pub(crate) sampled_at: &'static str,
    pub(crate) result: &'static str,
    pub(crate) centre: &'static str,
    pub(crate) first_positive: &'static str,
    pub(crate) valid_from: &'static str,
    pub(crate) valid_until: &'static str,
    pub(crate) country: &'static str,
}

/// The language of the house for a tag (RFC 5646), by its first part: its own tag, its words, and
/// what it calls a code.
pub(crate) fn of(
    tag: &str,
) -> (
    &'static str,
    &'static Words,
    impl Fn(&str) -> Option<&'static str> + use<>,
) {
    let primary = tag.split('-').next().unwrap_or_default();
    let [english, ..] = LANGUAGES;
    let mut known = LANGUAGES.into_iter();
    let found = known.find(|(tag, ..)| tag.eq_ignore_ascii_case(primary));
    let (tag, words, terms) = found.unwrap_or(english);
    let term = move |code: &str| {
        let mut named = CODES.iter().zip(terms);
        named.find_map(|(known, term)| (*known == code).then_some(term))
    };
    (tag, words, term)
}

const TERMS: usize = 9;

/// Codes whose names are words (eHealth Network, "Value sets for EU Digital COVID Certificates",
/// version 1.14). Brands are names in every language: `cleanbill_hcert::dcc::code_name`.
const CODES: [&str; TERMS] = [
    "1119305005",
    "1119349007",
    "1162643001",
    "1157024006",
    "J07BX03",
    "LP6464-4",
    "LP217198-3",
    "260415000",
    "260373001",
];

const EN: Words = Words {
    pass: "Health pass",
    light_passes: "Light passes",
    ground: "Ground",
    vaccination: "Vaccination",
    test: "Test",
    recovery: "Recovery",
    exemption: "Exemption",
    disease: "Disease",
    vaccine: "Vaccine",
    product: "Product",
    manufacturer: "Manufacturer",
    dose: "Dose",
    date: "Date",
    test_type: "Kind of test",
    test_name: "Name of the test",
    device: "Test device",
    sampled_at: "Sample taken",
    result: "Result",
    centre: "Testing centre",
    first_positive: "First positive test",
    valid_from: "Valid from",
    valid_until: "Valid until",
    country: "Country",
};

const EN_TERMS: [&str; TERMS] = [
    "antigen vaccine",
    "mRNA vaccine",
    "recombinant antigen vaccine",
    "inactivated whole virus vaccine",
    "COVID-19 vaccine",
    "nucleic acid amplification",
    "rapid immunoassay",
    "not detected",
    "detected",
];

const DE: Words = Words {
    pass: "Gesundheitsnachweis",
    light_passes: "Tagesnachweise",
    ground: "Grund",
    vaccination: "Impfung",
    test: "Test",
    recovery: "Genesung",
    exemption: "Befreiung",
    disease: "Krankheit",
    vaccine: "Impfstoff",
    product: "Produkt",
    manufacturer: "Hersteller",
    dose: "Dosis",
    date: "Datum",
    test_type: "Art des Tests",
    test_name: "Name des Tests",
    device: "Testgerät",
    sampled_at: "Probe genommen",
    result: "Ergebnis",
    centre: "Testzentrum",
    first_positive: "Erster positiver Test",
    valid_from: "Gültig ab",
    valid_until: "Gültig bis",
    country: "Land",
};

const DE_TERMS: [&str; TERMS] = [
    "Antigen-Impfstoff",
    "mRNA-Impfstoff",
    "rekombinanter Antigen-Impfstoff",
    "inaktivierter Ganzvirus-Impfstoff",
    "COVID-19-Impfstoff",
    "Nukleinsäurenachweis",
    "Schnelltest",
    "nicht nachgewiesen",
    "nachgewiesen",
];

const FR: Words = Words {
    pass: "Passe sanitaire",
    light_passes: "Passes du jour",
    ground: "Motif",
    vaccination: "Vaccination",
    test: "Test",
    recovery: "Rétablissement",
    exemption: "Dispense",
    disease: "Maladie",
    vaccine: "Vaccin",
    product: "Produit",
    manufacturer: "Fabricant",
    dose: "Dose",
    date: "Date",
    test_type: "Type de test",
    test_name: "Nom du test",
    device: "Dispositif de test",
    sampled_at: "Prélèvement",
    result: "Résultat",
    centre: "Centre de test",
    first_positive: "Premier test positif",
    valid_from: "Valable à partir du",
    valid_until: "Valable jusqu’au",
    country: "Pays",
};

const FR_TERMS: [&str; TERMS] = [
    "vaccin antigénique",
    "vaccin à ARNm",
    "vaccin à antigène recombinant",
    "vaccin à virus entier inactivé",
    "vaccin contre la COVID-19",
    "amplification d’acides nucléiques",
    "test immunologique rapide",
    "non détecté",
    "détecté",
];

const ES: Words = Words {
    pass: "Pase sanitario",
    light_passes: "Pases de un día",
    ground: "Motivo",
    vaccination: "Vacunación",
    test: "Prueba",
    recovery: "Recuperación",
    exemption: "Exención",
    disease: "Enfermedad",
    vaccine: "Vacuna",
    product: "Producto",
    manufacturer: "Fabricante",
    dose: "Dosis",
    date: "Fecha",
    test_type: "Tipo de prueba",
    test_name: "Nombre de la prueba",
    device: "Dispositivo de prueba",
    sampled_at: "Toma de la muestra",
    result: "Resultado",
    centre: "Centro de pruebas",
    first_positive: "Primera prueba positiva",
    valid_from: "Válido desde",
    valid_until: "Válido hasta",
    country: "País",
};

const ES_TERMS: [&str; TERMS] = [
    "vacuna de antígenos",
    "vacuna de ARNm",
    "vacuna de antígeno recombinante",
    "vacuna de virus entero inactivado",
    "vacuna contra la COVID-19",
    "amplificación de ácidos nucleicos",
    "inmunoensayo rápido",
    "no detectado",
    "detectado",
];

const RU: Words = Words {
    pass: "Пропуск о здоровье",
    light_passes: "Пропуска на один день",
    ground: "Основание",
    vaccination: "Вакцинация",
    test: "Тест",
    recovery: "Перенесённое заболевание",
    exemption: "Освобождение",
    disease: "Заболевание",
    vaccine: "Вакцина",
    product: "Препарат",
    manufacturer: "Производитель",
    dose: "Доза",
    date: "Дата",
    test_type: "Вид теста",
    test_name: "Название теста",
    device: "Тест-система",
    sampled_at: "Проба взята",
    result: "Результат",
    centre: "Центр тестирования",
    first_positive: "Первый положительный тест",
    valid_from: "Действует с",
    valid_until: "Действует до",
    country: "Страна",
};

const RU_TERMS: [&str; TERMS] = [
    "антигенная вакцина",
    "мРНК-вакцина",
    "рекомбинантная антигенная вакцина",
    "инактивированная цельновирионная вакцина",
    "вакцина против COVID-19",
    "амплификация нуклеиновых кислот",
    "экспресс-тест на антиген",
    "не обнаружено",
    "обнаружено",
];

const AR: Words = Words {
    pass: "تصريح صحي",
    light_passes: "تصاريح ليوم واحد",
    ground: "السبب",
    vaccination: "تطعيم",
    test: "فحص",
    recovery: "تعاف",
    exemption: "إعفاء",
    disease: "المرض",
    vaccine: "اللقاح",
    product: "المنتج",
    manufacturer: "الشركة المصنعة",
    dose: "الجرعة",
    date: "التاريخ",
    test_type: "نوع الفحص",
    test_name: "اسم الفحص",
    device: "جهاز الفحص",
    sampled_at: "وقت أخذ العينة",
    result: "النتيجة",
    centre: "مركز الفحص",
    first_positive: "أول فحص إيجابي",
    valid_from: "صالح من",
    valid_until: "صالح حتى",
    country: "البلد",
};

const AR_TERMS: [&str; TERMS] = [
    "لقاح مستضدي",
    "لقاح الحمض النووي الريبي المرسال",
    "لقاح مستضد مؤتلف",
    "لقاح الفيروس الكامل المعطل",
    "لقاح كوفيد-19",
    "تضخيم الحمض النووي",
    "فحص مناعي سريع",
    "غير مكتشف",
    "مكتشف",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_its_own_words_and_others_have_english() {
        for (tag, ..) in LANGUAGES {
            let (found, words, term) = of(&format!("{tag}-XX"));
            assert_eq!(found, tag);
            assert_eq!(tag == "en", words.pass == EN.pass, "{tag}");
            assert_eq!(tag == "en", term("260415000") == Some("not detected"));
            assert_eq!(term("EU/1/20/1528"), None);
        }
        assert_eq!(of("el").0, "en");
        assert_eq!(of("").1.pass, EN.pass);
    }
}
