//! The fixed words of a page, in the languages of the house.

/// The words around the facts. Every one of them is printed as given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labels {
    /// Above the name.
    pub name: String,
    /// Before the birth date.
    pub birth_date: String,
    /// Before the time for which the pass holds.
    pub validity: String,
    /// What the code is, for people who do not see it.
    pub code_alt: String,
    /// At the fold: that only this side is shown.
    pub door_side: String,
    /// Heading of the holder's side.
    pub own_side: String,
    /// Heading of the facts about issue.
    pub issue: String,
    /// Before the issuer.
    pub issuer: String,
    /// Before the identifier.
    pub identifier: String,
    /// Before the receipt.
    pub receipt: String,
    /// Before the collection code.
    pub collection_code: String,
    /// That the same code shown twice can be told to be the same (G15).
    pub linkable: String,
    /// On a sheet of light passes: one code a showing, crossed out when used.
    pub light_use: String,
}

impl Labels {
    /// The words in a language: Arabic, English, French, German, Russian or Spanish by the tag's
    /// first part; English for every other.
    #[must_use]
    pub fn of(language: &str) -> Self {
        let primary = language.split('-').next().unwrap_or_default();
        let words = match primary.to_ascii_lowercase().as_str() {
            "ar" => AR,
            "de" => DE,
            "es" => ES,
            "fr" => FR,
            "ru" => RU,
            _ => EN,
        };
        let [
            name,
            birth_date,
            validity,
            code_alt,
            door_side,
            own_side,
            issue,
            issuer,
            identifier,
            receipt,
            collection_code,
            linkable,
            light_use,
        ] = words.map(str::to_owned);
        Self {
            name,
            birth_date,
            validity,
            code_alt,
            door_side,
            own_side,
            issue,
            issuer,
            identifier,
            receipt,
            collection_code,
            linkable,
            light_use,
        }
    }

    /// All of them, in the order in which an error counts them.
    pub(crate) fn all(&self) -> [&str; 13] {
        [
            &self.name,
            &self.birth_date,
            &self.validity,
            &self.code_alt,
            &self.door_side,
            &self.own_side,
            &self.issue,
            &self.issuer,
            &self.identifier,
            &self.receipt,
            &self.collection_code,
            &self.linkable,
            &self.light_use,
        ]
    }
}

const EN: [&str; 13] = [
    "Name",
    "Date of birth",
    "Valid",
    "QR code of the pass. It holds the signed data that a checking device reads.",
    "Fold here and show only this side.",
    "For you only",
    "Issue",
    "Issued by",
    "Identifier",
    "Receipt (keep it secret)",
    "Collection code (works once)",
    "This code stays the same: whoever scans it again can tell that it is the same one.",
    "Show one code each time, and cross it out after use.",
];

const DE: [&str; 13] = [
    "Name",
    "Geburtsdatum",
    "Gültig",
    "QR-Code des Nachweises. Er enthält die signierten Daten, die ein Prüfgerät liest.",
    "Hier falten und nur diese Seite zeigen.",
    "Nur für Sie",
    "Ausstellung",
    "Ausgestellt von",
    "Kennung",
    "Beleg (geheim halten)",
    "Abholcode (gilt einmal)",
    "Dieser Code bleibt gleich: Wer ihn noch einmal liest, erkennt, dass es derselbe ist.",
    "Zeigen Sie jedes Mal einen Code, und streichen Sie ihn danach durch.",
];

const FR: [&str; 13] = [
    "Nom",
    "Date de naissance",
    "Valable",
    "Code QR du passe. Il contient les données signées que lit un appareil de contrôle.",
    "Pliez ici et ne montrez que ce côté.",
    "Pour vous seulement",
    "Délivrance",
    "Délivré par",
    "Identifiant",
    "Récépissé (à garder secret)",
    "Code de retrait (une seule fois)",
    "Ce code reste le même : qui le lit de nouveau peut reconnaître que c’est le même.",
    "Montrez un code à chaque fois et barrez-le après usage.",
];

const ES: [&str; 13] = [
    "Nombre",
    "Fecha de nacimiento",
    "Válido",
    "Código QR del pase. Contiene los datos firmados que lee un aparato de control.",
    "Doble por aquí y muestre solo este lado.",
    "Solo para usted",
    "Expedición",
    "Expedido por",
    "Identificador",
    "Resguardo (manténgalo en secreto)",
    "Código de recogida (sirve una vez)",
    "Este código no cambia: quien lo lea otra vez puede reconocer que es el mismo.",
    "Muestre un código cada vez y táchelo después de usarlo.",
];

const RU: [&str; 13] = [
    "Имя",
    "Дата рождения",
    "Действует",
    "QR-код пропуска. В нём подписанные данные, которые читает устройство проверки.",
    "Сложите здесь и показывайте только эту сторону.",
    "Только для вас",
    "Выдача",
    "Кем выдан",
    "Номер",
    "Квитанция (держите в тайне)",
    "Код получения (действует один раз)",
    "Этот код не меняется: кто прочтёт его снова, узнает, что он тот же.",
    "Показывайте каждый раз один код и зачёркивайте его после этого.",
];

const AR: [&str; 13] = [
    "الاسم",
    "تاريخ الميلاد",
    "الصلاحية",
    "رمز الاستجابة السريعة للتصريح. يحتوي على البيانات الموقعة التي يقرؤها جهاز التحقق.",
    "اطو الورقة هنا وأظهر هذا الجانب فقط.",
    "لك وحدك",
    "الإصدار",
    "جهة الإصدار",
    "المعرف",
    "الإيصال (احتفظ به سرا)",
    "رمز الاستلام (يعمل مرة واحدة)",
    "لا يتغير هذا الرمز: من يقرؤه مرة أخرى يعرف أنه الرمز نفسه.",
    "أظهر رمزا واحدًا في كل مرة واشطبه بعد استعماله.",
];
