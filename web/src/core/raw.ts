/**
 * The verifier over the raw build of `crates/wasm`: a module without a single import, so that it
 * reaches no network, no clock and no storage (guarantee G01). The page hands bytes in and reads
 * bytes out.
 */

import type {
  About,
  Core,
  DoorAnswer,
  Inspection,
  PairAnswer,
  Policy,
  ReleaseAnswer,
  TogetherAnswer,
} from "./core.js";
import { startModule } from "./module.js";

/** Starts the module. A module that imports anything, or speaks otherwise, is refused. */
export async function loadCore(bytes: BufferSource): Promise<Core> {
  const ask = await startModule(bytes, { name: "cleanbill", tooLarge: "set.too-large" });
  return {
    open: async (set, options) => ask<About>({ ask: "open", ...options }, set),
    policies: async (at) => ask<readonly Policy[]>({ ask: "policies", at }),
    check: async (shown) => ask<DoorAnswer>({ ask: "check", ...shown }),
    inspect: async (inspected) => ask<Inspection>({ ask: "inspect", ...inspected }),
    compare: async (holders) => ask<readonly PairAnswer[]>({ ask: "compare", holders }),
    together: async (together) => ask<TogetherAnswer>({ ask: "together", ...together }),
    release: async (file, offered) => ask<ReleaseAnswer>({ ask: "release", ...offered }, file),
  };
}
