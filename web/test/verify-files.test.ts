import { afterEach, describe, expect, test, vi } from "vitest";

import { fetchFile } from "../src/verify/files.js";

const BASE = "../published/ledger/";
const WANTED = { path: "tile/0/000", size_max_bytes: 4 };
const never = new AbortController().signal;

/** A host that answers so, whatever it is asked for. */
function answering(answer: () => Promise<Response>): { asked: [string, RequestInit][] } {
  const asked: [string, RequestInit][] = [];
  vi.stubGlobal("fetch", (address: string, how: RequestInit) => {
    asked.push([address, how]);
    return answer();
  });
  return { asked };
}

afterEach(() => vi.unstubAllGlobals());

describe("a published file", () => {
  test("comes whole, from beside the page, with nothing that tells who asks", async () => {
    const { asked } = answering(async () => new Response(new Uint8Array([1, 2, 3, 4])));
    expect(await fetchFile(BASE, WANTED, never)).toEqual(new Uint8Array([1, 2, 3, 4]));
    const how = { cache: "no-cache", credentials: "omit", signal: never };
    expect(asked).toEqual([["../published/ledger/tile/0/000", how]]);
  });

  test("that is too large comes empty, and no more of it is read", async () => {
    let read = 0;
    const endless = new ReadableStream({
      pull(controller) {
        read += 1;
        controller.enqueue(new Uint8Array(3));
      },
    });
    answering(async () => new Response(endless));
    expect(await fetchFile(BASE, WANTED, never)).toEqual(new Uint8Array());
    expect(read).toBeLessThan(6);
  });

  test.each([403, 404, 410])("that a host answers with %i is not there", async (status) => {
    answering(async () => new Response("nothing", { status }));
    expect(await fetchFile(BASE, WANTED, never)).toBeUndefined();
  });

  test("of which nothing is known is an error, and not a file that is missing", async () => {
    const broken = new ReadableStream({ pull: (controller) => controller.error(new Error("cut")) });
    for (const answer of [
      async () => new Response("", { status: 500 }),
      async () => new Response("", { status: 429 }),
      async () => Promise.reject(new TypeError("no network")),
      async () => new Response(broken),
    ]) {
      answering(answer);
      const code = "page.ledger-fetch";
      await expect(fetchFile(BASE, WANTED, never)).rejects.toMatchObject({ code });
    }
  });
});
