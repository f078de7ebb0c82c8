//! Names that say nothing, and names that Rust says otherwise.

use syn::visit::{self, Visit};

use crate::findings::Finding;
use crate::source::Source;

/// Names of folders, files and modules that hold whatever had no place.
const EMPTY_NAMES: &[&str] = &["common", "helper", "helpers", "misc", "util", "utils"];

/// Checks the names of the folders and the file.
pub(super) fn check_path(file: &str) -> Option<Finding> {
    let is_code = [".rs", ".ts", ".toml"]
        .iter()
        .any(|end| file.ends_with(end));
    let name = file
        .split('/')
        .map(|name| name.split('.').next().unwrap_or(name));
    let empty = name
        .into_iter()
        .find(|name| EMPTY_NAMES.contains(name))
        .filter(|_| is_code)?;
    Some(Finding::error(
        file,
        "empty-name",
        format!("`{empty}` says nothing; name what is in it"),
    ))
}

/// Checks the names of modules, types and functions that ship.
pub(super) fn check(source: &Source) -> Vec<Finding> {
    let mut names = Names {
        file: &source.file,
        findings: Vec::new(),
    };
    names.visit_file(&source.production);
    names.findings
}

struct Names<'a> {
    file: &'a str,
    findings: Vec<Finding>,
}

impl Names<'_> {
    fn refuse(&mut self, name: &syn::Ident, rule: &'static str, text: &str) {
        let place = format!("{}:{}", self.file, name.span().start().line);
        self.findings
            .push(Finding::error(place, rule, format!("`{name}`: {text}")));
    }

    fn check_type(&mut self, name: &syn::Ident) {
        if name.to_string().ends_with("Manager") {
            self.refuse(name, "manager", "name what it does or holds");
        }
    }

    fn check_function(&mut self, name: &syn::Ident) {
        let text = name.to_string();
        let Some(thing) = text.strip_prefix("get_") else {
            return;
        };
        // The standard library's own pattern beside a `get`.
        if !matches!(thing, "mut" | "ref") && !thing.starts_with("or_") {
            self.refuse(name, "getter", "a getter has the name of what it gives");
        }
    }
}

impl<'ast> Visit<'ast> for Names<'_> {
    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        if EMPTY_NAMES.contains(&module.ident.to_string().as_str()) {
            self.refuse(&module.ident, "empty-name", "name what is in it");
        }
        visit::visit_item_mod(self, module);
    }

    fn visit_item_struct(&mut self, item: &'ast syn::ItemStruct) {
        self.check_type(&item.ident);
    }

    fn visit_item_enum(&mut self, item: &'ast syn::ItemEnum) {
        self.check_type(&item.ident);
    }

    fn visit_item_type(&mut self, item: &'ast syn::ItemType) {
        self.check_type(&item.ident);
    }

    fn visit_item_trait(&mut self, item: &'ast syn::ItemTrait) {
        self.check_type(&item.ident);
        visit::visit_item_trait(self, item);
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        // A trait's methods were named by the trait, which may be foreign.
        if item.trait_.is_none() {
            visit::visit_item_impl(self, item);
        }
    }

    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        self.check_function(&function.sig.ident);
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        self.check_function(&function.sig.ident);
        visit::visit_impl_item_fn(self, function);
    }

    fn visit_trait_item_fn(&mut self, function: &'ast syn::TraitItemFn) {
        self.check_function(&function.sig.ident);
        visit::visit_trait_item_fn(self, function);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(text: &str) -> Vec<&'static str> {
        let source = Source::parse("crates/a/src/lib.rs", text.to_owned()).unwrap();
        check(&source)
            .into_iter()
            .map(|finding| finding.rule)
            .collect()
    }

    #[test]
    fn empty_and_unidiomatic_names_are_found() {
        assert_eq!(rules("mod utils {}"), ["empty-name"]);
        assert_eq!(rules("struct KeyManager;"), ["manager"]);
        assert_eq!(
            rules("trait KeyManager { fn get_key(&self); }"),
            ["manager", "getter"]
        );
        assert_eq!(rules("impl A { fn get_key(&self) {} }"), ["getter"]);
        assert_eq!(rules("fn get_key() {}"), ["getter"]);
    }

    #[test]
    fn names_that_say_something_pass() {
        assert_eq!(
            rules("struct Managers; fn key() {} fn get() {} fn getaway() {}"),
            [""; 0]
        );
        assert_eq!(
            rules("impl A { fn get_mut(&mut self) {} fn get_or_insert(&self) {} }"),
            [""; 0]
        );
        assert_eq!(
            rules("impl Foreign for A { fn get_key(&self) {} }"),
            [""; 0]
        );
    }

    #[test]
    fn paths_are_checked_part_by_part() {
        for path in [
            "crates/a/src/utils.rs",
            "crates/a/tests/common/mod.rs",
            "crates/utils/Cargo.toml",
        ] {
            assert_eq!(check_path(path).unwrap().rule, "empty-name", "{path}");
        }
        for path in [
            "crates/a/src/uncommon.rs",
            "crates/a/src/lib.rs",
            "docs/common/a.png",
        ] {
            assert_eq!(check_path(path), None, "{path}");
        }
    }
}
