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
  const looked = text.slice(0, LOOKED_AT_MAX).normalize("NFC");
  const line = looked.replace(UNSEEN, " ").replace(PILE, "$1").replace(/\s+/gu, " ").trim();
  const letters = [...new Intl.Segmenter().segment(line)].map(({ segment }) => segment);
  const isCut = letters.length > SHOWN_MAX || text.length > LOOKED_AT_MAX;
  return isCut ? `${letters.slice(0, SHOWN_MAX).join("")}…` : line;
}
