/** What somebody asked the authority in writing, how it stands, and a new request. */

import { button, type Child, el, foreign, put, show } from "../../dom.js";
import { plainLines } from "../../text/plain.js";
import { dayInWords, type Say } from "../../text/say.js";
import type { Appeal, OwnRecord } from "../own/record.js";
import type { Answer, Filed } from "../own/state.js";
import type { State } from "../state.js";
import { momentInWords } from "../told.js";
import { facts, kindOfEvent, named, part } from "./own-record.js";
import { formOf } from "./secret.js";
import { type Send, type View, whenOther } from "./view.js";

const DAY_SECS = 86_400;

/** To correct something, or for a pass again: with the numbers by which a desk finds it. */
export function requesting(send: Send): View {
  const [summary, hint] = [el("summary"), el("p", { class: "hint" })];
  const about = el("label", { for: "request-about" });
  const chosen = el("select", { id: "request-about" });
  const label = el("label", { for: "request-text" });
  const text = el("textarea", { id: "request-text", rows: "4", maxlength: "8000" });
  const press = el("button", { type: "submit" });
  let [pass, subjects]: [string, readonly Subject[]] = ["", []];
  const form = formOf(
    () => {
      const written = text.value.trim();
      const subject = subjects[chosen.selectedIndex];
      if (!written || !subject) return text.focus();
      text.value = "";
      const whole = [...subject.lines, "", written].join("\n");
      send({ type: "wanted", work: { do: "request", pass, text: whole } });
    },
    hint,
    about,
    chosen,
    label,
    text,
    press,
  );
  const root = el("details", { class: "field" }, summary, form);
  const isOther = whenOther();
  return {
    root,
    update({ room, isBusy }, say) {
      const record = room.is === "own" ? room.own.record : null;
      show(root, record !== null);
      put(summary, say("request"));
      put(hint, say("request-hint"));
      put(about, say("request-about"));
      put(label, say("request-text"));
      put(press, say("request-press"));
      press.disabled = isBusy;
      if (!isOther(record, say)) return;
      if (!record) {
        root.open = false;
        text.value = "";
      }
      pass = room.is === "own" ? room.id : "";
      subjects = record ? subjectsOf(record, say) : [];
      chosen.replaceChildren(...subjects.map(({ title }) => el("option", {}, title)));
    },
  };
}

interface Subject {
  readonly title: string;
  /** What the request begins with. */
  readonly lines: readonly string[];
}

function subjectsOf({ holder, events, passes }: OwnRecord, say: Say): readonly Subject[] {
  const number = `${say("record-number")}: ${holder}`;
  const person = say("request-person");
  const wrong = events
    .filter(({ isCorrected }) => !isCorrected)
    .map(({ id, at, payload }) => {
      const [kind, entered] = [kindOfEvent(payload, say), momentInWords(at, say)];
      const title = say("request-event", { kind, entered });
      return { title, lines: [title, number, `${say("event-number")}: ${id}`] };
    });
  const again = passes
    .filter(({ isLight }) => !isLight)
    .map(({ id, event, issuedAt }) => {
      const kind = kindOfEvent(events.find((one) => one.id === event)?.payload, say);
      const title = say("request-pass", { kind, issued: momentInWords(issuedAt, say) });
      return { title, lines: [title, number, `${say("pass-number")}: ${id}`] };
    });
  return [{ title: person, lines: [person, number] }, ...wrong, ...again];
}

export function cases(send: Send): View {
  const root = el("div");
  const isOther = whenOther();
  return {
    root,
    update(state, say) {
      const { room, vault } = state;
      const own = room.is === "own" ? room.own : undefined;
      const filed = vault.is === "open" ? vault.cases : undefined;
      if (!isOther(own?.appeals, own?.answers, own?.record, filed, say)) return;
      root.replaceChildren(...drawn(state, say, send));
    },
  };
}

function drawn({ room, vault }: State, say: Say, send: Send): HTMLElement[] {
  if (room.is !== "own" || vault.is !== "open") return [];
  const { appeals, answers } = room.own;
  const mine = vault.cases.filter(({ pass }) => pass === room.id);
  const requests = mine.filter(({ kind }) => kind === "request");
  const rows = [
    ...requests.map((one) => requestInWords(one, answers[one.id], say, send)),
    ...appeals.map((one) => appealInWords(one, say)),
  ];
  if (rows.length === 0) return [];
  const all = rows.map((row) => el("li", {}, row));
  return [part(say("cases-title"), el("ul", { class: "entries" }, ...all))];
}

function requestInWords(
  { id, filedAt, hasProof }: Filed,
  answer: Answer | undefined,
  say: Say,
  send: Send,
): HTMLElement {
  const follow = button(() => send({ type: "wanted", work: { do: "follow", id } }));
  follow.append(say("follow"));
  const save = button(() => send({ type: "wanted", work: { do: "save-proof", id } }));
  save.append(say("receipt-save"));
  const told = facts(
    [say("case-filed"), momentInWords(filedAt, say)],
    ...(answer ? answerInWords(answer, say) : []),
  );
  const keys = el("div", { class: "keys" }, follow, ...(hasProof ? [save] : []));
  return el("article", {}, el("h4", {}, say("case-request")), told, keys);
}

function answerInWords(answer: Answer, say: Say): readonly (readonly [string, Child | ""])[] {
  const { state, isOverdue, due, answer: said } = answer;
  return [
    [say("case-state"), named("request", isOverdue ? "overdue" : state, say)],
    [say("case-due"), dayInWords(say.language, due * DAY_SECS)],
    [say("case-answer"), said === null ? "" : letter([said])],
  ];
}

/** What an officer wrote, however long it is. */
function letter(texts: readonly string[]): HTMLElement {
  const lines = texts.flatMap(plainLines);
  return el("div", {}, ...lines.map((line) => el("p", { dir: "auto" }, line)));
}

function appealInWords(appeal: Appeal, say: Say): HTMLElement {
  const findings = appeal.findings.map((finding) => named("page-finding", finding, say));
  const outcome = appeal.outcome === null ? "" : named("page-outcome", appeal.outcome, say);
  const told = facts(
    [say("case-number"), foreign(appeal.number)],
    [say("case-state"), named("page-case", appeal.state, say)],
    [say("case-filed"), momentInWords(appeal.filedAt, say)],
    [say("case-due"), momentInWords(appeal.dueAt, say)],
    [say("case-outcome"), outcome],
    [say("case-findings"), findings.join(" ")],
    [say("case-answer"), appeal.answers.length > 0 ? letter(appeal.answers) : ""],
  );
  const title = say("case-appeal", { what: named("page-case", appeal.kind, say) });
  const waits = appeal.contests ? [el("p", {}, say("case-waits"))] : [];
  const late = appeal.isOverdue ? [el("p", { class: "warning" }, say("request-overdue"))] : [];
  return el("article", {}, el("h4", {}, title), ...waits, ...late, told);
}
