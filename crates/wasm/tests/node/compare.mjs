// Asks both builds what was asked natively, and compares the answers.
// Usage: node compare.mjs FOLDER ASKED.json
import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, file] = process.argv.slice(2).map((path) => resolve(path));
const asked = JSON.parse(readFileSync(file, "utf8"));
const set = new Uint8Array(Buffer.from(asked.set, "base64"));

// Without an import there is nothing to hand in: no clock, no network, no storage.
function raw() {
  const module = new WebAssembly.Module(readFileSync(join(folder, "cleanbill.raw.wasm")));
  deepStrictEqual(WebAssembly.Module.imports(module), []);
  const host = new WebAssembly.Instance(module).exports;
  strictEqual(host.cleanbill_abi(), 1);
  strictEqual(host.cleanbill_room(2, 1), 0);
  strictEqual(host.cleanbill_room(0, 2 ** 31), 0);
  const put = (buffer, bytes) => {
    const address = host.cleanbill_room(buffer, bytes.length);
    new Uint8Array(host.memory.buffer, address, bytes.length).set(bytes);
  };
  return (request) => {
    put(0, new TextEncoder().encode(JSON.stringify(request)));
    if (request?.ask === "open") put(1, set);
    const length = host.cleanbill_ask();
    const answer = new Uint8Array(host.memory.buffer, host.cleanbill_answer(), length);
    return JSON.parse(new TextDecoder().decode(answer));
  };
}

async function bindgen() {
  const built = await import(pathToFileURL(join(folder, "cleanbill.js")));
  built.initSync({ module: readFileSync(join(folder, "cleanbill_bg.wasm")) });
  let verifier;
  const answer = ({ ask, ...given }) => {
    if (ask === "open") {
      const opened = built.Verifier.open(set, given);
      verifier?.free();
      verifier = opened;
      return verifier.about();
    }
    return ask === "policies" ? verifier.policies(given.at) : verifier[ask](given);
  };
  return (request) => {
    try {
      return { ok: answer(request) };
    } catch (error) {
      // What is no request, and what comes before a set, JavaScript says by itself.
      return error instanceof TypeError ? undefined : { error };
    }
  };
}

for (const [name, ask] of [["raw", raw()], ["bindgen", await bindgen()]]) {
  asked.requests.forEach((request, index) => {
    const [found, expected] = [ask(request), asked.answers[index]];
    const theirs = ["wasm.not-open", "wasm.request"].includes(expected.error?.code);
    if (name === "bindgen" && theirs) {
      strictEqual(found?.ok, undefined);
    } else {
      deepStrictEqual(found, expected, `${name} ${JSON.stringify(request)}`);
    }
  });
}
console.log(`${asked.requests.length} answers, twice`);
