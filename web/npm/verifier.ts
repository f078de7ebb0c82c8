/** What `@cleanbill/verifier` is made of: the interface of the pages to the module without imports. */

export { CoreError as VerifierError } from "../src/core/core.js";
export { loadCore as loadVerifier } from "../src/core/raw.js";
