use clap::{Args, ValueEnum};
use cleanbill_hcert::icvp::WriteLayout;

use crate::epochs::PassForm;

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum IcvpLayout {
    /// Of 2026-08-31, 12:36 UTC
    C,
    /// Of 2026-08-31, 12:51 UTC
    D,
}

impl From<IcvpLayout> for WriteLayout {
    fn from(layout: IcvpLayout) -> Self {
        match layout {
            IcvpLayout::C => Self::C,
            IcvpLayout::D => Self::D,
        }
    }
}

/// What the WHO's certificate says; with `--as icvp`.
#[derive(Args)]
#[command(next_help_heading = "The WHO's certificate (--as icvp)")]
pub(crate) struct IcvpOptions {
    /// Form of the pass. With --bulk dcc or shc, by the authority's key of that form. Without, this
    /// is the tool of one desk, which keeps no record: dcc, or icvp by the key of `keys icvp`; for
    /// health cards that is `card issue`
    #[arg(long = "as", value_name = "FORM", default_value = "dcc")]
    pub(crate) form: PassForm,
    /// Layout
    #[arg(long, default_value = "d")]
    pub(crate) layout: IcvpLayout,
    /// Full name, as the travel document has it [default: forename and surname]
    #[arg(long, conflicts_with_all = ["surname", "forename"])]
    pub(crate) name: Option<String>,
    /// Sex: male, female, other, unknown
    #[arg(long)]
    pub(crate) sex: Option<String>,
    /// Nationality, ISO 3166-1 alpha-3
    #[arg(long, value_name = "COUNTRY")]
    pub(crate) nationality: Option<String>,
    /// Number of an identity document
    #[arg(long, value_name = "NUMBER")]
    pub(crate) document: Option<String>,
    /// Kind of that document (HL7 v2 table 0203): PPN for a passport
    #[arg(long, value_name = "KIND")]
    pub(crate) document_kind: Option<String>,
    /// Name of a parent or guardian
    #[arg(long, value_name = "NAME")]
    pub(crate) guardian: Option<String>,
    /// Product, by its id in the WHO's tables
    #[arg(long, value_name = "ID")]
    pub(crate) who_product: Option<String>,
    /// Day of the vaccination
    #[arg(long, value_name = "DATE")]
    pub(crate) vaccinated_on: Option<String>,
    /// Batch
    #[arg(long)]
    pub(crate) batch: Option<String>,
    /// Clinician who supervised
    #[arg(long, value_name = "NAME")]
    pub(crate) clinician: Option<String>,
    /// Issuing authority, as the WHO's network names the participant
    #[arg(long, value_name = "ID")]
    pub(crate) authority: Option<String>,
    /// Version of the certificate's template
    #[arg(long, value_name = "VERSION", default_value = "1")]
    pub(crate) template: String,
}
