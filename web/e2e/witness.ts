/** Independent witnesses of a ledger: processes of their own, as somebody else would run them. */

import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { join } from "node:path";

import { freePort, heard } from "./service.js";

/** The command line; `./test web` says where it was built. */
const CLEANBILL = process.env["CLEANBILL_PROGRAM"] ?? "";

export interface Witness {
  /** Its verifier key. */
  readonly key: string;
  /** Where it is asked. */
  readonly url: string;
  /** Begins to cosign what the log with this key signs. */
  watch(log: string): Promise<void>;
  stop(): Promise<void>;
}

/** A key as a command prints it: name, hash, and the rest in base64. */
export function keyIn(printed: string): string {
  const [key] = /\S+\+[0-9a-f]{8}\+\S+/u.exec(printed) ?? [];
  if (key === undefined) throw new Error(`no key in: ${printed}`);
  return key;
}

export async function makeWitness(folder: string, name: string): Promise<Witness> {
  const given = ["--data", join(folder, name), "witness"];
  const made = execFileSync(CLEANBILL, [...given, "init", "--name", `${name}.example`]);
  const listen = `127.0.0.1:${await freePort()}`;
  let child: ChildProcess | undefined;
  return {
    key: keyIn(made.toString()),
    url: `http://${listen}`,
    async watch(log) {
      const serve = [...given, "serve", "--listen", listen, "--log", log];
      const started = spawn(CLEANBILL, serve, { stdio: ["ignore", "pipe", "inherit"] });
      child = started;
      let said = "";
      started.stdout.on("data", (chunk: Buffer) => {
        said += chunk.toString();
      });
      await heard(started, () => said.includes("Ctrl-C stops it."));
    },
    async stop() {
      const running = child;
      child = undefined;
      if (!running) return;
      const ended = new Promise((resolve) => running.once("close", resolve));
      running.kill("SIGTERM");
      await ended;
    },
  };
}
