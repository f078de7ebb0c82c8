/// A scheme whose codes are named and not verified.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scheme {
    /// France, 2D-Doc: a signed code of fields (ANTS, *Spécifications techniques 2D-Doc*, version
    /// 3.1). Its keys are certificates of French authorities that no trust list here has.
    FranceTwoDDoc,
    /// France, an address of the TousAntiCovid wallet, a 2D-Doc or a DCC behind it.
    FranceWallet,
    /// England, the domestic NHS COVID Pass: key, content and signature in base 64 with points
    /// between. Its keys were never published for others.
    UkDomestic,
    /// Israel, vaccination certificate and green pass until 2021: an RSA signature, `#`, JSON; or
    /// `GreenPass…`, an unsigned code.
    IsraelGreenPass,
    /// Singapore, HealthCerts: an OpenAttestation document, or the address of one. Who issued it is
    /// found in a domain's records and a register, by the network only.
    SingaporeHealthCert,
    /// Switzerland, `LT1:`: the light certificate, which ended after a day or two.
    SwissLight,
    /// Netherlands, CoronaCheck domestic: an unlinkable proof (Idemix), whose keys are withdrawn.
    NetherlandsDomestic,
    /// Hong Kong, `HK3:` and its like: records that the government's own scanner read.
    HongKong,
    /// European Union, the invitation of a carrier's validation service: it asks for a pass, and is
    /// none (*EU DCC validation over the internet*, protocol `DCCVALIDATION`).
    EuValidation,
    /// A visible digital seal of ICAO Doc 9303, part 13: of a visa or another document.
    IcaoSeal,
    /// Russia, `gosuslugi.ru`: the address of a page, with no signature.
    Gosuslugi,
    /// Moscow, `immune.mos.ru`: the address of a page, with no signature.
    MoscowImmune,
    /// Chile, Pase de Movilidad: the address of a page.
    ChileMobilityPass,
    /// Indonesia, PeduliLindungi: the address of a page.
    IndonesiaPeduliLindungi,
}

impl Scheme {
    /// All of them.
    pub const ALL: [Self; 14] = [
        Self::FranceTwoDDoc,
        Self::FranceWallet,
        Self::UkDomestic,
        Self::IsraelGreenPass,
        Self::SingaporeHealthCert,
        Self::SwissLight,
        Self::NetherlandsDomestic,
        Self::HongKong,
        Self::EuValidation,
        Self::IcaoSeal,
        Self::Gosuslugi,
        Self::MoscowImmune,
        Self::ChileMobilityPass,
        Self::IndonesiaPeduliLindungi,
    ];

    /// The name in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::FranceTwoDDoc => "2d-doc",
            Self::FranceWallet => "tousanticovid",
            Self::UkDomestic => "uk-domestic",
            Self::IsraelGreenPass => "israel-green-pass",
            Self::SingaporeHealthCert => "singapore-healthcert",
            Self::SwissLight => "swiss-light",
            Self::NetherlandsDomestic => "coronacheck",
            Self::HongKong => "hong-kong",
            Self::EuValidation => "eu-validation",
            Self::IcaoSeal => "icao-seal",
            Self::Gosuslugi => "gosuslugi",
            Self::MoscowImmune => "immune-mos",
            Self::ChileMobilityPass => "chile-pase",
            Self::IndonesiaPeduliLindungi => "pedulilindungi",
        }
    }

    /// The stable code of the reason for which it is not verified.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::FranceTwoDDoc => "recognised.2d-doc",
            Self::FranceWallet => "recognised.tousanticovid",
            Self::UkDomestic => "recognised.uk-domestic",
            Self::IsraelGreenPass => "recognised.israel-green-pass",
            Self::SingaporeHealthCert => "recognised.singapore-healthcert",
            Self::SwissLight => "recognised.swiss-light",
            Self::NetherlandsDomestic => "recognised.coronacheck",
            Self::HongKong => "recognised.hong-kong",
            Self::EuValidation => "recognised.eu-validation",
            Self::IcaoSeal => "recognised.icao-seal",
            Self::Gosuslugi => "recognised.gosuslugi",
            Self::MoscowImmune => "recognised.immune-mos",
            Self::ChileMobilityPass => "recognised.chile-pase",
            Self::IndonesiaPeduliLindungi => "recognised.pedulilindungi",
        }
    }

    /// Its name as people know it; proper names, the same in all languages.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::FranceTwoDDoc => "2D-Doc",
            Self::FranceWallet => "TousAntiCovid",
            Self::UkDomestic => "NHS COVID Pass",
            Self::IsraelGreenPass => "Israel Green Pass",
            Self::SingaporeHealthCert => "Singapore HealthCert",
            Self::SwissLight => "COVID certificate light (CH)",
            Self::NetherlandsDomestic => "CoronaCheck",
            Self::HongKong => "Hong Kong vaccination record",
            Self::EuValidation => "EU DCC validation service",
            Self::IcaoSeal => "ICAO VDS",
            Self::Gosuslugi => "Gosuslugi",
            Self::MoscowImmune => "immune.mos.ru",
            Self::ChileMobilityPass => "Pase de Movilidad",
            Self::IndonesiaPeduliLindungi => "PeduliLindungi",
        }
    }

    /// Whether it is a health pass at all, which somebody else may be able to verify; not an
    /// address, a question, or a seal of another document.
    #[must_use]
    pub const fn is_pass(self) -> bool {
        !self.is_address() && !matches!(self, Self::EuValidation | Self::IcaoSeal)
    }

    /// Whether the code holds nothing but an address: no signature, so that nothing could ever
    /// prove it.
    #[must_use]
    pub const fn is_address(self) -> bool {
        matches!(
            self,
            Self::Gosuslugi
                | Self::MoscowImmune
                | Self::FranceWallet
                | Self::ChileMobilityPass
                | Self::IndonesiaPeduliLindungi
        )
    }
}
