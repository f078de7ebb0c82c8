/** The ways in: camera, file, text, and a code that the authority gives a pass for. */

import { button, el, put, show } from "../../dom.js";
import { formOf } from "./secret.js";
import type { Send, View } from "./view.js";

export function add(send: Send, video: HTMLVideoElement): View {
  const title = el("h2");
  const back = button(() => send({ type: "room-left" }));
  const hint = el("p", { class: "hint" });
  const parts = [camera(send, video), file(send), paste(send), collecting(send)];
  const root = el("section", {}, title, hint, ...parts.map(({ root }) => root), el("p", {}, back));
  return {
    root,
    update(state, say) {
      show(root, state.vault.is === "open" && state.room.is === "add");
      put(title, say("add"));
      put(hint, say(state.data.is === "ready" ? "add-hint" : "add-needs-data"));
      put(back, say("back"));
      for (const part of parts) part.update(state, say);
    },
  };
}

function camera(send: Send, video: HTMLVideoElement): View {
  const picture = el("div", { class: "camera" }, video, el("div", { class: "aim" }));
  const start = button(() => send({ type: "camera-wanted" }), { class: "press" });
  const stop = button(() => send({ type: "camera-left" }));
  return {
    root: el("div", { class: "field" }, picture, start, stop),
    update(state, say) {
      const isOff = state.camera === "off";
      show(picture, !isOff);
      put(start, say("camera-start"));
      show(start, isOff);
      start.disabled = !state.canRead || state.isBusy || state.data.is !== "ready";
      put(stop, say("camera-stop"));
      show(stop, !isOff);
    },
  };
}

const ACCEPTED = "image/png,image/jpeg,application/pdf,text/plain,.pdf,.txt";

function file(send: Send): View {
  const text = el("span");
  const input = el("input", { type: "file", accept: ACCEPTED, class: "unseen", id: "bring" });
  const label = el("label", { class: "pick" }, text, input);
  input.addEventListener("change", () => {
    const chosen = input.files?.[0];
    if (chosen) send({ type: "wanted", work: { do: "bring", file: chosen } });
    input.value = "";
  });
  return {
    root: el("p", { class: "field" }, label),
    update(state, say) {
      put(text, say("add-file"));
      input.disabled = !state.canRead || state.isBusy || state.data.is !== "ready";
    },
  };
}

function paste(send: Send): View {
  const label = el("label", { for: "paste" });
  const text = el("textarea", { id: "paste", rows: "3", autocomplete: "off", spellcheck: "false" });
  const take = el("button", { type: "submit" });
  const form = formOf(
    () => {
      const { value } = text;
      text.value = "";
      if (value.trim()) send({ type: "wanted", work: { do: "take", text: value } });
    },
    label,
    text,
    take,
  );
  return {
    root: el("div", { class: "field" }, form),
    update(state, say) {
      put(label, say("add-text"));
      put(take, say("add-text-press"));
      take.disabled = state.isBusy || state.data.is !== "ready";
      if (state.vault.is !== "open") text.value = "";
    },
  };
}

/** The one way in that asks the authority. */
function collecting(send: Send): View {
  const title = el("h3");
  const hint = el("p", { class: "hint", id: "collect-hint" });
  const label = el("label", { for: "collect" });
  const code = el("input", {
    id: "collect",
    type: "text",
    autocomplete: "one-time-code",
    autocapitalize: "characters",
    spellcheck: "false",
    maxlength: "64",
    "aria-describedby": "collect-hint",
  });
  const press = el("button", { type: "submit" });
  const form = formOf(
    () => {
      const { value } = code;
      code.value = "";
      if (value.trim()) send({ type: "wanted", work: { do: "collect", code: value.trim() } });
    },
    hint,
    label,
    code,
    press,
  );
  return {
    root: el("section", { class: "field" }, title, form),
    update(state, say) {
      put(title, say("collect-title"));
      put(hint, say("collect-hint"));
      put(label, say("collect-code"));
      put(press, say("collect"));
      press.disabled = state.isBusy || state.data.is !== "ready";
      if (state.vault.is !== "open") code.value = "";
    },
  };
}
