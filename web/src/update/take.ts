/** Takes a signed set: opened as a door would, in time, and never older than the one before. */

import { type About, CoreError, type Floor, type Trust } from "../core/core.js";
import { readInstalled, writeInstalled } from "../core/installed.js";
import { loadCore } from "../core/raw.js";

export interface Offer {
  /** The core, as a module of WebAssembly. */
  readonly module: BufferSource;
  readonly set: Uint8Array;
  readonly trust: Trust;
  /** Unix seconds. */
  readonly clock: number;
  /** The language of the venue. */
  readonly language: string;
}

export async function take({ module, set, trust, clock, language }: Offer): Promise<About> {
  const before = await readInstalled();
  const core = await loadCore(module);
  const floor = before ? { floor: before.floor } : {};
  const about = await core.open(set, { ...trust, ...floor, clock });
  const door = before?.door ? { door: before.door } : {};
  await writeInstalled({ set, trust, floor: floorOf(about), language, ...door });
  return about;
}

/** "2.17": root and manifest. */
export function floorOf({ version }: Pick<About, "version">): Floor {
  const [, root, manifest] = /^(\d+)\.(\d+)$/u.exec(version) ?? [];
  if (root === undefined || manifest === undefined) throw new CoreError("page.version");
  return { root: Number(root), manifest: Number(manifest) };
}
