/** Asks the authority for what somebody pressed for, and keeps what it gave. */

import { CoreError } from "../../core/core.js";
import { inside } from "../session.js";
import { take } from "../shelf.js";
import type { Told } from "../state.js";
import { hex, random } from "../vault/bytes.js";
import { answersOf } from "../vault/answers.js";
import { type Access, type Case, type Contents, PASSES_MAX, PROOF_MAX } from "../vault/contents.js";
import { WalletError } from "../vault/error.js";
import type { World } from "../work.js";
import { ask, askPdf, AuthorityError } from "./api.js";
import { checkpointOf, isSplit, later, seenIn } from "./proof.js";
import { list, maybe, members, text, truth, whole } from "./read.js";
import { appealsOf, recordOf } from "./record.js";
import type { Against, OwnWork } from "./state.js";

/** Light passes come as many as there can be: how many are fetched tells nothing about use. */
const LIGHT_DAYS = 14;

export async function ofOwn(work: OwnWork, world: World): Promise<Told | null> {
  switch (work.do) {
    case "collect":
      return collect(work.code, world);
    case "ask-own":
      return askOwn(work.pass, world);
    case "take-own":
      return takeOwn(work, world);
    case "fetch-light":
      return fetchLight(work, world);
    case "save-page":
      return savePage(work, world);
    case "object":
      return object(work.pass, work.against, work.text, world);
    case "request":
      return request(work.pass, work.text, world);
    case "follow":
      return follow(work.id, world);
    case "give-back":
      return giveBack(work.pass, world);
    case "save-proof":
    case "save-checkpoint":
      return save(work, world);
  }
}

function coreOf({ session }: World): NonNullable<ReturnType<World["session"]["core"]>> {
  const core = session.core();
  if (!core) throw new CoreError("page.no-data");
  return core;
}

/** A code counts once, so that whatever could keep its pass out is looked at before. */
async function collect(code: string, world: World): Promise<Told> {
  const { session } = world;
  const core = coreOf(world);
  if (inside(session).contents.passes.length >= PASSES_MAX) {
    throw new WalletError("page.wallet-full");
  }
  const told = members(await ask({ path: "collect", body: { code } }));
  const [token, expiresAt] = [text(told["token"]), whole(told["expires_at"])];
  const found = { code: text(told["text"]), ...proofIn(told["proof"]) };
  const receipt = text(told["receipt"]);
  const taken = await take(core, inside(session).contents, [found.code], world.clock(), {
    ...found,
    receipt,
  });
  const pass = taken.contents.passes.find((one) => one.code === found.code);
  if (!pass) return taken.told;
  const passes = taken.contents.passes.map((one) =>
    one === pass ? { ...one, ...found, receipt } : one,
  );
  const others = taken.contents.accesses.filter((access) => access.pass !== pass.id);
  const accesses = [...others, { token, expiresAt, pass: pass.id }];
  const { seen, isForged } = seenAlso(taken.contents, found.proof, world.clock());
  await session.change({ ...taken.contents, passes, accesses, seen });
  return isForged ? SPLIT : taken.told;
}

const SPLIT: Told = { is: "failed", code: "page.ledger-split" };

/** A proof that a wallet can hold. */
function proofIn(value: unknown): { readonly proof?: string } {
  const proof = maybe(value, text);
  return proof && proof.length <= PROOF_MAX && checkpointOf(proof) ? { proof } : {};
}

interface SeenAlso {
  readonly seen: Contents["seen"];
  /** It cannot be the ledger that was seen before. */
  readonly isForged: boolean;
}

/** The tree that came with a proof beside the one before, which stays where they contradict. */
function seenAlso({ seen }: Contents, proof: string | undefined, at: number): SeenAlso {
  const note = proof === undefined ? undefined : checkpointOf(proof);
  const now = note === undefined ? undefined : seenIn(note, at);
  const isForged = isSplit(seen, now);
  return { seen: isForged ? seen : later(seen, now), isForged };
}

function accessOf(pass: string, { session }: World): Access {
  const { accesses } = inside(session).contents;
  const found = accesses.find((access) => access.pass === pass);
  if (!found) throw new AuthorityError("server.not-signed-in");
  return found;
}

async function askOwn(pass: string, world: World): Promise<null> {
  const { token } = accessOf(pass, world);
  const record = recordOf(await ask({ path: "own", token }));
  const appeals = appealsOf(await ask({ path: "own/appeals", token }));
  const policies = (await world.session.core()?.policies(world.clock())) ?? [];
  world.heard(pass, { record, appeals, policies });
  return null;
}

async function takeOwn(
  { pass, of }: Extract<OwnWork, { do: "take-own" }>,
  world: World,
): Promise<Told> {
  const core = coreOf(world);
  const { token } = accessOf(pass, world);
  const told = members(await ask({ path: `own/passes/${encodeURIComponent(of)}`, token }));
  const { contents } = inside(world.session);
  const taken = await take(core, contents, [text(told["text"])], world.clock());
  if (taken.contents.passes.length > contents.passes.length) {
    await world.session.change(taken.contents);
  }
  return taken.told;
}

/** Days that are over make room; a day that is fetched anew takes the place of the one before. */
async function fetchLight(
  { pass, of, policy }: Extract<OwnWork, { do: "fetch-light" }>,
  world: World,
): Promise<Told> {
  const core = coreOf(world);
  const { token } = accessOf(pass, world);
  const body = { policy, days: LIGHT_DAYS };
  const told = members(
    await ask({ path: `own/passes/${encodeURIComponent(of)}/light`, token, body }),
  );
  const days = list(told["passes"], (one) => {
    const { text: code, not_before: from, expires_at: until } = members(one);
    return { code: text(code), window: { from: whole(from), until: whole(until) } };
  });
  const clock = world.clock();
  let { contents } = inside(world.session);
  const isOver = (until: number): boolean => until < clock;
  const passes = contents.passes.filter(({ window }) => !window || !isOver(window.until));
  contents = { ...contents, passes, answers: answersOf(contents.answers, passes) };
  const before = passes.length;
  let last: Told = { is: "done", what: "there-already" };
  for (const { code, window } of days.slice(0, LIGHT_DAYS)) {
    const taken = await take(core, contents, [code], clock, { window });
    ({ contents, told: last } = taken);
  }
  await world.session.change(contents);
  const count = contents.passes.length - before;
  return count > 0 ? { is: "done", what: "light-fetched", count } : last;
}

/** Paper is equal (guarantee G14): the authority's own page, and a sheet of dated light codes. */
async function savePage(
  { pass, of, policy }: Extract<OwnWork, { do: "save-page" }>,
  world: World,
): Promise<Told> {
  const { token } = accessOf(pass, world);
  const path = `own/passes/${encodeURIComponent(of)}${policy === null ? "" : "/light"}`;
  const how = new URLSearchParams({ format: "pdf", lang: world.language() });
  const body = policy === null ? {} : { body: { policy, days: LIGHT_DAYS } };
  const page = await askPdf({ path: `${path}?${how}`, token, ...body });
  world.handOver(policy === null ? "pass.pdf" : "light.pdf", page);
  return { is: "done", what: "saved" };
}

async function object(pass: string, against: Against, why: string, world: World): Promise<Told> {
  const { token } = accessOf(pass, world);
  const body = { ...against, ...(why.trim() && { text: why.trim() }) };
  const told = members(await ask({ path: "own/appeals", token, body }));
  const filed = { kind: "appeal", code: text(told["code"]), number: text(told["appeal"]) } as const;
  await keepCase({ ...filed, pass }, world);
  world.heard(pass, { appeals: appealsOf(await ask({ path: "own/appeals", token })) });
  return { is: "done", what: "objected" };
}

/** Sealed: nobody can try texts against the public ledger. */
async function request(pass: string, why: string, world: World): Promise<Told> {
  const body = { visibility: "sealed", text: why };
  const told = members(await ask({ path: "filings", body }));
  const proof = proofIn(told["receipt"]);
  const filed = { kind: "request", code: text(told["code"]), pass, ...proof } as const;
  const { isForged } = await keepCase(filed, world);
  return isForged ? SPLIT : { is: "done", what: "requested" };
}

async function keepCase(filed: Omit<Case, "id" | "filedAt">, world: World): Promise<SeenAlso> {
  const { contents } = inside(world.session);
  const one = { ...filed, id: hex(random(16)), filedAt: world.clock() };
  const also = seenAlso(contents, filed.proof, world.clock());
  const cases = [...contents.cases, one];
  await world.session.change({ ...contents, cases, seen: also.seen });
  return also;
}

async function follow(id: string, world: World): Promise<Told | null> {
  const { contents } = inside(world.session);
  const filed = contents.cases.find((one) => one.id === id);
  if (!filed) return null;
  const told = members(await ask({ path: "filings/follow", body: { code: filed.code } }));
  const answer = {
    state: text(told["state"]),
    isOverdue: truth(told["is_overdue"]),
    due: whole(told["due"]),
    answer: maybe(told["answer"], text),
  };
  const proof = proofIn(told["receipt"]);
  world.heard(filed.pass, { answers: { [id]: answer } });
  if (!proof.proof || filed.proof) return null;
  const cases = contents.cases.map((one) => (one === filed ? { ...one, ...proof } : one));
  const { seen, isForged } = seenAlso(contents, proof.proof, world.clock());
  await world.session.change({ ...contents, cases, seen });
  return isForged ? SPLIT : null;
}

/** The token counts no more, there and here. One that counted no more before is gone as well. */
async function giveBack(pass: string, world: World): Promise<Told> {
  const { token } = accessOf(pass, world);
  await ask({ path: "own/forget", token, body: {} }).catch((error: unknown) => {
    const isGone = error instanceof AuthorityError && error.code === "server.not-signed-in";
    if (!isGone) throw error;
  });
  const { contents } = inside(world.session);
  const accesses = contents.accesses.filter((access) => access.pass !== pass);
  await world.session.change({ ...contents, accesses });
  return { is: "done", what: "given-back" };
}

async function save(
  work: Extract<OwnWork, { do: "save-proof" | "save-checkpoint" }>,
  world: World,
): Promise<Told | null> {
  const { passes, cases, seen } = inside(world.session).contents;
  if (work.do === "save-checkpoint") {
    if (!seen?.note) return null;
    world.handOver("ledger.checkpoint", textFile(seen.note));
    return { is: "done", what: "saved" };
  }
  const { proof } = [...passes, ...cases].find(({ id }) => id === work.id) ?? {};
  if (proof === undefined) return null;
  world.handOver("receipt.tlog-proof", textFile(proof));
  return { is: "done", what: "saved" };
}

const textFile = (text: string): Blob => new Blob([text], { type: "text/plain" });
