/**
 * What the holder said of passes that may be of one person. Passes are told by their ids in this
 * wallet, so that nothing of a name is in an answer, and none outlives its passes.
 */

/** Passes on two sides, and whether all of them are of one person. */
export interface Answer {
  readonly one: readonly string[];
  readonly other: readonly string[];
  /** If not, those of one side are of somebody else than those of the other. */
  readonly isSame: boolean;
  /** Unix seconds. */
  readonly saidAt: number;
}

export type Sides = Pick<Answer, "one" | "other">;

/** Most answers that are kept; of more, the oldest goes, and is asked for again. */
export const ANSWERS_MAX = 200;

const meet = (one: readonly string[], other: readonly string[]): boolean =>
  one.some((id) => other.includes(id));

/** Whether both are about some pass of one side and some pass of the other. */
export function relates(one: Sides, other: Sides): boolean {
  const isAsIs = meet(one.one, other.one) && meet(one.other, other.other);
  return isAsIs || (meet(one.one, other.other) && meet(one.other, other.one));
}

/** With an answer more. What was said otherwise of the same passes before counts no more. */
export function withAnswer(answers: readonly Answer[], now: Answer): readonly Answer[] {
  const all = [...now.one, ...now.other];
  const isOver = (before: Answer): boolean => {
    if (!relates(before, now)) return false;
    const isWithin = [...before.one, ...before.other].every((id) => all.includes(id));
    return before.isSame !== now.isSame || isWithin;
  };
  return [...answers.filter((before) => !isOver(before)), now].slice(-ANSWERS_MAX);
}

/** Without what was said of these: they are asked for again. */
export function takenBack(answers: readonly Answer[], sides: Sides): readonly Answer[] {
  return answers.filter((answer) => !relates(answer, sides));
}

/** The answers as far as they are about passes that are there. */
export function answersOf(
  answers: readonly Answer[],
  passes: readonly { readonly id: string }[],
): readonly Answer[] {
  const ids = new Set(passes.map(({ id }) => id));
  return renamed(answers, (id) => (ids.has(id) ? id : undefined));
}

/** The answers about passes that are called otherwise here, or are not here. */
export function renamed(
  answers: readonly Answer[],
  nameOf: (id: string) => string | undefined,
): readonly Answer[] {
  const side = (ids: readonly string[]): string[] => ids.flatMap((id) => nameOf(id) ?? []);
  const all = answers.map((one) => ({ ...one, one: side(one.one), other: side(one.other) }));
  return all.filter(({ one, other }) => one.length > 0 && other.length > 0);
}
