//! Pages of governments that show passes: where they are, and what was made to look like them.

use crate::recognised::Scheme;

/// A page of a government.
pub(super) struct Page {
    /// Its hosts, in small letters. The address of a pass begins `https://`, one of these, `/`.
    pub(super) hosts: &'static [&'static str],
    /// How the path of a pass begins.
    pub(super) paths: &'static [&'static str],
    /// Its name without dots and hyphens, as a look-alike has it somewhere.
    pub(super) name: &'static str,
    /// Whether the query of a pass holds an address, of where the pass lies.
    pub(super) carries_address: bool,
    /// Whose page it is.
    pub(super) scheme: Scheme,
}

pub(super) const PAGES: &[Page] = &[
    Page {
        hosts: &["gosuslugi.ru", "www.gosuslugi.ru"],
        paths: &["/covid-cert/", "/vaccine/cert/"],
        name: "gosuslugi",
        carries_address: false,
        scheme: Scheme::Gosuslugi,
    },
    Page {
        hosts: &["immune.mos.ru"],
        paths: &["/qr"],
        name: "immunemos",
        carries_address: false,
        scheme: Scheme::MoscowImmune,
    },
    Page {
        hosts: &["verify.gov.sg", "www.verify.gov.sg"],
        paths: &["/"],
        name: "verifygovsg",
        carries_address: true,
        scheme: Scheme::SingaporeHealthCert,
    },
    Page {
        hosts: &["scanmevacuno.gob.cl"],
        paths: &["/"],
        name: "scanmevacuno",
        carries_address: false,
        scheme: Scheme::ChileMobilityPass,
    },
    Page {
        hosts: &["pedulilindungi.id", "www.pedulilindungi.id"],
        paths: &["/"],
        name: "pedulilindungi",
        carries_address: false,
        scheme: Scheme::IndonesiaPeduliLindungi,
    },
    Page {
        hosts: &["bonjour.tousanticovid.gouv.fr"],
        paths: &["/app/wallet"],
        name: "tousanticovid",
        carries_address: false,
        scheme: Scheme::FranceWallet,
    },
];
