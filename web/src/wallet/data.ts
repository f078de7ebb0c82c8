/** The signed set that passes are checked with: fetched on a press, and held on the device. */

import { unpackBlock } from "../check/blocks.js";
import { type About, type Core, CoreError } from "../core/core.js";
import { readInstalled } from "../core/installed.js";
import { loadCore } from "../core/raw.js";
import { fetchAuthority, fetchSet } from "../update/authority.js";
import { take, type Taken, trustFrom } from "../update/take.js";

/** The core with the set that is on this device; undefined where there is none. */
export async function openData(): Promise<{ core: Core; about: About } | undefined> {
  const installed = await readInstalled();
  if (!installed) return undefined;
  const core = await loadCore(await module());
  const about = await core.open(installed.set, { ...installed.trust, floor: installed.floor });
  return { core, about };
}

/** Fetches the authority's set from where this page is from, and writes it down if it is its. */
export async function fetchData(clock: number, language: string): Promise<Taken> {
  const authority = await fetchAuthority();
  if (!authority) throw new CoreError("page.fetch");
  const [set, before] = await Promise.all([fetchSet(authority), readInstalled()]);
  const trust = trustFrom(before?.trust, authority.trust);
  return take({ module: await module(), set, trust, clock, language });
}

async function module(): Promise<ArrayBuffer> {
  const found = await unpackBlock("core");
  if (!found) throw new CoreError("page.no-core");
  return found;
}
