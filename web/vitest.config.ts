import { defineConfig } from "vitest/config";
import type { Reporter } from "vitest/node";

import { texts } from "./build/texts.mjs";

/** As the build puts them in. */
const TEXTS: Readonly<Record<string, string>> = {
  "virtual:texts/check": "check",
  "virtual:texts/update": "update",
};

/** Closes with the one line that `./test` counts by. */
const counts: Reporter = {
  onTestRunEnd(modules, errors) {
    const states = modules.flatMap((module) =>
      [...module.children.allTests()].map((test) => test.result().state),
    );
    const count = (state: string): number => states.filter((found) => found === state).length;
    // A file that does not load has no tests, and is one failure.
    const broken = errors.length + modules.filter((module) => module.errors().length > 0).length;
    const failed = count("failed") + broken;
    console.log(`${count("passed")} passed, ${failed} failed, ${count("skipped")} skipped`);
  },
};

export default defineConfig({
  plugins: [
    {
      name: "virtual",
      resolveId: (id) => (id in TEXTS ? `\0${id}` : undefined),
      load: (id) => {
        const page = TEXTS[id.slice(1)];
        return page ? `export default ${JSON.stringify(texts(page))};` : undefined;
      },
    },
  ],
  test: {
    include: ["{test,e2e}/**/*.test.ts"],
    reporters: ["default", counts],
    retry: 0,
    // One browser at a time.
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
