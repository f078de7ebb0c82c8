use proptest::prelude::*;

use super::*;
use crate::mrz;
use crate::transliteration::{Language, transliterate};

/// 22 November 2026, noon.
const NOW: i64 = 1_795_348_800;

fn check_digit(cells: &str) -> u32 {
    let values = cells.chars().map(|cell| cell.to_digit(36).unwrap_or(0));
    let weights = [7, 3, 1].into_iter().cycle();
    values
        .zip(weights)
        .map(|(value, weight)| value * weight)
        .sum::<u32>()
        % 10
}

/// A zone that an authority could have printed; the field as wide as the name's format has it.
fn zone(name: &str, width: usize, birth_date: &str) -> Mrz {
    let name = format!("{name:<<width$}");
    let birth = format!("{birth_date}{}", check_digit(birth_date));
    let text = match width {
        30 => {
            let upper = "I<UTOD231458907<<<<<<<<<<<<<<<";
            let covered = format!("{}{birth}1204159<<<<<<<<<<<", &upper[5..]);
            let digit = check_digit(&covered);
            format!("{upper}\n{birth}F1204159UTO<<<<<<<<<<<{digit}\n{name}")
        }
        39 => {
            let covered = format!("L898902C36{birth}1204159<<<<<<<<<<<<<<<");
            let digit = check_digit(&covered);
            let lower = format!("L898902C36UTO{birth}F1204159<<<<<<<<<<<<<<<{digit}");
            format!("P<UTO{name}\n{lower}")
        }
        _ => panic!("no format has {width}"),
    };
    Mrz::parse(&text, NOW, &mrz::Limits::default()).unwrap()
}

/// Cut to the field at its end, as part 4, section 4.2.3 allows.
fn field(surname: &str, forename: &str, width: usize) -> String {
    let room = width - 3;
    let surname = surname.get(..room).unwrap_or(surname).trim_end_matches('<');
    let name = format!("{surname}<<{forename}");
    name.get(..width).unwrap_or(&name).to_owned()
}

const fn pass<'a>(surname: &'a str, forename: &'a str) -> PassHolder<'a> {
    PassHolder {
        surname: Some(surname),
        surname_standardised: None,
        forename: Some(forename),
        forename_standardised: None,
        birth_date: "1974-08-12",
    }
}

fn standardised<'a>(surname: &'a str, forename: &'a str) -> PassHolder<'a> {
    PassHolder {
        surname: None,
        surname_standardised: Some(surname),
        forename: None,
        forename_standardised: Some(forename),
        ..pass("", "")
    }
}

fn against(pass: &PassHolder<'_>, name: &str) -> Match {
    let width = if name.len() == 30 { 30 } else { 39 };
    compare(pass, &zone(name, width, "740812"), &Limits::default())
}

const SAME: Match = Match::Same;
const DIFFERS: Match = Match::NameDiffers;

/// Surname and forename in the holder's script, and what a zone has.
#[test]
fn names_in_the_holders_script() {
    for (surname, forename, name, expected) in [
        // Umlauts and their kin.
        ("Brückmöller", "Jörg", "BRUECKMOELLER<<JOERG", SAME),
        ("Brückmöller", "Jörg", "BRUCKMOLLER<<JORG", SAME),
        ("Brückmöller", "Jörg", "BRUXXCKMOLLER<<JORG", SAME),
        ("Brückmöller", "Jörg", "BRICKMOELLER<<JOERG", DIFFERS),
        ("Bauer", "Anna", "BAUR<<ANNA", DIFFERS),
        ("Muller", "Anna", "MUELLER<<ANNA", DIFFERS),
        ("Weiß", "Käthe", "WEISS<<KAETHE", SAME),
        ("Weiß", "Käthe", "WEIS<<KAETHE", DIFFERS),
        ("Ångström", "Åsa", "AANGSTROEM<<ASA", SAME),
        ("Sørby", "Bjørn", "SORBY<<BJOERN", SAME),
        ("Muñoz Peña", "Íñigo", "MUNXXOZ<PENA<<INIGO", SAME),
        ("Đurić", "Đorđe", "DJURIC<<DORDJE", SAME),
        ("Öztürk", "Gül", "OZTURK<<GUL", SAME),
        // Hyphen, space, apostrophe.
        ("Lehmann-Berg", "Ida", "LEHMANN<BERG<<IDA", SAME),
        ("Lehmann-Berg", "Ida", "LEHMANNBERG<<IDA", SAME),
        ("Lehmann-Berg", "Ida", "BERG<LEHMANN<<IDA", DIFFERS),
        ("Lehmann-Berg", "Ida", "LEHMANN<<IDA", DIFFERS),
        ("Lehmann", "Ida", "LEHMANN<BERG<<IDA", DIFFERS),
        ("O'Connor", "Enya Siobhan", "OCONNOR<<ENYA<SIOBHAN", SAME),
        ("O’Connor", "Enya Siobhan", "O<CONNOR<<ENYA<SIOBHAN", SAME),
        ("O Connor", "Enya Siobhan", "OCONNOR<<ENYA<SIOBHAN", SAME),
        ("van der Mühlen", "Maarten", "VAN<DER<MUHLEN<<MAARTEN", SAME),
        ("van der Mühlen", "Maarten", "MUHLEN<<MAARTEN", DIFFERS),
        // Forenames: missing, swapped, joined.
        ("Beispiel", "Anna Maria", "BEISPIEL<<ANNA", SAME),
        ("Beispiel", "Anna", "BEISPIEL<<ANNA<MARIA", SAME),
        ("Beispiel", "Anna Maria", "BEISPIEL<<MARIA<ANNA", SAME),
        ("Beispiel", "Anna Maria Eva", "BEISPIEL<<EVA<ANNA", SAME),
        ("Beispiel", "Maria", "BEISPIEL<<ANNA<MARIA", DIFFERS),
        ("Beispiel", "Anna Maria", "BEISPIEL<<MARIA", DIFFERS),
        ("Beispiel", "Anna Maria", "BEISPIEL<<EVA<MARIA", DIFFERS),
        ("Beispiel", "Anna Eva", "BEISPIEL<<ANNA<MARIA", DIFFERS),
        ("Beispiel", "Anna", "BEISPIEL<<ANNA<ANNA", SAME),
        ("Beispiel", "Anna Anna", "BEISPIEL<<ANNA<MARIA", DIFFERS),
        ("Beispiel", "Anna", "BEISPIEL<<A", DIFFERS),
        ("Beispiel", "Jean-Luc Paul", "BEISPIEL<<JEANLUC", SAME),
        ("Beispiel", "Jean-Luc Paul", "BEISPIEL<<JEAN<PAUL", SAME),
        // Titles.
        ("Prof. Dr. Beispiel", "Erika", "BEISPIEL<<ERIKA", SAME),
        ("Beispiel", "Dipl.-Ing. Erika", "DR<BEISPIEL<<ERIKA", SAME),
        ("Beispiel Jr.", "Eric", "BEISPIEL<<ERIC", SAME),
        // A patronymic is no surname, and is the second identifier all the same.
        (
            "Guðmundsdóttir",
            "Þórunn Björk",
            "GUDMUNDSDOTTIR<<THORUNN<BJORK",
            SAME,
        ),
        ("Guðmundsdóttir", "Þórunn", "GUDMUNDSSON<<THORUNN", DIFFERS),
        // Cyrillic by the tables of several years and countries.
        ("Щербакова", "Юлия", "SHCHERBAKOVA<<IULIIA", SAME),
        ("Щербакова", "Юлия", "SHCHERBAKOVA<<YULIYA", SAME),
        ("Цветаев", "Юрий", "TCVETAEV<<IURII", SAME),
        ("Цветаев", "Юрий", "TSVETAYEV<<YURIY", SAME),
        ("Цветаев", "Юрий", "TSVETAEV<<YURY", SAME),
        ("Хохлов", "Алексей", "KHOKHLOV<<ALEXEY", SAME),
        ("Хохлов", "Алексей", "KHOKHLOV<<ANDREY", DIFFERS),
        ("Соловьёв", "Пётр", "SOLOVYOV<<PETR", SAME),
        ("Подъячев", "Егор", "PODIEIACHEV<<YEGOR", SAME),
        ("Гнатюк", "Йосип", "HNATIUK<<YOSYP", SAME),
        ("Щерев", "Ангел", "SHTEREV<<ANGEL", SAME),
        ("Чеховић", "Ђорђе", "CEHOVIC<<DJORDJE", SAME),
        ("Ханов", "Иван", "PANOV<<IVAN", DIFFERS),
        // Greek, Arabic.
        ("Παπαδόπουλος", "Γεώργιος", "PAPADOPOULOS<<GEORGIOS", SAME),
        ("Χατζής", "Ευάγγελος", "HATZIS<<EVANGELOS", SAME),
        ("Χατζής", "Ευάγγελος", "CHATZIS<<EVAGGELOS", SAME),
        ("ابو بكر", "زكريا", "ABW<BKR<<ZKRYA", SAME),
        ("الناصر", "جمال", "ALNAXSSR<<JMAL", SAME),
        ("الناصر", "جمال", "ALNASSR<<JMAL", SAME),
        // Spelt like a title.
        ("مر ا", "جمال", "MR<A<<JMAL", SAME),
    ] {
        let pass = pass(surname, forename);
        assert_eq!(
            against(&pass, name),
            expected,
            "{surname}, {forename}: {name}"
        );
    }
}

/// As a pass has them in `fnt` and `gnt`.
#[test]
fn standardised_names() {
    for (surname, forename, name, expected) in [
        ("LEHMANN<BERG", "IDA<EVA", "LEHMANN<BERG<<IDA<EVA", SAME),
        ("LEHMANN<BERG<<<", "IDA<<<", "LEHMANN<BERG<<IDA", SAME),
        ("lehmann-berg", "ida", "LEHMANN<BERG<<IDA", SAME),
        ("SHCHERBAKOVA", "YULIYA", "SHCHERBAKOVA<<IULIIA", SAME),
        ("SHCHERBAKOVA", "IULIIA", "SHCHERBAKOVA<<YULIYA", SAME),
        ("TCVETAEV", "EVGENII", "TSVETAEV<<YEVGENIY", SAME),
        ("TSVETAEV", "YEVGENY", "TCVETAEV<<EVGENII", SAME),
        ("TSCHAIKO", "JAN", "TCCHAIKO<<YAN", DIFFERS),
        ("KHAN", "ALI", "HAN<<ALI", DIFFERS),
        ("MUELLER", "ANNA", "MULLER<<ANNA", DIFFERS),
        ("AL<HASSAN", "OMAR", "ALHASSAN<<OMAR", SAME),
        ("AL<HASSAN", "OMAR", "EL<HASSAN<<OMAR", SAME),
        ("ELHASSAN", "OMAR", "EL<HASSAN<<OMAR", SAME),
        ("AL<HASSAN", "OMAR", "HASSAN<<OMAR", DIFFERS),
        ("ALBAN", "OMAR", "ELBAN<<OMAR", DIFFERS),
    ] {
        let pass = standardised(surname, forename);
        assert_eq!(
            against(&pass, name),
            expected,
            "{surname}, {forename}: {name}"
        );
    }
    let both = PassHolder {
        surname_standardised: Some("MOHAMMED"),
        forename_standardised: Some("SAMIR"),
        ..pass("محمد", "سمير")
    };
    assert_eq!(against(&both, "MOHAMMED<<SAMIR"), SAME);
    assert_eq!(against(&both, "MXHMD<<SMYR"), SAME);
    assert_eq!(against(&both, "MAHMOUD<<SAMIR"), DIFFERS);
}

/// Parts 4 to 7, section 4.2.3, with its names.
#[test]
fn cut_names_match_as_far_as_there_was_room() {
    let dingo = (
        "Bennelong Wooloomooloo Warrandyte Warnambool",
        "Dingo Potoroo",
    );
    let nila = ("Nilavadhanananda", "Chayapa Dejthamrong Krasuang");
    let short = ("Johansson", "Alexander Maximilian Frederik");
    let between = ("Fernández de la Torre Mata Olmo", "María del Carmen");
    let spanish = ("Fernández de Córdoba Villaverde", "María del Carmen");
    for ((surname, forename), name, expected) in [
        (dingo, "BENNELONG<WOOLOOMOOLOO<WARRANDYTE<W<<DI", SAME),
        (dingo, "BENNELONG<WOOLOOM<WARRAND<WARNAM<<DINGO", SAME),
        (dingo, "BENNEL<WOOLOO<WARRAN<WARNAM<<DINGO<POTO", SAME),
        (dingo, "BENNELONG<WOOLOOMOOLOO<WARRA<<D", DIFFERS),
        (dingo, "BENNELONG<WOOLOOMOOLOO<WARR<<D", SAME),
        (dingo, "BENNELONG<WALLAMALLOO<WARRAN<<D", DIFFERS),
        (dingo, "BEN<WOOLOOMOOLOO<WARRAND<W<<DI", DIFFERS),
        (dingo, "BENNELONG<WOOLOOMOOLOO<WARR<<K", DIFFERS),
        (nila, "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K", SAME),
        (nila, "NILAVADHANANANDA<<CHAYAPA<DE<K", SAME),
        (nila, "NILAVADHANANANDA<<CHAYAPA<DEJT", SAME),
        (nila, "NILAVADHANANANDA<<CHAYAPA<DE<L", DIFFERS),
        // The field is not full.
        (nila, "NILAVADHANANANDA<<CHAYAPA<K", DIFFERS),
        (short, "JOHANSSON<<ALEXANDER<MAXIMILIA", SAME),
        // The surname had room.
        (short, "JOHAN<<ALEXANDER<MAXIMILIAN<FR", DIFFERS),
        (spanish, "FERNANDEZ<DE<CORDOBA<VILLA<<MA", SAME),
        (spanish, "FERNANDEZ<DE<CORDOBA<VILLAV<<M", SAME),
        (between, "FERNANDEZ<DE<LA<TORRE<MATA<<MA", SAME),
        (spanish, "FERNANDEZ<DE<CORDOBA<VILLAR<<M", DIFFERS),
        (spanish, "FERNANDEZ<DE<CORDOBA<<MARIA<DE", DIFFERS),
        (
            spanish,
            "FERNANDEZ<DE<CORDOBA<VILLAVERD",
            Match::NotComparable(Why::PartCut),
        ),
        (spanish, "FERNANDEZ<DE<CORDOBA<VILLANUEV", DIFFERS),
    ] {
        let pass = pass(surname, forename);
        assert_eq!(
            against(&pass, name),
            expected,
            "{surname}, {forename}: {name}"
        );
    }
}

#[test]
fn names_of_one_part() {
    let part_missing = Match::NotComparable(Why::PartMissing);
    let surname_only = PassHolder {
        forename: None,
        ..pass("Arkfreith", "")
    };
    let forename_only = PassHolder {
        surname: None,
        ..pass("", "Arkfreith")
    };
    let empty_forename = pass("Arkfreith", "  ");
    let two = PassHolder {
        forename: None,
        ..pass("Satriya Sudarpa", "")
    };
    for (pass, name, expected) in [
        (surname_only, "ARKFREITH", SAME),
        (forename_only, "ARKFREITH", SAME),
        (empty_forename, "ARKFREITH", SAME),
        (surname_only, "ARKFREIT", DIFFERS),
        (surname_only, "ARKFREITH<<ANNA", part_missing),
        (forename_only, "ARKFREITH<<ANNA", DIFFERS),
        (forename_only, "BEISPIEL<<ARKFREITH", part_missing),
        (pass("Arkfreith", "Anna"), "ARKFREITH", DIFFERS),
        (two, "SATRIYA<SUDARPA", SAME),
        (two, "SATRIYA", DIFFERS),
        (two, "SUDARPA<<SATRIYA", SAME),
        (two, "SATRIYA<<SUDARPA", SAME),
        (pass("Sudarpa", "Satriya"), "SATRIYA<SUDARPA", SAME),
        (pass("Satriya", "Sudarpa"), "SATRIYA<SUDARPA", SAME),
        (pass("Sudarpa", "Satriya Budi"), "SATRIYA<SUDARPA", DIFFERS),
    ] {
        assert_eq!(against(&pass, name), expected, "{name}");
    }
}

#[test]
fn an_empty_or_unreadable_name_matches_nobody() {
    let why = |why| Match::NotComparable(why);
    let none = PassHolder {
        birth_date: "1974-08-12",
        ..PassHolder::default()
    };
    let long = "A".repeat(161);
    let many = "A ".repeat(21);
    for (pass, name, expected) in [
        (none, "BEISPIEL<<ANNA", why(Why::NoName)),
        (pass("", ""), "BEISPIEL<<ANNA", why(Why::NoName)),
        (pass("<<<", "' -"), "BEISPIEL<<ANNA", why(Why::NoName)),
        (pass("ь", "ъь"), "BEISPIEL<<ANNA", DIFFERS),
        (
            pass("王", "小明"),
            "WANG<<XIAOMING",
            why(Why::UnknownLetter),
        ),
        (pass("王", "Anna"), "WANG<<ANNA", why(Why::UnknownLetter)),
        (pass("王", "Anna"), "WANG<<EVA", DIFFERS),
        (
            pass("Beispiel", "小明"),
            "BEISPIEL<<ANNA",
            why(Why::UnknownLetter),
        ),
        (pass("Beispiel", "小明"), "WANG<<ANNA", DIFFERS),
        (pass(&long, "Anna"), "BEISPIEL<<ANNA", why(Why::NameTooLong)),
        (pass(&many, "Anna"), "BEISPIEL<<ANNA", why(Why::NameTooLong)),
    ] {
        assert_eq!(against(&pass, name), expected, "{name}");
    }
}

#[test]
fn birth_dates_agree_in_what_both_know() {
    let unknown = Match::NotComparable(Why::BirthDateUnknown);
    let malformed = Match::NotComparable(Why::BirthDateMalformed);
    for (given, cells, expected) in [
        ("1974-08-12", "740812", SAME),
        ("1974-08", "740812", SAME),
        ("1974", "740812", SAME),
        ("1974-08-12", "7408<<", SAME),
        ("1974-08-12", "74<<<<", SAME),
        ("1974", "74<<<<", SAME),
        ("1974-08-13", "740812", Match::BirthDateDiffers),
        ("1974-12-08", "740812", Match::BirthDateDiffers),
        ("1975", "740812", Match::BirthDateDiffers),
        ("1975-08-12", "74<<<<", Match::BirthDateDiffers),
        ("1874-08-12", "740812", Match::BirthDateDiffers),
        ("1920-03-04", "200304", SAME),
        ("2020-03-04", "200304", SAME),
        ("", "740812", unknown),
        ("1974-08-12", "<<<<<<", unknown),
        ("1974-08-12", "<<0812", unknown),
        ("1974-08-12", "<<0813", Match::BirthDateDiffers),
        ("12.08.1974", "740812", malformed),
        ("1974-8-12", "740812", malformed),
        ("1974-13", "740812", malformed),
        ("1974-08-12-01", "740812", malformed),
        ("+974-08-12", "740812", malformed),
    ] {
        let pass = PassHolder {
            birth_date: given,
            ..pass("Beispiel", "Anna")
        };
        let zone = zone("BEISPIEL<<ANNA", 39, cells);
        let limits = Limits::default();
        assert_eq!(compare(&pass, &zone, &limits), expected, "{given} {cells}");
    }
}

#[test]
fn what_differs_outranks_what_is_not_known() {
    let zone = zone("BEISPIEL<<ANNA", 39, "740812");
    for (surname, birth_date, expected) in [
        ("Muster", "1975", Match::BothDiffer),
        ("Muster", "", Match::NameDiffers),
        ("王", "1975", Match::BirthDateDiffers),
        ("王", "", Match::NotComparable(Why::UnknownLetter)),
    ] {
        let pass = PassHolder {
            birth_date,
            ..pass(surname, "Anna")
        };
        assert_eq!(compare(&pass, &zone, &Limits::default()), expected);
    }
}

#[test]
fn debug_shows_no_personal_data() {
    let shown = format!("{:?}", pass("Beispiel", "Anna"));
    assert_eq!(shown, "PassHolder { .. }");
}

#[test]
fn codes_are_unique() {
    let whys = [
        Why::NoName,
        Why::UnknownLetter,
        Why::NameTooLong,
        Why::PartMissing,
        Why::PartCut,
        Why::BirthDateUnknown,
        Why::BirthDateMalformed,
    ];
    let outcomes = [SAME, DIFFERS, Match::BirthDateDiffers, Match::BothDiffer];
    let all = outcomes.into_iter().chain(whys.map(Match::NotComparable));
    let codes: std::collections::BTreeSet<_> = all.map(|outcome| outcome.code()).collect();
    assert_eq!(codes.len(), outcomes.len() + whys.len());
}

/// Letters that every table has, one script a name; not of signs alone.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-ZÀ-ÖØ-ÞĀ-ĽŁ-ŇŊ-Ž][a-zà-öø-ÿß]{1,11}([ -][A-ZÀ-ÖØ-Þ][a-zà-öø-ÿß]{1,9}){0,3}",
        "[А-ЩЭ-ЯЁІЇЄҐЉЊЂЋЏ][а-яёіїєґљњђћџ]{1,11}([ -][А-ЩЭ-Я][а-яё]{1,9}){0,2}",
        "[Α-ΡΣ-Ω][α-ωάέήίόύώϊϋ]{1,11}([ -][Α-ΡΣ-Ω][α-ωάέήίόύώ]{1,9}){0,2}",
        "[ا-غف-ي]{2,8}( [ا-غف-ي]{1,8}){0,2}",
    ]
}

fn language() -> impl Strategy<Value = Language> {
    let codes = ["de", "be", "bg", "mk", "sr", "es", "tr", "uk"];
    prop::sample::select(codes.to_vec()).prop_map(|code| Language::from_code(code).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_name_matches_its_own_transliteration_however_cut(
        surname in name(),
        forename in name(),
        language in language(),
        width in prop::sample::select(vec![30_usize, 39]),
    ) {
        let (Ok(primary), Ok(secondary)) =
            (transliterate(&surname, language), transliterate(&forename, language))
        else {
            return Ok(());
        };
        let name = field(&primary, &secondary, width);
        let zone = zone(&name, width, "740812");
        let limits = Limits::default();
        prop_assert_eq!(compare(&pass(&surname, &forename), &zone, &limits), SAME);
        prop_assert_eq!(compare(&standardised(&primary, &secondary), &zone, &limits), SAME);
    }

    #[test]
    fn other_names_do_not_match(
        surname in "[B-DF-HK-NP-SVWZ][aou][b-df-hk-np-rvw]{1,2}[aou]{1,2}[b-df-hk-np-rvw]{0,3}",
        other in "[B-DF-HK-NP-SVWZ][aou][b-df-hk-np-rvw]{1,2}[aou]{1,2}[b-df-hk-np-rvw]{0,3}",
        forename in "[BDKLM][aou][lmnr]a",
        another in "[BDKLM][aou][lmnr]a",
    ) {
        let zone = zone(&format!("{surname}<<{forename}").to_uppercase(), 39, "740812");
        let is_same = surname == other && forename == another;
        let outcome = compare(&pass(&other, &another), &zone, &Limits::default());
        prop_assert_eq!(outcome, if is_same { SAME } else { DIFFERS });
    }

    #[test]
    fn the_order_of_a_surname_is_fixed(one in "[A-Z]{3,8}", two in "[A-Z]{3,8}") {
        let zone = zone(&format!("{one}<{two}<<ANNA"), 39, "740812");
        let swapped = format!("{two} {one}");
        let outcome = compare(&pass(&swapped, "Anna"), &zone, &Limits::default());
        let is_title = |part: &str| matches!(part, "ING" | "MAG" | "MRS" | "PHD" | "DIPL" | "PROF");
        if format!("{one}{two}") != format!("{two}{one}") && !is_title(&one) && !is_title(&two) {
            prop_assert_eq!(outcome, DIFFERS);
        }
    }

    #[test]
    fn any_text_is_compared_without_panic(texts in prop::array::uniform5(any::<String>())) {
        let [surname, surname_standardised, forename, forename_standardised, birth_date] = &texts;
        let pass = PassHolder {
            surname: Some(surname),
            surname_standardised: Some(surname_standardised),
            forename: Some(forename),
            forename_standardised: Some(forename_standardised),
            birth_date,
        };
        let zone = zone("BEISPIEL<<ANNA", 39, "740812");
        prop_assert_ne!(compare(&pass, &zone, &Limits::default()), SAME);
    }
}
