// One script of a module and all that it imports, by Vite.

import { join } from "node:path";
import { build } from "vite";

import { web } from "./web.mjs";

/**
 * One script of a module and all that it imports: a classic one, or a module itself.
 * @param {string} entry
 * @param {Record<string, () => unknown>} [virtual]
 * @param {Record<string, string>} [define]
 * @param {"iife" | "es"} [format]
 */
export async function bundle(entry, virtual = {}, define = {}, format = "iife") {
  const output = await build({
    root: web,
    configFile: false,
    envDir: false,
    logLevel: "warn",
    publicDir: false,
    define,
    plugins: [
      {
        name: "virtual",
        resolveId: (id) => (id in virtual ? `\0${id}` : undefined),
        load: async (id) => {
          const made = virtual[id.slice(1)];
          return made ? `export default ${JSON.stringify(await made())};` : undefined;
        },
      },
    ],
    build: {
      write: false,
      target: "es2022",
      minify: true,
      modulePreload: false,
      lib: { entry: join(web, entry), formats: [format], name: "page", fileName: "page" },
    },
  });
  const [first] = Array.isArray(output) ? output : [output];
  if (!first || !("output" in first)) throw new Error(`${entry}: nothing was built`);
  const [{ code }] = first.output;
  // Inside a page a script ends where these characters stand, whatever they mean to JavaScript.
  if (/<\/script|<!--/iu.test(code)) throw new Error(`${entry}: would end its own element`);
  return code.trim();
}
