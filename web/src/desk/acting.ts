/** Acts that two offices sign, the people who work here, and what is watched. */

import { hex } from "../wallet/vault/bytes.js";
import type { Act, KeyRegistered, Looks, Policy, Prepared, Staff, Watched } from "./answers.js";
import type { Api } from "./api.js";
import { done, told } from "./outcome.js";
import { askPasskey } from "./passkey.js";
import type { Done, Event, Work } from "./state.js";

export type OfActs = Extract<
  Work,
  {
    do:
      | "read-acts"
      | "read-alarms"
      | "read-looks"
      | "read-policies"
      | "read-staff"
      | "propose"
      | "propose-revocation"
      | "approve"
      | "drop"
      | "notice"
      | "invite"
      | "look-registered";
  }
>;

export async function onActs(work: OfActs, api: Api): Promise<readonly Event[]> {
  switch (work.do) {
    case "read-acts": {
      const { acts } = await api.get<{ acts: readonly Act[] }>("acts");
      return [{ type: "acts-read", acts }, ...told(null)];
    }
    case "read-alarms": {
      const { alarms } = await api.get<Pick<Watched, "alarms">>("alarms");
      const { holds } = await api.get<Pick<Watched, "holds">>("holds");
      return [{ type: "alarms-read", watched: { alarms, holds } }, ...told(null)];
    }
    case "read-looks": {
      const page = work.after === null ? "" : `?after=${encodeURIComponent(work.after)}`;
      const read = await api.get<Looks>(`me/looks${page}`);
      return [{ type: "looks-read", read, isFirst: work.after === null }, ...told(null)];
    }
    case "read-policies": {
      const policies = await api.get<readonly Policy[]>("policies");
      return [{ type: "policies-read", policies }, ...told(null)];
    }
    case "read-staff":
      return [{ type: "staff-read", staff: await api.get<Staff>("staff") }, ...told(null)];
    case "propose":
      return propose(work.proposal, api);
    case "propose-revocation": {
      const evidence = work.evidence && (await hashOf(work.evidence));
      const why = { ...work.why, ...(evidence ? { evidence } : {}) };
      return propose({ kind: "revoke", passes: [work.pass], why }, api);
    }
    case "approve": {
      const path = `acts/${encodeURIComponent(work.act)}`;
      const credential = await askPasskey(await api.post(`${path}/challenge`));
      return changed(await api.post<Act>(`${path}/approve`, { body: { credential } }), "approved");
    }
    case "drop": {
      const path = `acts/${encodeURIComponent(work.act)}/drop`;
      return changed(await api.post<Act>(path), "dropped");
    }
    case "notice": {
      const path = `acts/${encodeURIComponent(work.act)}/notice`;
      const body = { channel: work.channel };
      return changed(await api.post<Act>(path, { body }), "noticed");
    }
    case "invite": {
      const body = { office: work.office, role: work.role };
      const { token } = await api.post<{ token: string }>("invitations", { body });
      return [{ type: "invited", invited: { token, key: null } }, ...told(null)];
    }
    case "look-registered": {
      const { token } = work;
      const body = { token };
      const { registered: key } = await api.post<{ registered: KeyRegistered | null }>(
        "invitations/outcome",
        { body },
      );
      const what = key ? null : done("not-registered-yet");
      return [{ type: "invited", invited: { token, key } }, ...told(what)];
    }
  }
}

/** An act is proposed by signing its hash, which the API tells before. */
async function propose(proposal: object, api: Api): Promise<readonly Event[]> {
  const { at, options } = await api.post<Prepared>("acts/prepare", { body: proposal });
  const body = { proposal, at, credential: await askPasskey(options) };
  return changed(await api.post<Act>("acts", { body }), "proposed");
}

/** SHA-256 of a file, hexadecimal. */
async function hashOf(file: Blob): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer())));
}

const changed = (act: Act, what: Done): readonly Event[] => [
  { type: "act-changed", act },
  ...told(done(what)),
];
