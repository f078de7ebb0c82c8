use std::fmt;

/// One field of a request: its name in the friendly form, and the member of the DCC it becomes.
///
/// `Display` gives the friendly name, such as `vaccination.date`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Field {
    name: &'static str,
    dcc: &'static str,
}

impl Field {
    const fn new(name: &'static str, dcc: &'static str) -> Self {
        Self { name, dcc }
    }

    /// The path in the friendly form: `vaccination.date`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// The path in a DCC, without positions: `v.dt`. Empty for what a DCC does not hold.
    #[must_use]
    pub const fn dcc(self) -> &'static str {
        self.dcc
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

macro_rules! fields {
    ($($constant:ident $name:literal $dcc:literal)*) => {$(
        pub(crate) const $constant: Field = Field::new($name, $dcc);
    )*};
}

fields! {
    REQUEST "the request" "the payload"
    VERSION "version" "ver"
    BIRTH_DATE "birth_date" "dob"
    NAME "name" "nam"
    SURNAME "name.surname" "nam.fn"
    SURNAME_STANDARDISED "name.surname_standardised" "nam.fnt"
    FORENAME "name.forename" "nam.gn"
    FORENAME_STANDARDISED "name.forename_standardised" "nam.gnt"
    LANGUAGE "name.language" ""

    VACCINATION "vaccination" "v"
    V_DISEASE "vaccination.disease" "v.tg"
    V_VACCINE "vaccination.vaccine" "v.vp"
    V_PRODUCT "vaccination.product" "v.mp"
    V_MANUFACTURER "vaccination.manufacturer" "v.ma"
    V_DOSE "vaccination.dose" "v.dn"
    V_DOSES "vaccination.doses" "v.sd"
    V_DATE "vaccination.date" "v.dt"
    V_COUNTRY "vaccination.country" "v.co"
    V_ISSUER "vaccination.issuer" "v.is"
    V_UVCI "vaccination.uvci" "v.ci"
    V_LOT "vaccination.lot" ""
    SOURCE_RECORD "source_record" ""

    TEST "test" "t"
    T_DISEASE "test.disease" "t.tg"
    T_TYPE "test.type" "t.tt"
    T_NAME "test.name" "t.nm"
    T_DEVICE "test.device" "t.ma"
    T_SAMPLED_AT "test.sampled_at" "t.sc"
    T_RESULT "test.result" "t.tr"
    T_CENTRE "test.centre" "t.tc"
    T_COUNTRY "test.country" "t.co"
    T_ISSUER "test.issuer" "t.is"
    T_UVCI "test.uvci" "t.ci"

    RECOVERY "recovery" "r"
    R_DISEASE "recovery.disease" "r.tg"
    R_FIRST_POSITIVE "recovery.first_positive" "r.fr"
    R_VALID_FROM "recovery.valid_from" "r.df"
    R_VALID_UNTIL "recovery.valid_until" "r.du"
    R_COUNTRY "recovery.country" "r.co"
    R_ISSUER "recovery.issuer" "r.is"
    R_UVCI "recovery.uvci" "r.ci"

    EXEMPTION "exemption" "xm"
    X_LAYOUT "exemption.layout" "xm.xv"
    X_DISEASE "exemption.disease" "xm.tg"
    X_VALID_FROM "exemption.valid_from" "xm.df"
    X_VALID_UNTIL "exemption.valid_until" "xm.du"
    X_COUNTRY "exemption.country" "xm.co"
    X_ISSUER "exemption.issuer" "xm.is"
    X_UVCI "exemption.uvci" "xm.ci"

    AUTHORITY_COUNTRY "authority.country" ""
    AUTHORITY_ISSUER "authority.issuer" ""
}
