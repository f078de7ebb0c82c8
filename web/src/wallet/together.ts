/** What passes of one person come to together, and where they are accepted together. */

import type { Core, TogetherAnswer } from "../core/core.js";
import { type Acceptance, acceptedWhere } from "./accepted.js";
import { codeOf } from "./told.js";

/** What was worked out of passes by their ids, or why it was not. */
export type Found = { readonly ids: readonly string[] } & (
  | { readonly answer: TogetherAnswer; readonly acceptance: readonly Acceptance[] }
  | { readonly code: string }
);

/** One pass as the core takes it. */
interface Taken {
  readonly id: string;
  readonly code: string;
}

/** Asks the core; the holder has said that the passes are of one person. */
export async function takenTogether(
  core: Core,
  passes: readonly Taken[],
  clock: number,
): Promise<Found> {
  const ids = passes.map(({ id }) => id);
  const asked = { codes: passes.map(({ code }) => code), same_person: true, clock };
  try {
    const answer = await core.together(asked);
    const acceptance = await acceptedWhere(core, clock, async (door, at) => {
      // Several passes take several times as long: the page stays awake in between.
      await new Promise((resolve) => setTimeout(resolve));
      const { door: word } = await core.together({ ...asked, ...door, at });
      return word ?? { verdict: "undetermined", saying: "door-not-checkable", unsound: null };
    });
    return { ids, answer, acceptance };
  } catch (error) {
    return { ids, code: codeOf(error) };
  }
}
