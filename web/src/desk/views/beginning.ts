/** Founding the authority, joining that, and registering the key that an officer signs with. */

import { button, el, foreign, put, show } from "../../dom.js";
import type { Say } from "../../text/say.js";
import { formOf } from "../../wallet/views/secret.js";
import { whenOther } from "../../wallet/views/view.js";
import type { Office } from "../answers.js";
import { addressOf } from "../links.js";
import type { Beginning, State } from "../state.js";
import { address, choiceField, facts, line, secret, textField, wordsOf } from "./controls.js";
import { type Send, type View, want } from "./view.js";

export function beginning(send: Send): View {
  const title = el("h2");
  const back = button(() => send({ type: "begun", beginning: null }));
  const parts = [founding(send), keyed(send), act(send), outcome()];
  const root = el("section", {}, title, ...parts.map(({ root }) => root), el("p", {}, back));
  return {
    root,
    update(state, say) {
      const { beginning, session } = state;
      show(root, beginning !== null && session.is !== "loading");
      put(back, say("to-sign-in"));
      show(back, session.is === "out");
      if (!beginning) return;
      put(title, say(`begin-${beginning.is}`));
      for (const part of parts) part.update(state, say);
    },
  };
}

const OFFICE_KINDS = ["authority", "clinic", "desk", "review", "audit"] as const;
/** Two have heads at once; the others stand empty until somebody is appointed. */
const OFFICES = 4;

/** The first founder names the offices, and registers a passkey. */
function founding(send: Send): View {
  const text = el("p");
  const rows = Array.from({ length: OFFICES }, (_, at) => officeRow(at));
  const go = el("button", { type: "submit" });
  let token: string | null = null;
  const form = formOf(
    () => {
      const offices = rows.map((row) => row.read()).filter(({ name }) => name !== "");
      if (token) send({ type: "wanted", work: { do: "found", token, offices } });
    },
    ...rows.map(({ root }) => root),
    go,
  );
  const root = el("div", {}, text, form);
  return {
    root,
    update({ beginning, isBusy }, say) {
      token = beginning?.is === "found" ? beginning.token : null;
      show(root, beginning?.is === "found");
      put(text, say("found-text"));
      put(go, say("found-press"));
      go.disabled = isBusy;
      for (const row of rows) row.say(say);
    },
  };
}

interface OfficeRow {
  readonly root: HTMLElement;
  say(say: Say): void;
  read(): Office;
}

function officeRow(at: number): OfficeRow {
  const legend = el("legend");
  const name = textField(`office-${at}`);
  const region = textField(`region-${at}`, { size: "8", spellcheck: "false" });
  const kind = choiceField(`kind-${at}`);
  const fields = el("div", { class: "row" }, name.root, region.root, kind.root);
  return {
    root: el("fieldset", {}, legend, fields),
    say: (say) => {
      put(legend, say("office-number", { number: at + 1 }));
      name.say(say("office-name"));
      region.say(say("office-region"));
      kind.say(say("office-kind"));
      kind.offer(OFFICE_KINDS, (one) => say(`office-kind-${one}`));
    },
    read: () => ({
      name: name.input.value.trim(),
      region: region.input.value.trim().toUpperCase(),
      kind: kind.input.value,
    }),
  };
}

/** Whoever has a link registers a passkey: as the second founder, or as an officer to be. */
function keyed(send: Send): View {
  const text = el("p");
  let work: (() => void) | undefined;
  const make = button(() => work?.(), { class: "press", id: "make-passkey" });
  const bound = el("p", { class: "good" });
  let token = "";
  const bind = button(() => send({ type: "wanted", work: { do: "bind-provider", token } }), {
    id: "bind-provider",
  });
  const keys = el("div", { class: "keys" }, make, bind);
  const root = el("div", {}, text, bound, keys);
  return {
    root,
    update({ beginning, isBusy }, say) {
      const isHere = beginning?.is === "join" || beginning?.is === "register";
      show(root, isHere);
      if (!isHere) return;
      ({ token } = beginning);
      work = want(send, { do: beginning.is, token });
      const isBound = beginning.is === "register" && beginning.isBound;
      put(bound, say("provider-bound"));
      show(bound, isBound);
      put(bind, say("bind-provider"));
      show(bind, beginning.is === "register" && !isBound);
      bind.disabled = isBusy;
      put(text, say(`${beginning.is}-text`));
      put(make, say("make-passkey"));
      make.disabled = isBusy;
    },
  };
}

/** The founding act: both read it, both sign its hash. */
function act(send: Send): View {
  const body = el("div");
  const again = button(() => again_());
  const root = el("div", {}, body, el("p", {}, again));
  let token = "";
  const again_ = (): void => send({ type: "wanted", work: { do: "read-founding", token } });
  const isOther = whenOther();
  return {
    root,
    update({ beginning, isBusy }, say) {
      const isHere = beginning?.is === "act";
      show(root, isHere);
      if (!isHere) return;
      ({ token } = beginning);
      put(again, say("act-read-again"));
      again.disabled = isBusy;
      if (!isOther(beginning, isBusy, say)) return;
      body.replaceChildren(...actRead(beginning, isBusy, say, send));
    },
  };
}

type OfAct = Extract<Beginning, { is: "act" }>;

function actRead({ token, act }: OfAct, isBusy: boolean, say: Say, send: Send): HTMLElement[] {
  if (!act) {
    const link = addressOf({ to: "join", token }, location.href);
    return [el("p", {}, say("act-hand-over")), el("p", {}, address(link))];
  }
  const offices = act.offices.map(({ name, region, kind }) =>
    el("li", {}, ...line(foreign(name), region, wordsOf(say)("office-kind", kind))),
  );
  const founders = act.founders.map(({ officer, office, signed }) => {
    const sign = button(want(send, { do: "sign-founding", token, officer }), { class: "press" });
    put(sign, say("act-sign-as", { number: String(officer) }));
    sign.disabled = isBusy;
    const who = line(say("officer", { number: String(officer) }), foreign(office));
    return el("li", {}, el("p", {}, ...who), signed ? el("p", {}, say("act-signed")) : sign);
  });
  return [
    el("p", {}, say("act-text")),
    el("ul", {}, ...offices),
    facts([say("act-hash"), secret(act.hash)]),
    el("ul", { class: "founders" }, ...founders),
  ];
}

/** What is read out to somebody, or kept. */
function outcome(): View {
  const root = el("div");
  const isOther = whenOther();
  return {
    root,
    update({ beginning }: State, say) {
      show(root, beginning?.is === "founded" || beginning?.is === "registered");
      if (!isOther(beginning, say)) return;
      if (beginning?.is === "founded") {
        root.replaceChildren(
          el("p", {}, say("founded-text")),
          facts([say("act-hash"), secret(beginning.hash)]),
        );
      } else if (beginning?.is === "registered") {
        const { fingerprint, officer, office, role, login } = beginning.key;
        root.replaceChildren(
          el("p", {}, say("registered-text")),
          facts(
            [say("fingerprint"), secret(fingerprint)],
            [say("office"), foreign(office)],
            [say("role"), wordsOf(say)("role", role)],
            [say("number"), String(officer)],
            ...(login ? [[say("login"), secret(login)] as const] : []),
          ),
        );
      } else root.replaceChildren();
    },
  };
}
