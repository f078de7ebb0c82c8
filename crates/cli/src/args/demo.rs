use clap::Args;

/// How large a demonstration.
#[derive(Args)]
pub(crate) struct DemoOptions {
    /// Invented people in the file that is made
    #[arg(long, default_value_t = 1_000, value_name = "NUMBER",
        value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    pub(crate) people: u32,
    /// Also play what happened in the seventy days before: appeals, and a petition
    ///
    /// The authority has to be older than that: `cleanbill init --at` takes a day.
    #[arg(long)]
    pub(crate) story: bool,
    #[command(flatten)]
    pub(crate) store: super::StoreOptions,
}
