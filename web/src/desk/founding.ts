/** Founding the authority, joining that, and registering the key that an officer signs with. */

import type { FoundingAct, KeyRegistered } from "./answers.js";
import { type Api, ApiError } from "./api.js";
import { done, told } from "./outcome.js";
import { askPasskey, registerPasskey } from "./passkey.js";
import type { Event, Work } from "./state.js";

export type OfBeginning = Extract<
  Work,
  { do: "found" | "join" | "read-founding" | "sign-founding" | "register" }
>;

export async function begin(work: OfBeginning, api: Api): Promise<readonly Event[]> {
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
