/**
 * What the wallet asks of the authority, over its API (docs on its own address, `/docs`). Every
 * request is what somebody pressed for. Nothing here is kept, and no cookie goes along.
 */

import { isRecord } from "../vault/file.js";

/** Longest answer, bytes: a long life's record. */
const ANSWER_MAX_BYTES = 4 << 20;
const PATIENCE_MS = 60_000;

/** Why the authority did not do it: a code of its own, or one of this page. */
export class AuthorityError extends Error {
  constructor(readonly code: string) {
    super(code);
    this.name = "AuthorityError";
  }
}

export interface Asked {
  readonly path: string;
  /** What opens somebody's own record. */
  readonly token?: string;
  /** Sent as JSON; without it, it is a question. */
  readonly body?: object;
}

/** Asks the origin that this page is from; the answer is not believed to have any form. */
export async function ask({ path, token, body }: Asked): Promise<unknown> {
  const answer = await fetch(new URL(`../api/v1/${path}`, location.href), {
    method: body ? "POST" : "GET",
    headers: {
      accept: "application/json",
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body && { "content-type": "application/json" }),
    },
    ...(body && { body: JSON.stringify(body) }),
    cache: "no-store",
    credentials: "omit",
    redirect: "error",
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).catch(() => undefined);
  if (!answer) throw new AuthorityError("page.fetch");
  if (answer.status === 204) return null;
  const value = await json(answer);
  if (answer.ok) return value;
  const code = isRecord(value) ? value["code"] : undefined;
  const isCode = typeof code === "string" && /^[a-z][a-z0-9.-]{0,63}$/u.test(code);
  // What is no problem of the service's own comes from something else at this address.
  throw new AuthorityError(isCode ? code : "page.no-authority");
}

/** Undefined for what is no JSON, or longer than any answer. */
async function json(answer: Response): Promise<unknown> {
  const reader = answer.body?.getReader();
  const decoder = new TextDecoder();
  let [text, bytes] = ["", 0];
  try {
    for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
      bytes += read.value.length;
      if (bytes > ANSWER_MAX_BYTES) {
        await reader?.cancel();
        return undefined;
      }
      text += decoder.decode(read.value, { stream: true });
    }
    return JSON.parse(text + decoder.decode());
  } catch {
    return undefined;
  }
}
