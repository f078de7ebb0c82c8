import type { Verifier } from "./verifier.js";

export * from "./verifier.js";

/** Starts the module that lies in this package. For Node.js. */
export function startVerifier(): Promise<Verifier>;
