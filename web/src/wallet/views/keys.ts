/** How the wallet is locked, and how it is taken elsewhere. */

import { button, el, put, show } from "../../dom.js";
import { plain } from "../../text/plain.js";
import { momentInWords } from "../told.js";
import { PASSPHRASE_MIN } from "../vault/vault.js";
import { problem } from "./door.js";
import { formOf, secretField } from "./secret.js";
import type { Send, View } from "./view.js";

export function keys(send: Send): View {
  const title = el("h2");
  const back = button(() => send({ type: "room-left" }));
  const parts = [exporting(send), passkey(send), changing(send), ledger(send)];
  const root = el("section", {}, el("p", {}, back), title, ...parts.map(({ root }) => root));
  return {
    root,
    update(state, say) {
      show(root, state.vault.is === "open" && state.room.is === "keys");
      put(title, say("keys-title"));
      put(back, say("back"));
      for (const part of parts) part.update(state, say);
    },
  };
}

function exporting(send: Send): View {
  const summary = el("summary");
  const hint = el("p", { class: "hint" });
  const first = secretField("export-passphrase", "new-password");
  const second = secretField("export-passphrase-again", "new-password");
  const wrong = el("p", { class: "warning", role: "alert" });
  const press = el("button", { type: "submit" });
  let why = "";
  const form = formOf(
    () => {
      const passphrase = first.take();
      why = problem(passphrase, second.take());
      if (why) send({ type: "done-with", told: null });
      else send({ type: "wanted", work: { do: "export", passphrase } });
    },
    hint,
    first.root,
    second.root,
    wrong,
    press,
  );
  return {
    root: el("details", { class: "field" }, summary, form),
    update(state, say) {
      put(summary, say("export-title"));
      put(hint, say("export-hint"));
      first.say(say("passphrase-new"));
      second.say(say("passphrase-again"));
      put(wrong, why ? say(why, { least: PASSPHRASE_MIN }) : "");
      show(wrong, why !== "");
      put(press, say("export"));
      press.disabled = state.isBusy;
    },
  };
}

function passkey(send: Send): View {
  const summary = el("summary");
  const hint = el("p", { class: "hint" });
  const secret = secretField("passkey-passphrase", "current-password");
  const press = el("button", { type: "submit" });
  const form = formOf(
    () => {
      send({ type: "wanted", work: { do: "add-passkey", passphrase: secret.take() } });
    },
    hint,
    secret.root,
    press,
  );
  return {
    root: el("details", { class: "field" }, summary, form),
    update(state, say) {
      put(summary, say("passkey-title"));
      put(hint, say("passkey-hint"));
      secret.say(say("passphrase"));
      put(press, say("passkey-add"));
      press.disabled = state.isBusy;
    },
  };
}

function changing(send: Send): View {
  const summary = el("summary");
  const old = secretField("old-passphrase", "current-password");
  const first = secretField("other-passphrase", "new-password");
  const second = secretField("other-passphrase-again", "new-password");
  const wrong = el("p", { class: "warning", role: "alert" });
  const press = el("button", { type: "submit" });
  let why = "";
  const form = formOf(
    () => {
      const [before, passphrase] = [old.take(), first.take()];
      why = problem(passphrase, second.take());
      if (why) send({ type: "done-with", told: null });
      else send({ type: "wanted", work: { do: "change-passphrase", old: before, passphrase } });
    },
    old.root,
    first.root,
    second.root,
    wrong,
    press,
  );
  return {
    root: el("details", { class: "field" }, summary, form),
    update(state, say) {
      put(summary, say("change-title"));
      old.say(say("passphrase"));
      first.say(say("passphrase-new"));
      second.say(say("passphrase-again"));
      put(wrong, why ? say(why, { least: PASSPHRASE_MIN }) : "");
      show(wrong, why !== "");
      put(press, say("change"));
      press.disabled = state.isBusy;
    },
  };
}

/** The last tree of the public ledger that came with a receipt: a witness that fits in a pocket. */
function ledger(send: Send): View {
  const [summary, text, hint] = [el("summary"), el("p"), el("p", { class: "hint" })];
  const press = button(() => send({ type: "wanted", work: { do: "save-checkpoint" } }));
  return {
    root: el("details", { class: "field" }, summary, text, hint, press),
    update({ vault, isBusy }, say) {
      const seen = vault.is === "open" ? vault.seen : null;
      put(summary, say("seen-title"));
      put(hint, say("seen-hint"));
      put(press, say("seen-save"));
      show(press, seen?.note !== undefined);
      press.disabled = isBusy;
      if (!seen) return put(text, say("seen-none"));
      const facts = { size: `${seen.size}`, at: momentInWords(seen.at, say) };
      put(text, `${plain(seen.origin)}: ${say("seen-tree", facts)}`);
    },
  };
}

/** Takes the wallet off the device: two presses, the second somewhere else. */
export function forgetting(send: Send): View {
  const summary = el("summary");
  const text = el("p");
  const press = button(() => send({ type: "wanted", work: { do: "forget" } }));
  const root = el("details", { class: "field" }, summary, text, press);
  return {
    root,
    update({ vault, room, isBusy }, say) {
      const isOutside = vault.is === "locked" || vault.is === "broken";
      const isShown = isOutside || (vault.is === "open" && room.is === "keys");
      show(root, isShown);
      if (!isShown) root.open = false;
      put(summary, say(isOutside ? "lost" : "forget"));
      put(text, say("forget-text"));
      put(press, say("forget-press"));
      press.disabled = isBusy;
    },
  };
}
