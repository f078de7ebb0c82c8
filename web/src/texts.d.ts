/** What the build puts in: `build/build.mjs`. */

declare module "virtual:texts/*" {
  const sources: import("./text/say.js").Sources;
  export default sources;
}

declare module "virtual:worker/reader" {
  /** The source of the worker that reads pictures, as one classic script. */
  const source: string;
  export default source;
}

/** Trusted Types (https://w3c.github.io/trusted-types/), as far as it is used here. */
interface TrustedScriptURL {
  readonly __brand: "TrustedScriptURL";
}

interface Window {
  readonly trustedTypes?: {
    createPolicy(
      name: string,
      rules: { createScriptURL(url: string): string },
    ): { createScriptURL(url: string): TrustedScriptURL };
  };
}
