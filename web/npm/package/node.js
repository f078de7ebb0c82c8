import { readFile } from "node:fs/promises";

import { loadVerifier } from "./verifier.js";

export { VerifierError } from "./verifier.js";

export const startVerifier = async () =>
  loadVerifier(await readFile(new URL("cleanbill.wasm", import.meta.url)));
