/** Does what somebody pressed for, and says what came of it. */

import { base64, hex } from "../wallet/vault/bytes.js";
import type {
  Act,
  FoundingAct,
  HolderRecord,
  Imported,
  KeyRegistered,
  Me,
  Prepared,
  Reissued,
  RowRefused,
  Session,
  Staff,
  Watched,
} from "./answers.js";
import { type Api, ApiError } from "./api.js";
import { askPasskey, registerPasskey } from "./passkey.js";
import type { Away } from "./provider.js";
import type { Keeper } from "./queue/keeper.js";
import { type OfQueue, withQueue } from "./queue/work.js";
import type { Done, Event, ImportKind, Told, Work } from "./state.js";

/** What the work needs of the world. */
export interface World {
  readonly api: Api;
  readonly queue: Keeper;
  /** What a session's requests carry; empty when nobody is signed in. */
  keepCsrf(csrf: string): void;
  /** The language that paper is printed in. */
  language(): string;
  /** Gives somebody a file. */
  handOver(name: string, file: Blob): void;
  /** Goes to the provider's page, with what is kept until the browser comes back. */
  leaveFor(location: string, away: Away): void;
}

/** A sign-in that has begun at the provider. */
interface SentAway {
  readonly location: string;
  readonly ceremony: string;
}

export async function carryOut(work: Work, world: World): Promise<readonly Event[]> {
  const { api } = world;
  switch (work.do) {
    case "sign-in":
      return signIn(world);
    case "sign-in-by-provider": {
      const { location, ceremony } = await api.post<SentAway>("oidc/begin");
      world.leaveFor(location, { ceremony });
      return told(null);
    }
    case "bind-provider": {
      const { token } = work;
      const asked = { body: { token } };
      const { location, ceremony } = await api.post<SentAway>("registration/oidc/begin", asked);
      world.leaveFor(location, { ceremony, token });
      return told(null);
    }
    case "sign-out":
      await api.post("sign-out");
      world.keepCsrf("");
      return [...told(done("signed-out")), { type: "signed-out" }];
    case "found":
    case "join":
    case "read-founding":
    case "sign-founding":
    case "register":
      return begin(work, api);
    case "issue":
    case "make-queue":
    case "open-queue":
    case "clear-sent":
    case "discard":
      return withQueue(work, world);
    case "import":
      return importing(work.file, work.kind, api);
    case "correct":
    case "find":
    case "open":
    case "print":
    case "reissue":
      return atDesk(work, world);
    default:
      return onActs(work, api);
  }
}

/** Asks who is signed in, as the session's cookie says. */
export async function whoIs(api: Api): Promise<readonly Event[]> {
  return [{ type: "signed-in", me: await api.get<Me>("me") }];
}

async function signIn(world: World): Promise<readonly Event[]> {
  const { api } = world;
  const begun = await api.post<{ ceremony: string; options: unknown }>("sign-in/begin");
  const credential = await askPasskey(begun.options);
  const body = { ceremony: begun.ceremony, credential };
  const session = await api.post<Session>("sign-in/finish", { body });
  world.keepCsrf(session.csrf);
  return [...told(null), ...(await whoIs(api))];
}

type OfBeginning = Extract<
  Work,
  { do: "found" | "join" | "read-founding" | "sign-founding" | "register" }
>;

async function begin(work: OfBeginning, api: Api): Promise<readonly Event[]> {
  const { token } = work;
  switch (work.do) {
    case "found": {
      const credential = await registered(api, token);
      const body = { token, offices: work.offices, credential };
      const next = await api.post<{ token: string }>("founding", { body });
      return begun({ is: "act", token: next.token, act: null });
    }
    case "join":
      await api.post("founding/join", {
        body: { token, credential: await registered(api, token) },
      });
      return readFounding(api, token);
    case "read-founding":
      return readFounding(api, token);
    case "sign-founding": {
      const who = { token, officer: work.officer };
      const options = await api.post("founding/options", { body: who });
      const body = { ...who, credential: await askPasskey(options) };
      const { hash } = await api.post<{ hash?: string }>("founding/sign", { body });
      if (hash !== undefined) return begun({ is: "founded", hash });
      return [...(await readFounding(api, token)), ...told(done("signed"))];
    }
    case "register": {
      const body = { token, credential: await registered(api, token) };
      const key = await api.post<KeyRegistered>("registration", { body });
      return begun({ is: "registered", key });
    }
  }
}

async function registered(api: Api, token: string): Promise<object> {
  return registerPasskey(await api.post("registration/options", { body: { token } }));
}

async function readFounding(api: Api, token: string): Promise<readonly Event[]> {
  try {
    const act = await api.post<FoundingAct>("founding/act", { body: { token } });
    return begun({ is: "act", token, act });
  } catch (error) {
    const isAlone = error instanceof ApiError && error.code === "staff.founders";
    if (!isAlone) throw error;
    return told(done("not-joined-yet"));
  }
}

const begun = (beginning: Extract<Event, { type: "begun" }>["beginning"]): readonly Event[] => [
  { type: "begun", beginning },
  ...told(null),
];

type AtDesk = Extract<Work, { do: "correct" | "find" | "open" | "print" | "reissue" }>;

async function atDesk(work: AtDesk, world: World): Promise<readonly Event[]> {
  const { api } = world;
  switch (work.do) {
    case "correct": {
      const headers = { "content-type": "application/json", "idempotency-key": work.key };
      const path = `holders/${encodeURIComponent(work.holder)}/correct`;
      await api.post(path, { body: new Blob([work.body]), headers });
      // What stands there now is another look, and is written down as one.
      const record = await opened(api, work.holder, "correct");
      return [{ type: "opened", record, purpose: "correct" }, ...told(done("corrected"))];
    }
    case "find": {
      const body = { document: work.document };
      const { holders } = await api.post<{ holders: readonly string[] }>("holders/find", { body });
      const [holder = null] = holders.length === 1 ? holders : [];
      const found = { count: holders.length, holder };
      const what = holders.length === 0 ? "found-nobody" : "found-several";
      return [{ type: "found", found }, ...told(holder === null ? done(what) : null)];
    }
    case "open": {
      const { purpose } = work;
      const record = await opened(api, work.holder, purpose);
      return [{ type: "opened", record, purpose }, ...told(null)];
    }
    case "print": {
      const asked = `format=pdf&layout=${work.layout}&lang=${world.language()}&code=true`;
      const file = await api.file(`passes/${encodeURIComponent(work.pass)}/print?${asked}`);
      world.handOver(`pass-${work.pass}.pdf`, file);
      return told(done("printed"));
    }
    case "reissue": {
      const path = `passes/${encodeURIComponent(work.pass)}/reissue`;
      const reissued = await api.post<Reissued>(path);
      return [{ type: "reissued", reissued }, ...told(done("reissued"))];
    }
  }
}

function opened(api: Api, holder: string, purpose: string): Promise<HolderRecord> {
  return api.post(`holders/${encodeURIComponent(holder)}/open`, { body: { purpose } });
}

/** Most refused rows that are asked for; whoever has more mends the file by its rules. */
const REFUSED_MAX = 1_000;
const PAGE = 100;

/** Sends a file of events; sent again after it broke off, it goes on where it stopped. */
async function importing(file: Blob, kind: ImportKind, api: Api): Promise<readonly Event[]> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
  const headers = {
    "content-type": "application/octet-stream",
    "content-digest": `sha-256=:${base64(digest)}:`,
  };
  const asked = { body: file, headers, isLong: true };
  const ended = await api.post<Omit<Imported, "refused"> & { job: string }>(
    `jobs?kind=${kind}`,
    asked,
  );
  const refused: RowRefused[] = [];
  const path = `jobs/${encodeURIComponent(ended.job)}/errors`;
  for (let isMore = true; isMore && refused.length < REFUSED_MAX;) {
    const after = refused.at(-1)?.row ?? 0;
    const { rows } = await api.get<{ rows: readonly RowRefused[] }>(`${path}?after_row=${after}`);
    refused.push(...rows);
    isMore = rows.length === PAGE;
  }
  return [{ type: "imported", imported: { ...ended, refused } }, ...told(done("imported"))];
}

type OnActs = Exclude<
  Work,
  | AtDesk
  | OfQueue
  | OfBeginning
  | { do: "sign-in" | "sign-in-by-provider" | "bind-provider" | "sign-out" | "import" }
>;

async function onActs(work: OnActs, api: Api): Promise<readonly Event[]> {
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

const done = (what: Done): Told => ({ is: "done", what });
const told = (saying: Told | null): readonly Event[] => [{ type: "done-with", told: saying }];
