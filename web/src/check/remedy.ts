/** What can be done, by the reason that a door is told: nothing that tells the ground (G04). */

const REMEDIES: Readonly<Record<string, string>> = {
  "door.good": "do-compare",
  "door.accepted": "do-compare",
  "door.no-pass-needed": "do-let-in",
  "door.no-check-in-force": "do-let-in",
  "door.not-a-pass": "remedy-ask-for-the-code",
  "door.unreadable": "remedy-scan-again",
  "door.scanner-settings": "remedy-scanner-layout",
  "door.not-genuine": "remedy-ask-for-the-original",
  "door.not-valid": "do-wallet-tells",
  "door.not-checkable": "do-update-or-decide",
  "door.other-policy": "remedy-show-the-full-pass",
  "door.data-too-old": "remedy-update-the-data",
  "door.clock-wrong": "remedy-set-the-clock",
  "door.document-differs": "do-right-document",
  "door.document-unreadable": "do-by-eye",
};

/** The message; a reason that is newer than this page is one that could not be checked. */
export function remedyOf(code: string): string {
  return REMEDIES[code] ?? "do-update-or-decide";
}
