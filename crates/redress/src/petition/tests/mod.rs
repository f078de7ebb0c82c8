mod recount;
mod rules;
pub(crate) mod world;
