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
export async function ask(asked: Asked): Promise<unknown> {
  const answer = await answered(asked, "application/json");
  return answer.status === 204 ? null : parsed(await bytesOf(answer));
}

/** The same for a page to print. What comes is handed over and not opened. */
export async function askPdf(asked: Asked): Promise<Blob> {
  const bytes = await bytesOf(await answered(asked, PDF));
  const head = new TextDecoder("latin1").decode(bytes?.subarray(0, 5));
  if (!bytes || head !== "%PDF-") throw new AuthorityError("page.answer");
  return new Blob([bytes], { type: PDF });
}

const PDF = "application/pdf";

/** What was answered, if it was no refusal. */
async function answered({ path, token, body }: Asked, accept: string): Promise<Response> {
  const answer = await fetch(new URL(`../api/v1/${path}`, location.href), {
    method: body ? "POST" : "GET",
    headers: {
      accept,
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
  if (answer.ok) return answer;
  const value = parsed(await bytesOf(answer));
  const code = isRecord(value) ? value["code"] : undefined;
  const isCode = typeof code === "string" && /^[a-z][a-z0-9.-]{0,63}$/u.test(code);
  // What is no problem of the service's own comes from something else at this address.
  throw new AuthorityError(isCode ? code : "page.no-authority");
}

/** Undefined for what broke off, or is longer than any answer. */
async function bytesOf(answer: Response): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const reader = answer.body?.getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
      length += read.value.length;
      if (length > ANSWER_MAX_BYTES) {
        await reader?.cancel();
        return undefined;
      }
      parts.push(read.value);
    }
  } catch {
    return undefined;
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Undefined for what is no JSON. */
function parsed(bytes: Uint8Array | undefined): unknown {
  try {
    return bytes && JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
