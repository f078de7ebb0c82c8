/**
 * A module of WebAssembly of ours, as all of them are spoken to: a host asks for room, writes a
 * request there and maybe bytes, calls, and reads the answer (`crates/wasm-host`).
 */

import { CoreError } from "./core.js";

/** The version of the functions. */
const ABI = 1;
/** The buffers that there are. */
const REQUEST = 0;
const BYTES = 1;

/** Asks; everything that it throws is a `CoreError`. */
export type Ask = <T>(request: object, bytes?: Uint8Array) => T;

export interface Spoken {
  /** What its functions' names begin with. */
  readonly name: string;
  /** The code where bytes are more than it takes. */
  readonly tooLarge: string;
}

/** Starts a module. One that imports anything, or speaks otherwise, is refused. */
export async function startModule(bytes: BufferSource, spoken: Spoken): Promise<Ask> {
  const module = await WebAssembly.compile(bytes);
  if (WebAssembly.Module.imports(module).length > 0) throw new CoreError("page.core-imports");
  const { exports } = await WebAssembly.instantiate(module, {});
  const call = (name: string, ...given: readonly number[]): number => {
    const called = exports[`${spoken.name}_${name}`];
    if (typeof called !== "function") throw new CoreError("page.core-version");
    return Number(called(...given));
  };
  if (call("abi") !== ABI) throw new CoreError("page.core-version");
  // The memory may have grown and moved, so that its view is made anew each time.
  const view = (address: number, length: number): Uint8Array =>
    new Uint8Array((exports["memory"] as WebAssembly.Memory).buffer, address, length);
  const put = (buffer: number, put: Uint8Array): void => {
    const address = call("room", buffer, put.length);
    if (address === 0) {
      throw new CoreError(buffer === BYTES ? spoken.tooLarge : "page.too-long");
    }
    view(address, put.length).set(put);
  };
  return <T>(request: object, bytes?: Uint8Array): T => {
    put(REQUEST, new TextEncoder().encode(JSON.stringify(request)));
    if (bytes) put(BYTES, bytes);
    const length = call("ask");
    const answer = new TextDecoder().decode(view(call("answer"), length));
    return taken(JSON.parse(answer) as Answer<T>);
  };
}

type Answer<T> = { ok: T } | { error: { code: string; params: Record<string, number | string> } };

function taken<T>(answer: Answer<T>): T {
  if ("error" in answer) throw new CoreError(answer.error.code, answer.error.params);
  return answer.ok;
}
