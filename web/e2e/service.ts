/**
 * An authority at work, small: founded, with a ledger, people, staff, a machine, and its service
 * with the pages. All of it is made by the command line, as `./run` does.
 */

import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";

import { policyText } from "./world.js";

/** The command line; `./test web` says where it was built. */
const CLEANBILL = process.env["CLEANBILL_PROGRAM"] ?? "";
const DIST = join(import.meta.dirname, "..", "dist");
const DAY_MS = 86_400_000;
/** The service says this last when it starts. */
const STARTED = "Ctrl-C stops it.";
/** Longest that it may take until it is ready, and until it has ended. */
const PATIENCE_MS = 60_000;

/** Who works in a demonstration; the private key of each is a file. */
export const STAFF = ["ministry", "north", "machine", "nurse", "south", "desk", "reviewer"] as const;
export type StaffName = (typeof STAFF)[number];

export interface Issued {
  readonly holder: string;
  readonly pass: string;
  readonly act: string;
  /** The text of the code. */
  readonly text: string;
  /** With what the holder collects it, once. */
  readonly collection_code: string;
  readonly receipt: string;
}

export interface Service {
  /** Everything of this authority: data folder, `demo/`, `public/`. */
  readonly data: string;
  /** The API's origin, with wallet and desk: `http://localhost:PORT`. */
  readonly home: string;
  /** The origin of whoever checks. */
  readonly door: string;
  /** The API key of a clinic's machine. */
  readonly machineKey: string;
  /** A request for a pass, as `POST /api/v1/passes` takes it. */
  readonly request: Readonly<Record<string, unknown>>;
  /** The private key of one who works here, PEM (PKCS#8, P-256). */
  staffKey(name: StaffName): string;
  /** Issues a pass over the API, of the person of `request` or with other members. */
  issue(key: string, changed?: object): Promise<Issued>;
  /** Asks the API as the machine does; an answer that is no success is an error. */
  ask(method: "GET" | "POST", path: string, body?: object): Promise<Response>;
  /** The command line on this authority; what it printed. */
  run(...given: readonly string[]): string;
  /** Publishes a new set, and installs it: the service gives it from then on. */
  publish(...given: readonly string[]): void;
  /** Everything that the service logged and printed. */
  log(): string;
  stop(): Promise<void>;
}

const day = (days: number): string =>
  new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

/** A port that nobody has now. Passkeys are bound to the origin, so it has to be known before. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/**
 * Founds an authority in `folder` and starts its service, with `policyText`'s policy in force.
 * `people` are imported, none by default: importing takes seconds.
 */
export async function startService(folder: string, people = 0): Promise<Service> {
  const data = join(folder, "authority");
  mkdirSync(folder, { recursive: true });
  const run = (...given: readonly string[]): string =>
    execFileSync(CLEANBILL, ["--data", data, ...given], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
    });
  run("init", "--country", "XX", "--issuer", "Test authority", "--at", day(-60));
  run("ledger", "init", "--origin", "ledger.example/test", "--demo");
  run("demo", "--people", String(Math.max(people, 1)));
  const demo = (name: string): string => readFileSync(join(data, "demo", name), "utf8");
  if (people > 0) {
    const given = ["--bulk", join(data, "demo", "people.csv")];
    run("issue", ...given, "--api-key-file", join(data, "demo", "machine.key"));
  }
  const publish = (...given: readonly string[]): void =>
    void run("publish", "--install", "--demo", "--to", join(data, "public"), ...given);
  publish(...announced(folder, run));
  const started = await serve(data, await freePort(), { pages: released(folder, run) });
  const machineKey = demo("machine.key").trim();
  const request = JSON.parse(demo("request.json")) as Record<string, unknown>;
  const asking = { home: started.home, token: machineKey };
  return {
    ...started,
    data,
    machineKey,
    request,
    staffKey: (name) => demo(`${name}.pem`),
    issue: async (key, changed = {}) => {
      const body = { ...request, ...changed };
      return (await ask(asking, "POST", "/api/v1/passes", body, key)).json() as Promise<Issued>;
    },
    ask: (method, path, body) => ask(asking, method, path, body),
    run,
    publish,
  };
}

/** A policy that asks where nothing was asked is announced before (guarantee G14). */
export function announced(
  folder: string,
  run: (...given: readonly string[]) => string,
): readonly string[] {
  const policies = join(folder, "policies");
  mkdirSync(policies);
  const policy = join(policies, "indoor.toml");
  writeFileSync(policy, policyText("test.indoor.1", ["cinema", "restaurant"]));
  const proof = join(folder, "announced.tlog-proof");
  run("ledger", "announce", policy, "--out", proof);
  return ["--policies", policies, "--announcements", proof];
}

/** The pages with the receipts that they are in the ledger: others are not kept (guarantee G06). */
export function released(folder: string, run: (...given: readonly string[]) => string): string {
  const pages = join(folder, "pages");
  cpSync(DIST, pages, { recursive: true });
  for (const site of ["door", "home"]) {
    const [release, proof] = ["release.json", "release.tlog-proof"].map((name) =>
      join(pages, site, name),
    ) as [string, string];
    run("ledger", "release", release, "--version", "1.0.0", "--target", site, "--out", proof);
  }
  return pages;
}

async function ask(
  { home, token }: { readonly home: string; readonly token: string },
  method: "GET" | "POST",
  path: string,
  body?: object,
  key?: string,
): Promise<Response> {
  const answer = await fetch(`${home}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body && { "content-type": "application/json" }),
      ...(key && { "idempotency-key": key }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}: ${await answer.text()}`);
  return answer;
}

export type Started = Pick<Service, "home" | "door" | "log" | "stop">;

export interface Serving {
  /** Further options of `cleanbill serve`. */
  readonly options?: readonly string[];
  /** The folder of the pages; without it, as they were built, in no ledger. */
  readonly pages?: string;
}

/** Starts the process with these pages, and waits until it is ready. */
export async function serve(
  data: string,
  port: number,
  { options = [], pages = DIST }: Serving = {},
): Promise<Started> {
  const given = ["--data", data, "serve", "--listen", `127.0.0.1:${port}`, ...options];
  const child = spawn(CLEANBILL, [...given, "--check-listen", "127.0.0.1:0", "--pages", pages], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const stop = (): Promise<void> => {
    child.kill("SIGTERM");
    // It lets requests end; one that never does is not waited for.
    const forced = setTimeout(() => child.kill("SIGKILL"), PATIENCE_MS);
    return ended.finally(() => clearTimeout(forced));
  };
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
  }
  const log = (): string => said;
  const home = `http://localhost:${port}`;
  try {
    await heard(child, () => log().includes(STARTED));
    const [, door] = /(http:\/\/\S+)\/check\/ /u.exec(said) ?? [];
    if (door === undefined) throw new Error("it has no pages");
    const ready = await fetch(`${home}/health/ready`);
    if (!ready.ok) throw new Error(await ready.text());
    return { home, door: door.replace("127.0.0.1", "localhost"), log, stop };
  } catch (error) {
    await stop();
    throw new Error(`the service did not start: ${String(error)}\n${said}`);
  }
}

/** Waits until it has said something; it is looked at whenever it says more. */
export function heard(child: ChildProcess, isSaid: () => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error("it took too long")), PATIENCE_MS);
    const settle = (how: () => void): void => {
      clearTimeout(late);
      how();
    };
    child.stdout?.on("data", () => {
      if (isSaid()) settle(resolve);
    });
    child.once("error", (error) => settle(() => reject(error)));
    child.once("close", () => settle(() => reject(new Error("it ended"))));
  });
}
