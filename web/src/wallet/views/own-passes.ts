/** The passes of a record: taken into the wallet, and light passes fetched of them. */

import { button, el } from "../../dom.js";
import { plain } from "../../text/plain.js";
import type { Policy } from "../../core/core.js";
import type { OwnPass, OwnRecord } from "../own/record.js";
import { momentInWords } from "../told.js";
import { objecting, type Here } from "./own-object.js";
import { facts, kindOfEvent, named, part } from "./own-record.js";
import { formOf } from "./secret.js";

/** Against these an objection keeps a pass, or brings it back. */
const TAKEN: readonly string[] = ["noticed", "revoked"];

export function passesOf(
  record: OwnRecord,
  policies: readonly Policy[],
  here: Here,
): HTMLElement {
  const { say } = here;
  const full = record.passes.filter(({ isLight }) => !isLight).reverse();
  const rows = full.map((pass) => {
    const event = record.events.find(({ id }) => id === pass.event);
    const title = kindOfEvent(event?.payload, say);
    return el("li", {}, passInWords(pass, title, policies, here));
  });
  const hint = el("p", { class: "hint" }, say("own-passes-hint"));
  return part(say("own-passes-title"), hint, el("ul", { class: "entries" }, ...rows));
}

function passInWords(
  pass: OwnPass,
  title: string,
  policies: readonly Policy[],
  here: Here,
): HTMLElement {
  const { say } = here;
  const told = facts(
    [say("pass-status"), named("status", pass.status, say)],
    [say("act-reason"), pass.reason === null ? "" : named("reason", pass.reason, say)],
    [say("pass-since"), pass.since === null ? "" : momentInWords(pass.since, say)],
    [say("pass-issued"), momentInWords(pass.issuedAt, say)],
    [say("pass-expires"), momentInWords(pass.expiresAt, say)],
  );
  const parts: HTMLElement[] = [el("h4", {}, title), told];
  if (pass.status === "valid") parts.push(taking(pass, here));
  if (pass.status === "valid" && policies.length > 0) parts.push(lighting(pass, policies, here));
  if (TAKEN.includes(pass.status)) parts.push(objecting({ pass: pass.id }, title, here));
  return el("article", {}, ...parts);
}

function taking({ id: of }: OwnPass, { pass, send, say }: Here): HTMLElement {
  const take = button(() => send({ type: "wanted", work: { do: "take-own", pass, of } }));
  take.append(say("take-own"));
  const page = { do: "save-page", pass, of, policy: null } as const;
  const print = button(() => send({ type: "wanted", work: page }));
  print.append(say("page-save"));
  return el("div", { class: "keys" }, take, print);
}

/** For one policy, and always for all days that there can be. */
function lighting({ id }: OwnPass, policies: readonly Policy[], here: Here): HTMLElement {
  const { pass, send, say } = here;
  const label = el("label", { for: `light-${id}` }, say("light-policy"));
  const chosen = el("select", { id: `light-${id}` });
  for (const { id: policy, title, region } of policies) {
    const name = title[say.language] ?? title["en"] ?? policy;
    chosen.append(el("option", { value: policy }, `${plain(name)} (${plain(region)})`));
  }
  const press = el("button", { type: "submit" }, say("light-fetch"));
  const print = button(() => {
    const policy = chosen.value;
    send({ type: "wanted", work: { do: "save-page", pass, of: id, policy } });
  });
  print.append(say("light-save"));
  const form = formOf(
    () =>
      send({
        type: "wanted",
        work: { do: "fetch-light", pass, of: id, policy: chosen.value },
      }),
    el("p", { class: "hint" }, say("light-hint")),
    label,
    chosen,
    el("div", { class: "keys" }, press, print),
  );
  return el("details", {}, el("summary", {}, say("light-title")), form);
}
