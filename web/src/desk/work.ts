/** Does what somebody pressed for, and says what came of it. */

import { onActs } from "./acting.js";
import type { HolderRecord, Me, Reissued, Session } from "./answers.js";
import type { Api } from "./api.js";
import { begin } from "./founding.js";
import { importing } from "./importing.js";
import { done, told } from "./outcome.js";
import { askPasskey } from "./passkey.js";
import type { Away } from "./provider.js";
import type { Keeper } from "./queue/keeper.js";
import { withQueue } from "./queue/work.js";
import type { Event, Work } from "./state.js";

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
