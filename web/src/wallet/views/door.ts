/** Before the wallet is open: a new one, a locked one, or one from a file. */

import { button, el, put, show } from "../../dom.js";
import { PASSPHRASE_MIN } from "../vault/vault.js";
import { formOf, secretField } from "./secret.js";
import type { Send, View } from "./view.js";

/** The first time on this device. */
export function beginning(send: Send): View {
  const title = el("h2");
  const points = [el("li"), el("li"), el("li")] as const;
  const first = secretField("new-passphrase", "new-password");
  const second = secretField("new-passphrase-again", "new-password");
  const hint = el("p", { class: "hint", id: "passphrase-hint" });
  first.input.setAttribute("aria-describedby", "passphrase-hint");
  const wrong = el("p", { class: "warning", role: "alert" });
  const create = el("button", { type: "submit" });
  let why = "";
  const form = formOf(
    () => {
      const [passphrase, again] = [first.take(), second.take()];
      why = problem(passphrase, again);
      if (why) {
        first.input.focus();
        send({ type: "done-with", told: null });
      } else send({ type: "wanted", work: { do: "create", passphrase } });
    },
    first.root,
    hint,
    second.root,
    wrong,
    create,
  );
  const root = el("section", {}, title, el("ul", {}, ...points), form);
  return {
    root,
    update(state, say) {
      show(root, state.vault.is === "none");
      if (state.vault.is !== "none") why = "";
      put(title, say("begin-title"));
      points.forEach((point, index) => put(point, say(`begin-point-${index + 1}`)));
      first.say(say("passphrase-new"));
      second.say(say("passphrase-again"));
      put(hint, say("passphrase-hint", { least: PASSPHRASE_MIN }));
      put(wrong, why ? say(why, { least: PASSPHRASE_MIN }) : "");
      show(wrong, why !== "");
      put(create, say("begin"));
      create.disabled = state.isBusy;
    },
  };
}

/** What is wrong with a new passphrase, by the message that says it. */
export function problem(passphrase: string, again: string): string {
  if ([...passphrase].length < PASSPHRASE_MIN) return "passphrase-short";
  return passphrase === again ? "" : "passphrase-differs";
}

/** Every time after it. */
export function locked(send: Send): View {
  const title = el("h2");
  const secret = secretField("passphrase", "current-password");
  const open = el("button", { type: "submit" });
  const form = formOf(
    () => {
      send({ type: "wanted", work: { do: "open", passphrase: secret.take() } });
    },
    secret.root,
    open,
  );
  const passkey = button(() => send({ type: "wanted", work: { do: "open-by-passkey" } }));
  const root = el("section", {}, title, el("p", {}, passkey), form);
  let wasShown = false;
  return {
    root,
    update({ vault, isBusy }, say) {
      const isShown = vault.is === "locked";
      show(root, isShown);
      put(title, say("locked-title"));
      secret.say(say("passphrase"));
      put(open, say("open"));
      put(passkey, say("open-by-passkey"));
      show(passkey, isShown && vault.hasPasskey);
      for (const key of [open, passkey]) key.disabled = isBusy;
      if (isShown && !wasShown) secret.input.focus();
      if (!isShown) secret.input.value = "";
      wasShown = isShown;
    },
  };
}

/** A wallet from a file: into a new one, or into the one that is open. */
export function restoring(send: Send): View {
  const summary = el("summary");
  const hint = el("p", { class: "hint" });
  const label = el("label", { for: "restore-file" });
  const file = el("input", {
    id: "restore-file",
    type: "file",
    accept: ".cbwallet,application/json",
  });
  const secret = secretField("restore-passphrase", "current-password");
  const restore = el("button", { type: "submit" });
  const form = formOf(
    () => {
      const chosen = file.files?.[0];
      const passphrase = secret.take();
      if (chosen) send({ type: "wanted", work: { do: "restore", file: chosen, passphrase } });
      file.value = "";
    },
    label,
    file,
    secret.root,
    restore,
  );
  const root = el("details", { class: "field" }, summary, hint, form);
  return {
    root,
    update(state, say) {
      const { vault, room, isBusy } = state;
      show(root, vault.is === "none" || (vault.is === "open" && room.is === "keys"));
      put(summary, say("restore-title"));
      put(hint, say("restore-hint"));
      put(label, say("restore-file"));
      secret.say(say("restore-passphrase"));
      put(restore, say("restore"));
      restore.disabled = isBusy;
    },
  };
}
