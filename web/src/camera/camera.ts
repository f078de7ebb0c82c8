/** A camera: on, off, the other one, its torch; its pictures one by one to the reader. */

import type { CameraTrouble, Side } from "../check/state.js";
import type { Reader } from "./reader.js";

/** What a camera tells. */
export interface Heard {
  on(hasTorch: boolean): void;
  failed(why: CameraTrouble): void;
  code(text: string): void;
}

/** A light that can be switched; no standard library names it (W3C MediaStream Image Capture). */
interface Torch {
  torch?: boolean;
}

export interface Camera {
  start(side: Side): Promise<void>;
  stop(): void;
  /** Whether what it sees is read. */
  look(on: boolean): void;
  light(on: boolean): Promise<void>;
}

export function cameraOn(
  video: HTMLVideoElement,
  reader: () => Reader | undefined,
  heard: Heard,
): Camera {
  let stream: MediaStream | undefined;
  let looks = false;
  // Whoever starts, stops or turns the camera makes what was begun before void.
  let turn = 0;

  const stop = (): void => {
    turn += 1;
    looks = false;
    for (const track of stream?.getTracks() ?? []) track.stop();
    stream = undefined;
    video.srcObject = null;
  };

  const watch = async (mine: number): Promise<void> => {
    while (mine === turn) {
      await nextPicture(video);
      const read = reader();
      if (mine !== turn) return;
      if (!looks || !read || video.readyState < video.HAVE_CURRENT_DATA) continue;
      const [code] = await read.read(await createImageBitmap(video), false);
      // A code that was found while the answer to another came up is nobody's.
      if (code !== undefined && looks && mine === turn) heard.code(code);
    }
  };

  return {
    stop,
    look: (on) => {
      looks = on;
    },
    light: async (on) => {
      const [track] = stream?.getVideoTracks() ?? [];
      const wanted = { advanced: [{ torch: on } as MediaTrackConstraintSet] };
      await track?.applyConstraints(wanted).catch(() => undefined);
    },
    start: async (side) => {
      stop();
      const mine = turn;
      if (!navigator.mediaDevices) return heard.failed("insecure");
      try {
        const size = { width: { ideal: 1_280 }, height: { ideal: 720 } };
        const constraints = { audio: false, video: { facingMode: side, ...size } };
        const opened = await navigator.mediaDevices.getUserMedia(constraints);
        if (mine !== turn) {
          for (const track of opened.getTracks()) track.stop();
          return;
        }
        stream = opened;
        video.srcObject = opened;
        await video.play();
      } catch (error) {
        if (mine === turn) heard.failed(troubleOf(error));
        return;
      }
      const [track] = stream.getVideoTracks();
      track?.addEventListener("ended", () => {
        if (mine !== turn) return;
        stop();
        heard.failed("lost");
      });
      const abilities = (track?.getCapabilities?.() ?? {}) as Torch;
      heard.on(abilities.torch === true);
      void watch(mine);
    },
  };
}

/** When the camera has another picture. */
function nextPicture(video: HTMLVideoElement): Promise<void> {
  return new Promise((resolve) => {
    // A camera that hangs must not hang the page.
    const late = setTimeout(resolve, 500);
    video.requestVideoFrameCallback(() => {
      clearTimeout(late);
      resolve();
    });
  });
}

function troubleOf(error: unknown): CameraTrouble {
  switch (error instanceof DOMException ? error.name : "") {
    case "NotAllowedError":
      return "denied";
    case "SecurityError":
      return "insecure";
    case "NotReadableError":
    case "AbortError":
      return "busy";
    default:
      return "none";
  }
}
