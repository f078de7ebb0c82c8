// @vitest-environment happy-dom
import { beforeEach, describe, expect, test } from "vitest";

import { texts } from "../build/texts.mjs";
import { reduce } from "../src/check/reduce.js";
import { firstState, type Event, type State } from "../src/check/state.js";
import { page, spoken } from "../src/check/views/page.js";
import { el } from "../src/dom.js";
import { SHOWN_MAX } from "../src/text/plain.js";
import { sayIn, type Sources } from "../src/text/say.js";
import { ADMIT, AT_DOOR, CLOCK, MANUAL, OPENED, REFUSE } from "./samples.js";

const SOURCES = texts("check") as Sources;
const CODE: Event = { type: "code-read", code: "HC1:CANARY" };
const HOSTILE = [
  "<img src=x onerror=alert(1)>",
  "<script>alert(1)</script>",
  "\u202eelpmaxE adA\u2066",
  `A${"\u0316".repeat(400)}`,
  "A".repeat(10_240),
  "{{constructor.constructor('alert(1)')()}}",
];

let state: State;
let sent: Event[];
let root: HTMLElement;
let send: (event: Event) => void;

beforeEach(() => {
  state = firstState("en", CLOCK);
  sent = [];
  const view = page((event) => send(event), el("video"));
  root = view.root;
  document.body.replaceChildren(root);
  send = (event) => {
    sent.push(event);
    state = reduce(state, event).state;
    view.update(state, sayIn(state.language, SOURCES));
  };
});

/** What can be seen: the text of everything that is not hidden. */
function seen(node: Element = root): string {
  if (node instanceof HTMLElement && node.hidden) return "";
  const parts = [...node.childNodes].map((child) =>
    child instanceof Element ? seen(child) : (child.textContent ?? ""),
  );
  return parts.join(" ");
}

function show(...events: readonly Event[]): string {
  for (const event of events) send(event);
  return seen();
}

function answered(answer = ADMIT): Event {
  return { type: "answered", answer, at: 0 };
}

describe("before anything can be checked", () => {
  test("it says what is missing, and where to get it", () => {
    expect(show({ type: "not-installed" })).toContain("This device is not set up");
    expect(root.querySelector<HTMLAnchorElement>(".notice a")?.getAttribute("href")).toBe(
      "../update/",
    );
  });

  test("it names what is wrong with the data", () => {
    expect(show({ type: "not-opened", code: "set.version-rollback" })).toContain(
      "set.version-rollback",
    );
  });

  test("it offers the places of the policies in force, and no other", () => {
    const text = show(OPENED);
    for (const part of ["cinema, RU-MOW", "theatre, RU-MOW", "gym, RU-MOW", "number 3 in a row"]) {
      expect(text).toContain(part);
    }
    expect(text).not.toContain("museum");
    root.querySelectorAll<HTMLButtonElement>(".doors button")[2]?.click();
    expect(sent.at(-1)).toEqual({ type: "door-chosen", door: { place: "gym", region: "RU-MOW" } });
  });
});

describe("an answer", () => {
  test.each([
    [ADMIT, "Yes", "Accepted", "The pass is accepted here."],
    [REFUSE, "No", "Not accepted", "The pass is not valid here and now."],
    [MANUAL, "Your decision", "Could not be checked", "This device's data is too old."],
  ])("says yes or no by word, shape and reason: %#", (answer, word, verdict, reason) => {
    const text = show(...AT_DOOR, CODE, answered(answer));
    for (const part of [word, verdict, reason]) expect(text).toContain(part);
    expect(root.querySelector<HTMLElement>(".answer")?.dataset["action"]).toBe(answer.action);
    expect(document.activeElement?.textContent).toBe("Next");
  });

  test("has three shapes, none like another", () => {
    const shapes = [ADMIT, REFUSE, MANUAL].map((answer) => {
      show(...AT_DOOR, CODE, answered(answer));
      const drawn = root.querySelector(".shape path")?.getAttribute("d");
      send({ type: "next" });
      return drawn;
    });
    expect(new Set(shapes).size).toBe(3);
  });

  test("shows name and birth date, and takes them out of the page again", () => {
    expect(show(...AT_DOOR, CODE, answered())).toMatch(/Ada Example.*14 March 1987/u);
    send({ type: "tick", at: 10_000, clock: CLOCK });
    expect(document.documentElement.outerHTML).not.toMatch(/Ada Example|14 March/u);
    expect(seen()).toContain("Last answer: Accepted");
  });

  test("is said to a screen reader as it is seen, and then no more", () => {
    show(...AT_DOOR, CODE, answered());
    const live = root.querySelector("[aria-live=assertive]");
    expect(live?.textContent).toBe(spoken(state, sayIn("en", SOURCES)));
    expect(live?.textContent).toMatch(/^Yes\. Accepted\..*Ada Example.*14 March 1987/u);
    send({ type: "next" });
    expect(live?.textContent).toBe("");
  });

  test.each(HOSTILE)("shows a hostile name as text: %#", (name) => {
    show(...AT_DOOR, CODE, answered({ ...ADMIT, name, birth_date: name }));
    const shown = [...root.querySelectorAll(".person bdi")];
    expect(shown).toHaveLength(2);
    for (const bdi of shown) {
      expect(bdi.childElementCount).toBe(0);
      expect(bdi.textContent).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/u);
      expect([...(bdi.textContent ?? "")].length).toBeLessThanOrEqual(SHOWN_MAX + 1);
    }
    expect(root.querySelector("img, script")).toBeNull();
  });

  test("in Arabic runs from right to left", () => {
    const text = show(...AT_DOOR, { type: "language-chosen", language: "ar" }, CODE, answered());
    expect([document.documentElement.dir, document.documentElement.lang]).toEqual(["rtl", "ar"]);
    expect(text).toContain("مقبولة");
    expect(text).not.toContain("Accepted");
  });
});

describe("ways to scan", () => {
  test("a pasted text is checked and does not stay", () => {
    show(...AT_DOOR);
    const field = root.querySelector<HTMLTextAreaElement>("#paste");
    if (!field) throw new Error("no field");
    field.value = "HC1:CANARY";
    field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
    expect(sent.at(-1)).toEqual({ type: "code-read", code: "HC1:CANARY" });
    expect(field.value).toBe("");
  });

  test.each(["denied", "none", "busy", "lost", "insecure"] as const)(
    "a camera that is %s says what to do",
    (why) => {
      const id = `camera-${why}`;
      const text = show(...AT_DOOR, { type: "camera-wanted" }, { type: "camera-failed", why });
      expect(text).toContain(sayIn("en", SOURCES)(id));
    },
  );

  test("the full screen has only what a door needs", () => {
    const text = show(...AT_DOOR, { type: "kiosk-turned" });
    expect(text).not.toContain("Change place");
    expect(text).toContain("2 days old");
  });

  test("the age of the data is always said, and a clock that is behind, too", () => {
    expect(show(...AT_DOOR)).toContain("Data of 30 November 2021, 2 days old.");
    send({ type: "tick", at: 0, clock: CLOCK - 3 * 86_400 });
    expect(seen()).toContain("this device's clock is behind");
  });
});
