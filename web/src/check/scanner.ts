/**
 * A hardware scanner types like a keyboard, only faster than any hand. A pure function of the keys
 * and their times, so that a person who types is never taken for one.
 */

/** Longest pause between two characters of a scanner, milliseconds. Hands need more. */
const PAUSE_MAX_MS = 80;
/** Shortest text that is taken for a code. */
const LENGTH_MIN = 12;
/** Longest text that is kept: a QR code holds no more (ISO/IEC 18004:2015, table 7). */
const LENGTH_MAX = 7_089;
/** From so many fast characters on, keys are the scanner's and press no button. */
const BURST = 3;

export interface Typing {
  readonly text: string;
  readonly at: number;
}

export interface Typed {
  readonly typing: Typing;
  /** A whole code, ended by Enter or Tab. */
  readonly code: string | null;
  /** Whether the key is the scanner's, and nobody else's. */
  readonly isTaken: boolean;
}

export const NOTHING_TYPED: Typing = { text: "", at: Number.NEGATIVE_INFINITY };

/** One key: `KeyboardEvent.key` and its time, milliseconds. */
export function type(typing: Typing, key: string, at: number): Typed {
  const isFast = at - typing.at <= PAUSE_MAX_MS;
  const before = isFast ? typing.text : "";
  if (key === "Enter" || key === "Tab") {
    const isCode = before.length >= LENGTH_MIN && before.length <= LENGTH_MAX;
    return { typing: NOTHING_TYPED, code: isCode ? before : null, isTaken: before.length >= BURST };
  }
  // Shift and the like come between the characters of a scanner, too.
  if ([...key].length !== 1) {
    const kept = isFast ? { text: before, at } : NOTHING_TYPED;
    return { typing: kept, code: null, isTaken: false };
  }
  const text = before.length <= LENGTH_MAX ? before + key : before;
  return { typing: { text, at }, code: null, isTaken: text.length > BURST };
}
