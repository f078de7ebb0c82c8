/** An objection to an office that refused something: no act stands for it, so nothing else tells. */

import { el, put, show } from "../../dom.js";
import { plain } from "../../text/plain.js";
import type { OwnRecord } from "../own/record.js";
import { formOf } from "./secret.js";
import { type Send, type View, whenOther } from "./view.js";

const DAY_MS = 86_400_000;

export function refused(send: Send): View {
  const [summary, hint] = [el("summary"), el("p")];
  const officeLabel = el("label", { for: "refused-office" });
  const known = el("datalist", { id: "refused-offices" });
  const office = el("input", {
    id: "refused-office",
    type: "text",
    list: "refused-offices",
    maxlength: "200",
    required: true,
  });
  const dayLabel = el("label", { for: "refused-day" });
  const day = el("input", { id: "refused-day", type: "date", required: true });
  const whyLabel = el("label", { for: "refused-why" });
  const why = el("textarea", { id: "refused-why", rows: "3", maxlength: "4000" });
  const press = el("button", { type: "submit" });
  let pass = "";
  const form = formOf(
    () => {
      const [named, at] = [office.value.trim(), Date.parse(`${day.value}T00:00:00Z`)];
      if (!named) return office.focus();
      if (Number.isNaN(at)) return day.focus();
      const against = { refusal: { office: named, day: Math.floor(at / DAY_MS) } };
      send({ type: "wanted", work: { do: "object", pass, against, text: why.value } });
    },
    hint,
    officeLabel,
    office,
    known,
    dayLabel,
    day,
    whyLabel,
    why,
    press,
  );
  const root = el("details", { class: "field" }, summary, form);
  const isOther = whenOther();
  return {
    root,
    update({ room, isBusy }, say) {
      const record = room.is === "own" ? room.own.record : null;
      show(root, record !== null);
      put(summary, say("refused"));
      put(hint, say("object-text"));
      put(officeLabel, say("refused-office"));
      put(dayLabel, say("refused-day"));
      put(whyLabel, say("object-why"));
      put(press, say("object-press"));
      press.disabled = isBusy;
      if (!isOther(record)) return;
      pass = room.is === "own" ? room.id : "";
      known.replaceChildren(...officesOf(record).map((name) => el("option", { value: name })));
      if (record) return;
      root.open = false;
      for (const field of [office, day, why]) field.value = "";
    },
  };
}

/** Offices that the record tells of, so that nobody has to spell them. */
function officesOf(record: OwnRecord | null): readonly string[] {
  const all = [...(record?.looks ?? []), ...(record?.events ?? []), ...(record?.acts ?? [])];
  return [...new Set(all.map(({ office }) => plain(office ?? "")).filter(Boolean))];
}
