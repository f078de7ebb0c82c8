// Our reader in WebAssembly beside zxing-wasm, over the same pixels in the same run:
//
//   cargo run --package cleanbill-qr --example frames -- FRAMES
//   cargo xtask wasm-pack
//   npm install --prefix PEER zxing-wasm@3.1.4
//   node benches/peers/reader.mjs target/wasm-pack/cleanbill.reader.wasm FRAMES [PEER]
//
// A frame is looked at quickly, as by a camera; each is also shown until it is read, six times at
// most. Everything else is a picture, looked at with every effort. Times are medians, and the worst.

import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

const [module, folder, peer] = process.argv.slice(2);
const cases = JSON.parse(readFileSync(join(folder, "cases.json"), "utf8")).map((case_) => {
  const file = readFileSync(join(folder, case_.file));
  const [width, height] = [file.readUInt32LE(0), file.readUInt32LE(4)];
  const data = new Uint8ClampedArray(4 * width * height).fill(255);
  file.subarray(8).forEach((gray, at) => data.fill(gray, 4 * at, 4 * at + 3));
  return { ...case_, pixels: { data, width, height, colorSpace: "srgb" } };
});

async function ours() {
  const compiled = new WebAssembly.Module(readFileSync(module));
  const host = (await WebAssembly.instantiate(compiled, {})).exports;
  return async ({ data, width, height }, effort) => {
    const address = host.cleanbill_qr_room(data.length);
    new Uint8Array(host.memory.buffer, address, data.length).set(data);
    const length = host.cleanbill_qr_scan(width, height, effort);
    const answer = Buffer.from(host.memory.buffer, host.cleanbill_qr_answer(), length);
    const texts = [];
    for (let at = 0; at < length; at += 4 + answer.readUInt32LE(at)) {
      texts.push(answer.toString("utf8", at + 4, at + 4 + answer.readUInt32LE(at)));
    }
    return texts;
  };
}

async function theirs() {
  const dist = resolve(peer, "node_modules", "zxing-wasm", "dist");
  const { prepareZXingModule, readBarcodes } = await import(
    pathToFileURL(join(dist, "es", "reader", "index.js"))
  );
  const wasmBinary = readFileSync(join(dist, "reader", "zxing_reader.wasm"));
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
  const quick = { formats: ["QRCode"], maxNumberOfSymbols: 1, tryRotate: false, tryDownscale: true };
  const hard = { ...quick, tryHarder: true, tryRotate: true };
  return async (pixels, effort) => {
    const found = await readBarcodes(pixels, effort ? quick : hard);
    return found.filter(({ isValid }) => isValid).map(({ text }) => text);
  };
}

async function run(name, read, file) {
  for (let round = 0; round < 5; round += 1) await read(cases.at(-1).pixels, round);
  const classes = new Map();
  for (const { class: class_, text, pixels } of cases) {
    const score = classes.get(class_) ?? { of: 0, first: 0, soon: 0, wrong: 0, times: [] };
    classes.set(class_, score);
    score.of += 1;
    const looks = class_.startsWith("frame") ? 6 : 1;
    for (let look = 1; look <= looks; look += 1) {
      const started = performance.now();
      const found = await read(pixels, looks === 1 ? 0 : look);
      score.times.push(performance.now() - started);
      score.wrong += found.some((one) => one !== text) ? 1 : 0;
      if (!found.includes(text)) continue;
      score.first += look === 1 ? 1 : 0;
      score.soon += 1;
      break;
    }
  }
  console.log(`\n${name}: ${gzipSync(readFileSync(file), { level: 9 }).length} bytes gzipped`);
  const all = { of: 0, soon: 0, wrong: 0 };
  for (const [class_, { of, first, soon, wrong, times }] of classes) {
    times.sort((a, b) => a - b);
    const [middle, worst] = [times[times.length >> 1], times.at(-1)].map((ms) => ms.toFixed(1));
    const looks = class_.startsWith("frame") ? ` (${first} at first)` : "";
    console.log(`  ${class_}: ${soon} of ${of}${looks}, ${wrong} wrong; ${middle} ms, worst ${worst} ms`);
    if (looks) continue;
    all.of += of;
    all.soon += soon;
    all.wrong += wrong;
  }
  console.log(`  all pictures: ${all.soon} of ${all.of}, ${all.wrong} wrong`);
}

await run("cleanbill", await ours(), module);
if (peer) {
  const file = resolve(peer, "node_modules", "zxing-wasm", "dist", "reader", "zxing_reader.wasm");
  await run("zxing-wasm", await theirs(), file);
}
