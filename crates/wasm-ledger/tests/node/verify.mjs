// Verifies ledgers with the built module, and compares the reports with the native ones.
// Usage: node verify.mjs FOLDER CASES.json
import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Memory that the module may take: a bundle of 16 MiB a few times over. */
const MEMORY_MAX_BYTES = 64 << 20;

const [folder, file] = process.argv.slice(2);
const module = new WebAssembly.Module(readFileSync(join(folder, "cleanbill.ledger.wasm")));
// Without an import there is nothing to hand in: no clock, no network, no storage.
deepStrictEqual(WebAssembly.Module.imports(module), []);
const host = new WebAssembly.Instance(module).exports;
strictEqual(host.cleanbill_ledger_abi(), 1);
strictEqual(host.cleanbill_ledger_room(2, 1), 0);
strictEqual(host.cleanbill_ledger_room(1, 2 ** 31), 0);

const put = (buffer, bytes) => {
  const address = host.cleanbill_ledger_room(buffer, bytes.length);
  new Uint8Array(host.memory.buffer, address, bytes.length).set(bytes);
};
function ask(request, bytes = new Uint8Array()) {
  put(0, new TextEncoder().encode(JSON.stringify(request)));
  put(1, bytes);
  const length = host.cleanbill_ledger_ask();
  const answer = new Uint8Array(host.memory.buffer, host.cleanbill_ledger_answer(), length);
  return JSON.parse(new TextDecoder().decode(answer));
}

function verify({ begin, files }) {
  let told = ask(begin).ok;
  while (told.wanted.length > 0) {
    const [{ path }] = told.wanted;
    const bytes = files[path] === undefined ? undefined : Buffer.from(files[path], "hex");
    told = ask({ ask: "take", path, found: bytes !== undefined }, bytes).ok;
  }
  return ask({ ask: "report" }).ok;
}

deepStrictEqual(ask({ ask: "report" }).error, { code: "wasm-ledger.not-begun", params: {} });
const cases = JSON.parse(readFileSync(file, "utf8"));
for (const one of cases) deepStrictEqual(verify(one), one.report);

// The largest bundle that there can be is 256 empty-looking entries of 65,535 bytes.
const [{ begin, files }] = cases;
ask(begin);
for (const path of ["cosigned", "checkpoint"]) {
  ask({ ask: "take", path, found: true }, Buffer.from(files[path], "hex"));
}
const largest = new Uint8Array(256 * 65_537);
for (let at = 0; at < largest.length; at += 65_537) largest.set([0xff, 0xff], at);
const { ok: told } = ask({ ask: "take", path: "tile/entries/000", found: true }, largest);
strictEqual(told.read, 256);
ok(host.memory.buffer.byteLength <= MEMORY_MAX_BYTES, `${host.memory.buffer.byteLength}`);
console.log(`${cases.length} ledgers`);
