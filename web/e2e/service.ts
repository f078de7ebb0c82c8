/**
 * An authority at work, small: founded, with a ledger, people, staff, a machine, and its service
 * with the pages. All of it is made by the command line, as `./run` does.
 */

import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";

import { policyText } from "./world.js";

/** The command line; `./test web` says where it was built. */
const CLEANBILL = process.env["CLEANBILL_PROGRAM"] ?? "";
const DIST = join(import.meta.dirname, "..", "dist");
const DAY_MS = 86_400_000;
/** The service says this last when it starts. */
const STARTED = "Ctrl-C stops it.";

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
function freePort(): Promise<number> {
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
 * Founds an authority in `folder` and starts its service. `people` are imported, none by default:
 * importing takes seconds.
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
  const machineKey = readFileSync(join(data, "demo", "machine.key"), "utf8").trim();
  if (people > 0) {
    const given = ["--bulk", join(data, "demo", "people.csv")];
    run("issue", ...given, "--api-key-file", join(data, "demo", "machine.key"));
  }
  const policies = join(folder, "policies");
  mkdirSync(policies);
  const places = ["cinema", "restaurant"];
  writeFileSync(join(policies, "indoor.toml"), policyText("test.indoor.1", places));
  const publish = (...given: readonly string[]): void =>
    void run("publish", "--install", "--demo", "--to", join(data, "public"), ...given);
  // A policy that asks where nothing was asked is announced before (guarantee G14).
  const proof = join(folder, "announced.tlog-proof");
  run("ledger", "announce", join(policies, "indoor.toml"), "--out", proof);
  publish("--policies", policies, "--announcements", proof);
  const port = await freePort();
  const started = await serve(data, port);
  const home = `http://localhost:${port}`;
  const request: Record<string, unknown> = JSON.parse(
    readFileSync(join(data, "demo", "request.json"), "utf8"),
  );
  return {
    data,
    home,
    door: started.door,
    machineKey,
    request,
    staffKey: (name) => readFileSync(join(data, "demo", `${name}.pem`), "utf8"),
    issue: (key, changed = {}) => issue(home, machineKey, key, { ...request, ...changed }),
    run,
    publish,
    log: started.log,
    stop: started.stop,
  };
}

async function issue(home: string, token: string, key: string, body: object): Promise<Issued> {
  const answer = await fetch(`${home}/api/v1/passes`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      "idempotency-key": key,
    },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as Issued;
}

interface Started {
  readonly door: string;
  log(): string;
  stop(): Promise<void>;
}

/** Starts the process, and waits until it says where it is. */
function serve(data: string, port: number): Promise<Started> {
  const given = ["--data", data, "serve", "--listen", `127.0.0.1:${port}`];
  const child = spawn(CLEANBILL, [...given, "--check-listen", "127.0.0.1:0", "--pages", DIST], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  return new Promise((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      const [, door] = /(http:\/\/\S+)\/check\/ /u.exec(said) ?? [];
      if (!said.includes(STARTED) || door === undefined) return;
      resolve({
        door: door.replace("127.0.0.1", "localhost"),
        log: () => said,
        stop: () => {
          child.kill("SIGTERM");
          return ended;
        },
      });
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.once("error", reject);
    child.once("exit", () => reject(new Error(`the service did not start: ${said}`)));
  });
}
