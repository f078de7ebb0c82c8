// Builds the package `@cleanbill/verifier`: `node build/npm.mjs --core MODULE [--out FOLDER]`. It has the
// module of the pages, and their script around it. `npm pack FOLDER` makes what is published of it.

import { copyFileSync, cpSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { bundle } from "./bundle.mjs";
import { web } from "./web.mjs";

const { values } = parseArgs({
  options: {
    core: { type: "string" },
    out: { type: "string", default: join(web, "dist-npm") },
  },
});
const { core, out } = values;
if (!core) throw new Error("--core names no module: cargo xtask wasm-pack makes it");

rmSync(out, { recursive: true, force: true });
cpSync(join(web, "npm", "package"), out, { recursive: true });
copyFileSync(core, join(out, "cleanbill.wasm"));
copyFileSync(join(web, "..", "crates", "wasm", "js", "types.d.ts"), join(out, "types.d.ts"));
copyFileSync(join(web, "..", "LICENSE"), join(out, "LICENSE"));
writeFileSync(join(out, "verifier.js"), `${await bundle("npm/verifier.ts", {}, {}, "es")}\n`);
