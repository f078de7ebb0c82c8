/** The authority whose pages these are: what it puts beside them, if anything. */

import { CoreError, type Trust } from "../core/core.js";

/** `authority.json`, in the folder of the pages. */
interface Told extends Trust {
  readonly name: string;
  /** Where its signed set is, from the folder of the pages. */
  readonly set: string;
}

export interface Authority {
  readonly name: string;
  readonly set: string;
  readonly trust: Trust;
}

/** None where pages lie on somebody else's host: there the set comes as a file. */
export async function fetchAuthority(): Promise<Authority | undefined> {
  try {
    return authorityOf(await (await fetched("../authority.json")).json());
  } catch {
    return undefined;
  }
}

export async function fetchSet({ set }: Authority): Promise<Uint8Array> {
  return new Uint8Array(await (await fetched(`../${set}`)).arrayBuffer());
}

/** Nothing is believed because it is told here: the core opens the set from the pins. */
function authorityOf(told: Told): Authority | undefined {
  const { name, set, pins, ledger, demonstration } = told;
  const areTexts = [name, set, ...(Array.isArray(pins) ? pins : [undefined])].every(
    (text) => typeof text === "string",
  );
  if (!areTexts) return undefined;
  const trust = {
    pins,
    ...(typeof ledger === "string" ? { ledger } : {}),
    ...(demonstration === true ? { demonstration } : {}),
  };
  return { name, set, trust };
}

async function fetched(address: string): Promise<Response> {
  const answer = await fetch(address, { cache: "no-cache", credentials: "omit" }).catch(() => null);
  if (!answer?.ok) throw new CoreError("page.fetch");
  return answer;
}
