/** When the wallet locks by itself: nobody touches it, or nobody looks. */

/** Nobody touches it for so long, milliseconds. */
export const IDLE_MAX_MS = 5 * 60_000;
/** A code that is shown waits in a queue, with nobody touching it. */
export const SHOWN_MAX_MS = 15 * 60_000;
/** Out of sight for so long: choosing a picture takes less. */
export const HIDDEN_MAX_MS = 60_000;

/** What was begun may be finished first: a code that was collected counts no second time. */
export const BUSY_MAX_MS = 2 * 60_000;

export interface Watch {
  /** Somebody did something, at `at` (milliseconds of the page's own clock). */
  touched(at: number): void;
  /** The page went out of sight, or came back. */
  sight(isHidden: boolean, at: number): void;
  /** Whether it is time to lock. */
  isOver(at: number, isShowing: boolean, isBusy?: boolean): boolean;
}

export function watch(begun: number): Watch {
  let last = begun;
  let hidden: number | undefined;
  return {
    touched: (at) => {
      last = at;
    },
    sight: (isHidden, at) => {
      if (!isHidden) hidden = undefined;
      else hidden ??= at;
    },
    isOver: (at, isShowing, isBusy = false) => {
      const more = isBusy ? BUSY_MAX_MS : 0;
      const idle = (isShowing ? SHOWN_MAX_MS : IDLE_MAX_MS) + more;
      return at - last >= idle || (hidden !== undefined && at - hidden >= HIDDEN_MAX_MS + more);
    },
  };
}
