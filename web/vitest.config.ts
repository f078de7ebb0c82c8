import { defineConfig } from "vitest/config";
import type { Reporter } from "vitest/node";

import { texts } from "./build/texts.mjs";

/** What the build puts in, by the page that says it. */
const TEXTS = "virtual:texts/";

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
      resolveId: (id) => (id.startsWith(TEXTS) ? `\0${id}` : undefined),
      load: (id) => {
        if (!id.startsWith(`\0${TEXTS}`)) return undefined;
        return `export default ${JSON.stringify(texts(id.slice(TEXTS.length + 1)))};`;
      },
    },
  ],
  test: {
    include: ["{test,e2e,speed}/**/*.test.ts"],
    reporters: ["default", counts],
    retry: 0,
    // A browser waits as often as it computes: two at a time are what two cores carry.
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
