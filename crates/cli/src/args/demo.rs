use clap::Args;

/// How large a demonstration.
#[derive(Args)]
pub(crate) struct DemoOptions {
    /// Invented people in the file that is made
    #[arg(long, default_value_t = 1_000, value_name = "NUMBER",
        value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    pub(crate) people: u32,
    #[command(flatten)]
    pub(crate) store: super::StoreOptions,
}
