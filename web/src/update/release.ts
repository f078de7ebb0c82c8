/**
 * The release of these pages. Where there is a public ledger, only one that is in it under the
 * quorum of its witnesses is kept on the device, and none older than the one before: so nobody can
 * be given pages that others do not see (guarantee G06).
 */

import { type Core, CoreError } from "../core/core.js";

/** A site, as its releases are named in the ledger. */
export type SiteName = "door" | "home";

/** Largest list of files, and largest receipt, bytes (crates/server/src/site/read.rs). */
const SMALL_MAX_BYTES = 256 << 10;

export interface Offered {
  /** `release.json`: every file of the site and its SHA-256, base64. */
  readonly release: Uint8Array<ArrayBuffer>;
  /** `release.tlog-proof`; undefined where there is none. */
  readonly receipt: string | undefined;
  /** `sw.js`, which names the hash of every other file. */
  readonly keeper: Uint8Array<ArrayBuffer>;
}

/** By what a release is judged. */
export interface Judge {
  /** With a set opened. */
  readonly core: Pick<Core, "release">;
  /** The entry of the release that is kept on this device. */
  readonly before: number | undefined;
}

/** The entry of the ledger that the release is, which has to be in it. */
export async function acceptRelease(
  target: SiteName,
  { core, before }: Judge,
  { release, receipt, keeper }: Offered,
): Promise<number> {
  if (receipt === undefined) throw new CoreError("page.release-unproven");
  const { index } = await core.release(release, { target, receipt });
  if (before !== undefined && index < before) throw new CoreError("page.release-older");
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", keeper));
  if (filesIn(release)["sw.js"] !== btoa(String.fromCharCode(...digest))) {
    throw new CoreError("page.release-other");
  }
  return index;
}

/** What the site offers; undefined where it cannot be reached. */
export async function fetchOffered(): Promise<Offered | undefined> {
  // By `reload`, the browser's own cache has the newest when it asks for the script itself.
  const [release, receipt, keeper] = await Promise.all([
    fetched("release.json", SMALL_MAX_BYTES),
    fetched("release.tlog-proof", SMALL_MAX_BYTES),
    fetched("sw.js", SMALL_MAX_BYTES),
  ]);
  if (!release || !keeper) return undefined;
  return { release, keeper, receipt: receipt && new TextDecoder().decode(receipt) };
}

async function fetched(
  name: string,
  most: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const how = { cache: "reload", credentials: "omit" } as const;
  const answer = await fetch(`../${name}`, how).catch(() => null);
  if (!answer?.ok) return undefined;
  const bytes = new Uint8Array(await answer.arrayBuffer());
  if (bytes.length > most) throw new CoreError("page.release-other");
  return bytes;
}

function filesIn(release: Uint8Array): Readonly<Record<string, unknown>> {
  // Its hash is in the ledger, so that whoever made it made it as JSON.
  return JSON.parse(new TextDecoder().decode(release)) as Record<string, unknown>;
}
