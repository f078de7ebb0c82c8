import type { Language } from "../text/language.js";
import type { Finding, Report } from "./ledger.js";
import type { Memory } from "./memory.js";

export type Phase =
  | { readonly is: "idle" }
  | { readonly is: "stopped" }
  | { readonly is: "running"; readonly read: number; readonly size: number | null }
  /** Nothing was decided. */
  | { readonly is: "broken"; readonly why: Finding }
  /** `isKept` is whether its checkpoint is what this device remembers now. */
  | { readonly is: "done"; readonly report: Report; readonly isKept: boolean };

export interface State {
  readonly language: Language;
  readonly phase: Phase;
  readonly memory: Memory | undefined;
  /** Who the authority says to be, once it was asked. */
  readonly authority: string | undefined;
}

/** What was put in before the press. */
export interface Given {
  /** The keys that are believed; none for those that the authority tells. */
  readonly policy: string;
  /** A receipt to look for; none where it is empty. */
  readonly receipt: string;
}

export type Event =
  | { readonly type: "language-chosen"; readonly language: Language }
  | { readonly type: "pressed"; readonly given: Given }
  | { readonly type: "stop-pressed" }
  | { readonly type: "authority-told"; readonly name: string }
  | { readonly type: "went-on"; readonly read: number; readonly size: number | null }
  | { readonly type: "broke"; readonly why: Finding }
  | { readonly type: "reported"; readonly report: Report; readonly memory: Memory | undefined }
  | { readonly type: "forget-pressed" }
  | { readonly type: "save-pressed"; readonly which: Which };

export type Effect =
  | { readonly do: "verify"; readonly given: Given; readonly memory: Memory | undefined }
  | { readonly do: "stop" }
  | { readonly do: "forget" }
  | { readonly do: "save"; readonly checkpoint: string; readonly size: number };

export function firstState(language: Language, memory: Memory | undefined): State {
  const phase = { is: "idle" } as const;
  return { language, phase, memory, authority: undefined };
}

/** A checkpoint that there is to save: the one that was just verified, or the remembered one. */
export type Which = "published" | "remembered";

export function toSave(
  { phase, memory }: State,
  which: Which,
): { readonly checkpoint: string; readonly size: number } | undefined {
  const tree = phase.is === "done" ? (phase.report.tree ?? undefined) : undefined;
  return which === "published" ? tree : memory;
}
