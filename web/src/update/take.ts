/** Takes a signed set: opened as a door would, in time, and never older than the one before. */

import { type About, type Core, CoreError, type Floor, type Trust } from "../core/core.js";
import { changeInstalled, readInstalled } from "../core/installed.js";
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

export interface Taken {
  readonly about: About;
  /** The core, with the set opened. */
  readonly core: Core;
}

export async function take({ module, set, trust, clock, language }: Offer): Promise<Taken> {
  const before = await readInstalled();
  const core = await loadCore(module);
  const floor = before ? { floor: before.floor } : {};
  const about = await core.open(set, { ...trust, ...floor, clock });
  await changeInstalled((now) => ({ ...now, set, trust, floor: floorOf(about), language }));
  return { about, core };
}

/**
 * From what a set of the authority is believed: from what this device took first. Whoever tells
 * something else now is believed only where nothing was known; by hand, anything can be changed.
 */
export function trustFrom(before: Trust | undefined, told: Trust): Trust {
  if (!before) return told;
  // A ledger asks for more than none does, whoever tells of it.
  return before.ledger === undefined ? { ...told, pins: before.pins } : before;
}

/** "2.17": root and manifest. */
export function floorOf({ version }: Pick<About, "version">): Floor {
  const [, root, manifest] = /^(\d+)\.(\d+)$/u.exec(version) ?? [];
  if (root === undefined || manifest === undefined) throw new CoreError("page.version");
  return { root: Number(root), manifest: Number(manifest) };
}
