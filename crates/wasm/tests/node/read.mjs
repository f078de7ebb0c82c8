// Reads pixels with the reader of QR codes, each way, and prints what is in them, a line a text.
// Usage: node read.mjs FOLDER PIXELS WIDTH HEIGHT
import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const [folder, file, ...sides] = process.argv.slice(2);
const [width, height] = sides.map(Number);
const module = new WebAssembly.Module(readFileSync(join(folder, "cleanbill.reader.wasm")));
// Without an import there is nothing to hand in: no clock, no network, no storage.
deepStrictEqual(WebAssembly.Module.imports(module), []);
const host = new WebAssembly.Instance(module).exports;
strictEqual(host.cleanbill_qr_abi(), 1);
strictEqual(host.cleanbill_qr_room(2 ** 31), 0);

function read(pixels, width, height, effort) {
  const address = host.cleanbill_qr_room(pixels.length);
  new Uint8Array(host.memory.buffer, address, pixels.length).set(pixels);
  const length = host.cleanbill_qr_scan(width, height, effort);
  const answer = Buffer.from(host.memory.buffer, host.cleanbill_qr_answer(), length);
  const texts = [];
  for (let at = 0; at < length; at += 4 + answer.readUInt32LE(at)) {
    texts.push(answer.toString("utf8", at + 4, at + 4 + answer.readUInt32LE(at)));
  }
  return texts;
}

const gray = readFileSync(file);
const colours = Buffer.from([...gray].flatMap((gray) => [gray, gray, gray, 255]));
const found = read(gray, width, height, 0);
for (const effort of [0, 1, 2, 3]) {
  deepStrictEqual(read(gray, width, height, effort), found);
  deepStrictEqual(read(colours, width, height, effort), found);
}
deepStrictEqual(read(gray, width + 1, height, 0), []);
deepStrictEqual(read(Buffer.alloc(0), 0, 0, 0), []);
console.log(found.join("\n"));
