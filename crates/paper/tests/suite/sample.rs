//! Passes of nobody, in every script.

use cleanbill_paper::{Labels, LightCode, LightSheet, PrintedPass, Row, Stamp};

/// A text as long and of the same letters as a pass, different for every seed; nothing verifies it.
pub(crate) fn code(chars: usize, seed: u32) -> String {
    const BASE45: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    let mut state = seed.wrapping_mul(2_654_435_761).wrapping_add(1);
    let mut text = String::from("HC1:");
    while text.len() < chars {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        let letter = BASE45.get(state as usize % BASE45.len());
        text.extend(letter.map(|letter| char::from(*letter)));
    }
    text
}

pub(crate) fn stamp() -> Stamp {
    Stamp {
        document_id: "specimen-1".to_owned(),
        created_at: 1_795_363_200,
    }
}

fn rows(rows: &[(&str, &str)]) -> Vec<Row> {
    let row = |(label, value): &(&str, &str)| Row {
        label: (*label).to_owned(),
        value: (*value).to_owned(),
    };
    rows.iter().map(row).collect()
}

pub(crate) fn english() -> PrintedPass {
    PrintedPass {
        stamp: stamp(),
        language: "en".to_owned(),
        labels: Labels::of("en"),
        title: "Health pass".to_owned(),
        name: "Zoë Ålund-O’Connor".to_owned(),
        transliterated: None,
        birth_date: "14 March 1968".to_owned(),
        validity: "22 November 2026 to 21 November 2027".to_owned(),
        ground: rows(&[
            ("Ground", "Vaccination"),
            ("Disease", "COVID-19"),
            ("Vaccine", "SARS-CoV-2 mRNA vaccine"),
            ("Product", "Comirnaty (EU/1/20/1528)"),
            ("Manufacturer", "Biontech Manufacturing GmbH"),
            ("Dose", "3 of 3"),
            ("Date of vaccination", "8 November 2026"),
            ("Country", "Northland (NL-01)"),
        ]),
        issuer: "Northland Ministry of Health".to_owned(),
        identifier: "URN:UVCI:01:NL:7K3M9QXW2RBTZ8HD5VFCNJ4PYG#K".to_owned(),
        receipt: Some("8F3K-22QM-ZT7X-09WD-5HRC-VN4B-1JYE-6PGA".to_owned()),
        collection_code: Some("4719 0352".to_owned()),
        code: code(541, 1),
        notes: vec![
            "Ask for a correction at any service desk or at the address on the envelope."
                .to_owned(),
        ],
    }
}

pub(crate) fn russian() -> PrintedPass {
    PrintedPass {
        language: "ru".to_owned(),
        labels: Labels::of("ru"),
        title: "Пропуск о здоровье".to_owned(),
        name: "Щёголева Ёлка Юрьевна".to_owned(),
        transliterated: Some("SHCHEGOLEVA ELKA".to_owned()),
        birth_date: "14 марта 1968 г.".to_owned(),
        validity: "с 22 ноября 2026 г. по 21 ноября 2027 г.".to_owned(),
        ground: rows(&[
            ("Основание", "Перенесённое заболевание"),
            ("Заболевание", "COVID-19"),
            ("Первый положительный тест", "1 августа 2026 г."),
            ("Страна", "Северия"),
        ]),
        issuer: "Министерство здравоохранения".to_owned(),
        notes: vec!["Исправить данные можно в любом центре госуслуг.".to_owned()],
        ..english()
    }
}

pub(crate) fn greek() -> PrintedPass {
    PrintedPass {
        language: "el".to_owned(),
        title: "Πιστοποιητικό υγείας".to_owned(),
        name: "Ἀθηνᾶ Παπαδοπούλου-Ξυλούρη".to_owned(),
        transliterated: Some("ATHINA PAPADOPOULOU-XYLOURI".to_owned()),
        birth_date: "14 Μαρτίου 1968".to_owned(),
        validity: "έως 21 Νοεμβρίου 2027".to_owned(),
        ground: rows(&[
            ("Λόγος", "Αρνητική εξέταση"),
            ("Ώρα δειγματοληψίας", "22 Νοεμβρίου 2026, 08:30"),
        ]),
        issuer: "Υπουργείο Υγείας".to_owned(),
        notes: vec!["Για διόρθωση απευθυνθείτε στο γραφείο εξυπηρέτησης.".to_owned()],
        ..english()
    }
}

pub(crate) fn arabic() -> PrintedPass {
    PrintedPass {
        language: "ar".to_owned(),
        labels: Labels::of("ar"),
        title: "تصريح صحي".to_owned(),
        name: "فاطمة الزهراء بنت عبد الله".to_owned(),
        transliterated: Some("FATIMA ALZAHRA BINT ABDULLAH".to_owned()),
        birth_date: "14 مارس 1968".to_owned(),
        validity: "من 22 نوفمبر 2026 إلى 21 نوفمبر 2027".to_owned(),
        ground: rows(&[
            ("السبب", "تطعيم"),
            ("المرض", "كوفيد-19 (COVID-19)"),
            ("المنتج", "Comirnaty (EU/1/20/1528)"),
            ("الجرعة", "3 من 3"),
            ("تاريخ التطعيم", "8 نوفمبر 2026"),
        ]),
        issuer: "وزارة الصحة".to_owned(),
        notes: vec!["لتصحيح البيانات راجع أي مركز خدمة، أو اتصل بالرقم 1717.".to_owned()],
        ..english()
    }
}

/// Names and values that mix directions and scripts.
pub(crate) fn mixed() -> PrintedPass {
    PrintedPass {
        name: "محمد (Mohammed) الفاسي".to_owned(),
        transliterated: Some("MOHAMMED ALFASSI".to_owned()),
        ground: rows(&[
            ("Ground", "Exemption"),
            ("Place", "مستشفى King Hussein، عمّان 11180"),
            ("Office", "Αθήνα · Москва · تونس · Łódź"),
        ]),
        ..english()
    }
}

/// Long in every field, but not beyond what a page takes.
pub(crate) fn long() -> PrintedPass {
    PrintedPass {
        title: "Certificate of vaccination, recovery or testing".to_owned(),
        name: "Maria Magdalena Wilhelmine Friederike Charlotte von und zu \
               Hohenlohe-Waldenburg-Schillingsfürst-Breunigsweiler"
            .to_owned(),
        transliterated: Some(
            "MARIA MAGDALENA WILHELMINE FRIEDERIKE CHARLOTTE VON UND ZU HOHENLOHE WALDENBURG"
                .to_owned(),
        ),
        issuer: "Regional Directorate for Public Health, Preventive Medicine and Vaccination of \
                 the Northern Provinces, Office 12"
            .to_owned(),
        code: code(1_100, 7),
        ..english()
    }
}

/// A sheet for the same person.
pub(crate) fn light(pass: &PrintedPass, count: u32) -> LightSheet {
    let span = |day: u32| {
        if pass.language == "ar" {
            format!("{day}–{} ديسمبر 2026", day + 1)
        } else {
            format!("{day}–{} December 2026", day + 1)
        }
    };
    LightSheet {
        stamp: pass.stamp.clone(),
        language: pass.language.clone(),
        labels: pass.labels.clone(),
        title: pass.title.clone(),
        name: pass.name.clone(),
        transliterated: pass.transliterated.clone(),
        birth_date: pass.birth_date.clone(),
        codes: (1..=count)
            .map(|day| LightCode {
                span: span(day),
                code: code(260, day),
            })
            .collect(),
    }
}
