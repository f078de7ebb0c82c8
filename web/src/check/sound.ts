/** Yes, no and "you decide" for the ear: rising, low and long, twice the same. */

import type { Action } from "../core/core.js";

/** Frequency (Hz), start and length (seconds) of each tone. */
const TONES: Readonly<Record<Action, readonly (readonly [number, number, number])[]>> = {
  admit: [
    [660, 0, 0.12],
    [990, 0.14, 0.2],
  ],
  refuse: [[185, 0, 0.6]],
  manual: [
    [440, 0, 0.15],
    [440, 0.25, 0.15],
  ],
};

let context: AudioContext | undefined;

/** Plays it; a browser that allows no sound before a press stays silent. */
export function play(action: Action): void {
  try {
    context ??= new AudioContext();
  } catch {
    return;
  }
  const { currentTime } = context;
  void context.resume().catch(() => undefined);
  for (const [hertz, start, length] of TONES[action]) {
    const tone = new OscillatorNode(context, { frequency: hertz, type: "triangle" });
    const volume = new GainNode(context, { gain: 0.4 });
    tone.connect(volume).connect(context.destination);
    tone.start(currentTime + start);
    tone.stop(currentTime + start + length);
  }
}
