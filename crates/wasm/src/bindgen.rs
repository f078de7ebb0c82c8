//! The verifier for JavaScript: a class, types, and errors that are thrown as `{code, params}`.
//!
//! What goes in and comes out is the same JSON as with the raw functions, read and written by the
//! host's own `JSON`, so that there is one form to learn and to test.

#![allow(unsafe_code, reason = "what wasm-bindgen writes around every function")]

use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use crate::{Checker, WasmError, compare_holders};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("../js/types.d.ts");

/// Numbers up to here are whole and exact in JavaScript.
const NUMBER_MAX: f64 = 9_007_199_254_740_991.0;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = JSON, js_name = parse)]
    fn json_parse(text: &str) -> JsValue;
    #[wasm_bindgen(js_namespace = JSON, js_name = stringify, catch)]
    fn json_stringify(value: &JsValue) -> Result<Option<String>, JsValue>;

    /// What the types call `Options`.
    #[wasm_bindgen(typescript_type = "Options")]
    pub type OptionsGiven;
    /// What the types call `Shown`.
    #[wasm_bindgen(typescript_type = "Shown")]
    pub type ShownGiven;
    /// What the types call `Inspected`.
    #[wasm_bindgen(typescript_type = "Inspected")]
    pub type InspectedGiven;
    /// What the types call `Compared`.
    #[wasm_bindgen(typescript_type = "Compared")]
    pub type ComparedGiven;
    /// What the types call `Together`.
    #[wasm_bindgen(typescript_type = "Together")]
    pub type TogetherGiven;
    /// What the types call `About`.
    #[wasm_bindgen(typescript_type = "About")]
    pub type AboutTold;
    /// What the types call `DoorAnswer`.
    #[wasm_bindgen(typescript_type = "DoorAnswer")]
    pub type DoorAnswerTold;
    /// What the types call `PolicyAnswer[]`.
    #[wasm_bindgen(typescript_type = "PolicyAnswer[]")]
    pub type PoliciesTold;
    /// What the types call `Inspection`.
    #[wasm_bindgen(typescript_type = "Inspection")]
    pub type InspectionTold;
    /// What the types call `PairAnswer[]`.
    #[wasm_bindgen(typescript_type = "PairAnswer[]")]
    pub type PairsTold;
    /// What the types call `TogetherAnswer`.
    #[wasm_bindgen(typescript_type = "TogetherAnswer")]
    pub type TogetherTold;
    /// What the types call `ReleaseOffered`.
    #[wasm_bindgen(typescript_type = "ReleaseOffered")]
    pub type ReleaseGiven;
    /// What the types call `ReleaseAnswer`.
    #[wasm_bindgen(typescript_type = "ReleaseAnswer")]
    pub type ReleaseTold;
}

/// Checks with one signed set. Keeps nothing of what it is shown.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Verifier(Checker);

#[wasm_bindgen]
impl Verifier {
    /// Opens a signed set from the roots that are pinned.
    ///
    /// # Errors
    /// A `Fault`.
    pub fn open(set: &[u8], options: &OptionsGiven) -> Result<Self, JsValue> {
        let options = given(options)?;
        Checker::open(set, &options).map(Self).map_err(thrown)
    }

    /// What is checked with.
    #[must_use]
    pub fn about(&self) -> AboutTold {
        told(&self.0.about())
    }

    /// The policies in force at an instant (Unix seconds).
    ///
    /// # Errors
    /// A `Fault`.
    pub fn policies(&self, at: f64) -> Result<PoliciesTold, JsValue> {
        if at.fract() != 0.0 || at.abs() > NUMBER_MAX {
            return Err(thrown(WasmError::Time { name: "at" }));
        }
        Ok(told(&self.0.policies(at as i64)))
    }

    /// What a door may know of what somebody shows there.
    ///
    /// # Errors
    /// A `Fault`.
    pub fn check(&self, shown: &ShownGiven) -> Result<DoorAnswerTold, JsValue> {
        let answer = self.0.check(&given(shown)?);
        answer.map(|answer| told(&answer)).map_err(thrown)
    }

    /// All that a code says, for its holder.
    ///
    /// # Errors
    /// A `Fault`.
    pub fn inspect(&self, inspected: &InspectedGiven) -> Result<InspectionTold, JsValue> {
        Ok(told(&self.0.inspect(&given(inspected)?)))
    }

    /// Who of several holders may be one person.
    ///
    /// # Errors
    /// A `Fault`.
    pub fn compare(&self, compared: &ComparedGiven) -> Result<PairsTold, JsValue> {
        let answer = compare_holders(&given(compared)?);
        answer.map(|answer| told(&answer)).map_err(thrown)
    }

    /// What several passes come to, if somebody says that they are of one person.
    ///
    /// # Errors
    /// A `Fault`.
    pub fn together(&self, together: &TogetherGiven) -> Result<TogetherTold, JsValue> {
        let answer = self.0.together(&given(together)?);
        answer.map(|answer| told(&answer)).map_err(thrown)
    }

    /// Whether a file is a release in the ledger of this set.
    ///
    /// # Errors
    /// A `Fault`.
    pub fn release(&self, file: &[u8], offered: &ReleaseGiven) -> Result<ReleaseTold, JsValue> {
        let answer = self.0.release(file, &given(offered)?);
        answer.map(|answer| told(&answer)).map_err(thrown)
    }
}

/// An object of JavaScript, as it would be written as JSON.
fn given<T: DeserializeOwned>(value: &JsValue) -> Result<T, JsValue> {
    let unwritable = WasmError::Request { line: 1, column: 1 };
    let text = json_stringify(value).ok().flatten();
    let text = text.ok_or_else(|| thrown(unwritable))?;
    serde_json::from_str(&text).map_err(|error| {
        thrown(WasmError::Request {
            line: error.line(),
            column: error.column(),
        })
    })
}

/// An answer as an object of JavaScript.
fn told<T: JsCast>(answer: &impl Serialize) -> T {
    // Names, numbers and texts can always be written.
    let text = serde_json::to_string(answer).unwrap_or_default();
    json_parse(&text).unchecked_into()
}

/// An error, as it is thrown.
#[expect(
    clippy::needless_pass_by_value,
    reason = "it is handed on from map_err"
)]
fn thrown(error: WasmError) -> JsValue {
    told(&error.fault())
}
