/**
 * Text of strangers, made harmless to look at. It is only ever shown as text; this keeps it from
 * turning lines around, piling up marks or filling the screen.
 */

/** Longest text that is shown, in characters as people count them. */
export const SHOWN_MAX = 120;
/** Longest text that is looked at, UTF-16 units; what comes after it is cut without a look. */
const LOOKED_AT_MAX = 4_096;
/** Marks on one letter. Vietnamese and Hebrew need two, Arabic and Thai three. */
const MARKS_MAX = 3;

/** Controls, line and paragraph separators, what turns lines around, and what cannot be seen. */
const UNSEEN =
  /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e0fff}]/gu;
const PILE = new RegExp(`(\\p{M}{${MARKS_MAX}})\\p{M}+`, "gu");

/** One line of at most `SHOWN_MAX` characters; an ellipsis says that something was cut. */
export function plain(text: string): string {
  const line = harmless(text.slice(0, LOOKED_AT_MAX));
  const letters = [...new Intl.Segmenter().segment(line)].map(({ segment }) => segment);
  const isCut = letters.length > SHOWN_MAX || text.length > LOOKED_AT_MAX;
  return isCut ? `${letters.slice(0, SHOWN_MAX).join("")}…` : line;
}

/** Most lines of a letter that are shown. */
const LINES_MAX = 1_000;

/** What somebody wrote at length, such as the reasons of a decision: all of it, line by line. */
export function plainLines(text: string): readonly string[] {
  const lines = text.split(/\r\n?|\n/u, LINES_MAX).map(harmless);
  return lines.filter((line) => line !== "");
}

/** Without what cannot be seen or turns lines around, on one line. */
function harmless(text: string): string {
  const seen = text.normalize("NFC").replace(UNSEEN, " ").replace(PILE, "$1");
  return seen.replace(/\s+/gu, " ").trim();
}
