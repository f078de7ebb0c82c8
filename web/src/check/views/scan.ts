/** The ways in: camera, picture, text; a hardware scanner needs none of them. */

import { button, el, put, show } from "../../dom.js";
import type { State } from "../state.js";
import type { Send, View } from "./view.js";

export function scan(send: Send, video: HTMLVideoElement): View {
  const hint = el("p", { class: "hint" });
  const trouble = el("p", { class: "warning", role: "alert" });
  const last = el("p", { class: "last" });
  const parts = [camera(send, video), picture(send), paste(send)];
  const root = el(
    "section",
    { class: "scan" },
    last,
    trouble,
    ...parts.map(({ root }) => root),
    hint,
  );
  return {
    root,
    update(state, say) {
      show(root, state.data.is === "ready" && state.door !== null && state.stage.is !== "answer");
      put(hint, say("scanner-hint"));
      const why = troubleOf(state);
      put(trouble, why ? say(why) : "");
      show(trouble, why !== null);
      put(last, state.last ? say("last", { verdict: say(verdictId(state.last.verdict)) }) : "");
      show(last, state.last !== null);
      for (const part of parts) part.update(state, say);
    },
  };
}

/** The message for a verdict: "no_pass_needed" is `verdict-no-pass-needed`. */
export function verdictId(verdict: string): string {
  return `verdict-${verdict.replaceAll("_", "-")}`;
}

function troubleOf({ camera, stage }: State): string | null {
  if (stage.is === "scan" && stage.trouble) return `read-${stage.trouble}`;
  return camera.is === "failed" ? `camera-${camera.why}` : null;
}

function camera(send: Send, video: HTMLVideoElement): View {
  const picture = el("div", { class: "camera" }, video, el("div", { class: "aim" }));
  const start = button(() => send({ type: "camera-wanted" }), { class: "press" });
  const stop = button(() => send({ type: "camera-left" }));
  const turn = button(() => send({ type: "camera-turned" }));
  const torch = button(() => send({ type: "torch-turned" }));
  const sound = button(() => send({ type: "sound-turned" }));
  const kiosk = button(() => send({ type: "kiosk-turned" }));
  const keys = el("div", { class: "keys" }, start, stop, turn, torch, sound, kiosk);
  const hint = el("p", { class: "hint" });
  return {
    root: el("div", {}, picture, hint, keys),
    update(state, say) {
      const { camera, side } = state;
      const isOn = camera.is === "on";
      show(picture, isOn || camera.is === "starting");
      // What somebody sees of themselves is turned as in a mirror.
      picture.classList.toggle("mirror", side === "user");
      put(hint, say(camera.is === "starting" ? "camera-starting" : "camera-hint"));
      show(hint, isOn || camera.is === "starting");
      put(start, say("camera-start"));
      show(start, camera.is === "off" || camera.is === "failed");
      start.disabled = !state.canRead;
      put(stop, say("camera-stop"));
      show(stop, isOn || camera.is === "starting");
      put(turn, say(side === "user" ? "camera-back" : "camera-front"));
      put(torch, say("torch"));
      const light = isOn ? camera.torch : "none";
      show(torch, light !== "none");
      torch.setAttribute("aria-pressed", String(light === "on"));
      put(sound, say("sound"));
      sound.setAttribute("aria-pressed", String(state.sound));
      put(kiosk, say("kiosk"));
      kiosk.setAttribute("aria-pressed", String(state.kiosk));
    },
  };
}

function picture(send: Send): View {
  const text = el("span");
  const input = el("input", { type: "file", accept: "image/png,image/jpeg", class: "unseen" });
  const label = el("label", { class: "pick" }, text, input);
  input.addEventListener("change", () => {
    const chosen = input.files?.[0];
    if (chosen) send({ type: "picture-chosen", picture: chosen });
    input.value = "";
  });
  return {
    root: el("p", { class: "field" }, label),
    update(state, say) {
      put(text, say("picture"));
      input.disabled = !state.canRead;
    },
  };
}

function paste(send: Send): View {
  const label = el("label", { for: "paste" });
  const text = el("textarea", { id: "paste", rows: "2", autocomplete: "off", spellcheck: "false" });
  const check = el("button", { type: "submit" });
  const form = el("form", { class: "field" }, label, text, check);
  const submit = (): void => {
    const code = text.value;
    // What was pasted is not kept for the next one to see.
    text.value = "";
    if (code.trim()) send({ type: "code-read", code });
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  return {
    root: form,
    update(_, say) {
      put(label, say("paste"));
      put(check, say("paste-check"));
    },
  };
}
