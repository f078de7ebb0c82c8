use clap::{Args, ValueEnum};

/// What an officer of the demonstration does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DemoRole {
    /// Enters and issues.
    Clinic,
    /// Finds, prints and corrects.
    Desk,
    /// Heads an office: proposes and signs acts.
    Head,
    /// Decides appeals.
    Reviewer,
}

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
    /// In an authority that was made so: a link by which somebody registers a passkey at the desk
    /// as an officer; waits for them, and appoints them by the demonstration's own heads
    #[arg(long, value_name = "ROLE", conflicts_with_all = ["people", "story"])]
    pub(crate) officer: Option<DemoRole>,
    #[command(flatten)]
    pub(crate) store: super::StoreOptions,
}
