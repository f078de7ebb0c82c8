/**
 * The verifier over the raw build of `crates/wasm`: a module without a single import, so that it
 * reaches no network, no clock and no storage (guarantee G01). The page hands bytes in and reads
 * bytes out; `crates/wasm/src/raw.rs` tells how.
 */

import {
  type About,
  type Core,
  CoreError,
  type DoorAnswer,
  type Inspection,
  type Policy,
} from "./core.js";

/** The version of the functions below. */
const ABI = 1;
/** The buffers that there are. */
const REQUEST = 0;
const SET = 1;

interface Exports {
  readonly memory: WebAssembly.Memory;
  cleanbill_abi?(): number;
  cleanbill_room(buffer: number, length: number): number;
  cleanbill_ask(): number;
  cleanbill_answer(): number;
}

/** Starts the module. A module that imports anything, or speaks otherwise, is refused. */
export async function loadCore(bytes: BufferSource): Promise<Core> {
  const module = await WebAssembly.compile(bytes);
  if (WebAssembly.Module.imports(module).length > 0) throw new CoreError("page.core-imports");
  const instance = await WebAssembly.instantiate(module, {});
  const exports = instance.exports as unknown as Exports;
  if (exports.cleanbill_abi?.() !== ABI) throw new CoreError("page.core-version");
  const ask = asker(exports);
  return {
    open: async (set, options) => ask<About>({ ask: "open", ...options }, set),
    policies: async (at) => ask<readonly Policy[]>({ ask: "policies", at }),
    check: async (shown) => ask<DoorAnswer>({ ask: "check", ...shown }),
    inspect: async (inspected) => ask<Inspection>({ ask: "inspect", ...inspected }),
  };
}

type Answer<T> = { ok: T } | { error: { code: string; params: Record<string, number | string> } };

function asker(host: Exports): <T>(request: object, set?: Uint8Array) => T {
  const put = (buffer: number, bytes: Uint8Array): void => {
    const address = host.cleanbill_room(buffer, bytes.length);
    if (address === 0) throw new CoreError(buffer === SET ? "set.too-large" : "page.too-long");
    // The memory may have grown and moved, so that its view is made anew each time.
    new Uint8Array(host.memory.buffer, address, bytes.length).set(bytes);
  };
  return <T>(request: object, set?: Uint8Array): T => {
    put(REQUEST, new TextEncoder().encode(JSON.stringify(request)));
    if (set) put(SET, set);
    const length = host.cleanbill_ask();
    const bytes = new Uint8Array(host.memory.buffer, host.cleanbill_answer(), length);
    const answer = JSON.parse(new TextDecoder().decode(bytes)) as Answer<T>;
    if ("error" in answer) throw new CoreError(answer.error.code, answer.error.params);
    return answer.ok;
  };
}
