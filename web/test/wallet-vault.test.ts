import { beforeAll, describe, expect, test } from "vitest";

import { base64, fromBase64, random } from "../src/wallet/vault/bytes.js";
import {
  type Contents,
  EMPTY,
  joined,
  PASSES_MAX,
  PROOF_MAX,
  readContents,
  writeContents,
} from "../src/wallet/vault/contents.js";
import { readFile, walletFile, type WalletFile } from "../src/wallet/vault/file.js";
import {
  createWallet,
  exported,
  type Open,
  openWallet,
  withContents,
  withPasskey,
  withPassphrase,
} from "../src/wallet/vault/vault.js";

const PASSPHRASE = "correct horse battery staple";
const byPassphrase = (passphrase: string) => ({ way: "passphrase", passphrase }) as const;
const CONTENTS: Contents = {
  passes: [{ id: "a1", code: "HC1:CANARY", addedAt: 1, receipt: "00ff" }],
  accesses: [{ token: "cbh_1", expiresAt: 2, pass: "a1" }],
  cases: [{ id: "c1", kind: "request", code: "FOLLOW", pass: "a1", filedAt: 4 }],
  answers: [],
  seen: { origin: "ledger.example/test", size: 7, root: "AAAA", at: 3 },
};
const ANSWER = { one: ["a1"], other: ["a2", "a3"], isSame: true, saidAt: 5 } as const;

let open: Open;

beforeAll(async () => {
  open = await createWallet(PASSPHRASE, CONTENTS);
});

/** Every value of a file that a thief could change, changed by one letter or number. */
function altered(file: WalletFile): readonly WalletFile[] {
  // Of a name in hexadecimal digits, "A" is the same digit as "a".
  const other = (text: string): string => (text[4]?.toLowerCase() === "a" ? "B" : "A");
  const changed = (text: string): string => text.slice(0, 4) + other(text) + text.slice(5);
  const [key] = file.keys;
  if (key?.way !== "passphrase") throw new Error("no passphrase");
  const { contents } = file;
  return [
    { ...file, id: changed(file.id).toLowerCase() },
    { ...file, keys: [{ ...key, rounds: key.rounds + 1 }] },
    { ...file, keys: [{ ...key, salt: changed(key.salt) }] },
    { ...file, keys: [{ ...key, wrapped: { ...key.wrapped, iv: changed(key.wrapped.iv) } }] },
    { ...file, keys: [{ ...key, wrapped: { ...key.wrapped, data: changed(key.wrapped.data) } }] },
    { ...file, contents: { ...contents, iv: changed(contents.iv) } },
    { ...file, contents: { ...contents, data: changed(contents.data) } },
    { ...file, contents: key.wrapped },
    { ...file, keys: [{ ...key, wrapped: contents }] },
  ];
}

describe("a wallet under lock", () => {
  test("opens with its passphrase, however that was typed, and with no other", async () => {
    const { file } = await createWallet("né à Orléans", CONTENTS);
    const opened = await openWallet(file, byPassphrase("ne\u0301 a\u0300 Orle\u0301ans"));
    expect(opened.contents).toEqual(CONTENTS);
    for (const wrong of ["né à Orleans", "NÉ À ORLÉANS", "né à Orléans ", ""]) {
      await expect(openWallet(file, byPassphrase(wrong))).rejects.toThrow("page.wallet-secret");
    }
  });

  test("holds nothing in clear, and its length tells little", async () => {
    const text = JSON.stringify(open.file);
    expect(text).not.toMatch(/CANARY|cbh_1|ledger\.example/u);
    const empty = await withContents(open, EMPTY);
    expect(empty.file.contents.data).toHaveLength(open.file.contents.data.length);
  });

  test("does not open when any of its values is another, or at another place", async () => {
    for (const file of altered(open.file)) {
      const opening = openWallet(walletFile(file), byPassphrase(PASSPHRASE));
      await expect(opening).rejects.toThrow(/page\.wallet-(secret|altered)/u);
    }
  });

  test("takes nothing from another wallet under the same passphrase", async () => {
    const other = await createWallet(PASSPHRASE);
    const mixed = { ...open.file, contents: other.file.contents };
    await expect(openWallet(mixed, byPassphrase(PASSPHRASE))).rejects.toThrow(
      "page.wallet-altered",
    );
    const swapped = { ...open.file, keys: other.file.keys };
    await expect(openWallet(swapped, byPassphrase(PASSPHRASE))).rejects.toThrow(
      "page.wallet-secret",
    );
  });

  test("lets no script read its data key", async () => {
    await expect(crypto.subtle.exportKey("raw", open.key)).rejects.toThrow();
  });

  test("never uses an initialisation vector twice", async () => {
    const files = await Promise.all(Array.from({ length: 64 }, () => withContents(open, CONTENTS)));
    expect(new Set(files.map(({ file }) => file.contents.iv)).size).toBe(64);
  });

  test("wants a passphrase of ten characters", async () => {
    await expect(createWallet("ninechars")).rejects.toThrow("page.wallet-passphrase");
    await expect(createWallet("🐎🐎🐎🐎🐎🐎🐎🐎🐎")).rejects.toThrow("page.wallet-passphrase");
  });
});

describe("other ways to open it", () => {
  const passkey = { credential: base64(random(16)), salt: base64(random(32)), given: random(32) };

  test("a passkey opens what a passphrase made, and not what another passkey gives", async () => {
    const both = await withPasskey(open, byPassphrase(PASSPHRASE), passkey);
    const secret = { way: "passkey", ...passkey } as const;
    expect((await openWallet(both.file, secret)).contents).toEqual(CONTENTS);
    expect((await openWallet(both.file, byPassphrase(PASSPHRASE))).contents).toEqual(CONTENTS);
    for (const wrong of [
      { ...secret, given: random(32) },
      { ...secret, credential: "AAAA" },
    ]) {
      await expect(openWallet(both.file, wrong)).rejects.toThrow("page.wallet-secret");
    }
  });

  test("a passphrase is changed by whoever knows it, and the old one is void", async () => {
    const refused = withPassphrase(open, byPassphrase("something else"), "a new passphrase");
    await expect(refused).rejects.toThrow("page.wallet-secret");
    const changed = await withPassphrase(open, byPassphrase(PASSPHRASE), "a new passphrase");
    expect((await openWallet(changed.file, byPassphrase("a new passphrase"))).contents).toEqual(
      CONTENTS,
    );
    await expect(openWallet(changed.file, byPassphrase(PASSPHRASE))).rejects.toThrow(
      "page.wallet-secret",
    );
  });

  test("a copy has a data key, a salt and a name of its own", async () => {
    const copy = await exported(open, "passphrase of the copy");
    expect(copy.id).not.toBe(open.file.id);
    expect((await openWallet(copy, byPassphrase("passphrase of the copy"))).contents).toEqual(
      CONTENTS,
    );
    await expect(openWallet(copy, byPassphrase(PASSPHRASE))).rejects.toThrow("page.wallet-secret");
  });
});

describe("a file that is read", () => {
  const written = (file: unknown): Blob => new Blob([JSON.stringify(file)]);

  test("is the same as what was written", async () => {
    expect(await readFile(written(open.file))).toEqual(open.file);
    expect(await readFile(written({ ...open.file, more: 1 }))).toEqual(open.file);
  });

  test("is refused by name when it is cut off, newer, too large or something else", async () => {
    const text = JSON.stringify(open.file);
    const [key] = open.file.keys;
    const format = [
      new Blob([]),
      new Blob([text.slice(0, -1)]),
      new Blob([text.slice(0, text.length / 2)]),
      new Blob(["null"]),
      written([]),
      written({ ...open.file, format: "other" }),
      written({ ...open.file, version: 0 }),
      written({ ...open.file, version: "1" }),
      written({ ...open.file, id: "x" }),
      written({ ...open.file, keys: [] }),
      written({ ...open.file, keys: Array(9).fill(key) }),
      written({ ...open.file, keys: [{ ...key, rounds: 1_000 }] }),
      written({ ...open.file, keys: [{ ...key, rounds: 10 ** 9 }] }),
      written({ ...open.file, keys: [{ ...key, rounds: 600_000.5 }] }),
      written({ ...open.file, keys: [{ ...key, salt: "AA==" }] }),
      written({ ...open.file, keys: [{ ...key, way: "password" }] }),
      written({ ...open.file, contents: null }),
    ];
    for (const file of format) await expect(readFile(file)).rejects.toThrow("page.wallet-format");
    await expect(readFile(written({ ...open.file, version: 2 }))).rejects.toThrow(
      "page.wallet-newer",
    );
    const large = new Blob([new Uint8Array((8 << 20) + 1)]);
    await expect(readFile(large)).rejects.toThrow("page.wallet-too-large");
  });

  test("whose every cut is tried opens at none", async () => {
    const text = JSON.stringify(open.file);
    for (let end = 0; end < text.length; end += 997) {
      await expect(readFile(new Blob([text.slice(0, end)]))).rejects.toThrow("page.wallet-format");
    }
  });
});

describe("contents", () => {
  const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

  test("are read as they were written", () => {
    for (const contents of [EMPTY, CONTENTS, { ...CONTENTS, answers: [ANSWER] }]) {
      expect(readContents(writeContents(contents))).toEqual(contents);
    }
  });

  test("of somebody else's making are read strictly", () => {
    const whole = { version: 3, ...CONTENTS };
    const [pass] = CONTENTS.passes;
    const wrong = [
      null,
      [],
      { ...whole, version: undefined },
      { ...whole, passes: undefined },
      { ...whole, passes: [{}] },
      { ...whole, passes: [{ ...pass, code: "A".repeat(8_193) }] },
      { ...whole, passes: [{ ...pass, addedAt: 1.5 }] },
      { ...whole, passes: Array(PASSES_MAX + 1).fill(pass) },
      { ...whole, accesses: [{ token: "" }] },
      { ...whole, cases: undefined },
      { ...whole, cases: [{ ...CONTENTS.cases[0], kind: "other" }] },
      { ...whole, passes: [{ ...pass, window: { from: 1 } }] },
      { ...whole, passes: [{ ...pass, proof: "p".repeat(PROOF_MAX + 1) }] },
      { ...whole, answers: undefined },
      ...[{ one: [] }, { other: "a1" }, { isSame: 1 }, { saidAt: 0.5 }, { one: [""] }].map(
        (wrong) => ({ ...whole, answers: [{ ...ANSWER, ...wrong }] }),
      ),
      { ...whole, seen: { origin: "a" } },
      { ...whole, seen: undefined },
    ];
    for (const value of wrong)
      expect(() => readContents(bytes(value))).toThrow("page.wallet-altered");
    expect(() => readContents(bytes({ ...whole, version: 4 }))).toThrow("page.wallet-newer");
    expect(() => readContents(new Uint8Array([0xff]))).toThrow("page.wallet-altered");
  });

  test("of the versions before are read, and had no answers, nor the first any cases", () => {
    const { cases: _, answers: __, ...first } = CONTENTS;
    expect(readContents(bytes({ version: 1, ...first }))).toEqual({ ...CONTENTS, cases: [] });
    const second = { ...first, cases: CONTENTS.cases };
    expect(readContents(bytes({ version: 2, ...second }))).toEqual(CONTENTS);
  });

  test("that could not be read again are not written", () => {
    const proof = "p".repeat(PROOF_MAX + 1);
    const passes = CONTENTS.passes.map((pass) => ({ ...pass, proof }));
    expect(() => writeContents({ ...CONTENTS, passes })).toThrow("page.wallet-altered");
  });

  test("that are too many are not written", () => {
    const passes = Array.from({ length: PASSES_MAX + 1 }, (_, index) => ({
      id: `${index}`,
      code: `${index}`,
      addedAt: 0,
    }));
    expect(() => writeContents({ ...EMPTY, passes })).toThrow("page.wallet-full");
  });

  test("of an older copy join, and nothing that is here goes away", () => {
    const mine: Contents = {
      passes: [
        { id: "b1", code: "HC1:CANARY", addedAt: 9 },
        { id: "b2", code: "HC1:NEWER", addedAt: 9 },
      ],
      accesses: [],
      cases: [],
      answers: [],
      seen: { origin: "ledger.example/test", size: 9, root: "BBBB", at: 9 },
    };
    const both = joined(mine, CONTENTS);
    expect(both.passes).toEqual(mine.passes);
    expect(both.seen).toEqual(mine.seen);
    // The token goes to the pass that is the same here.
    expect(both.accesses).toEqual([{ token: "cbh_1", expiresAt: 2, pass: "b1" }]);
    expect(both.cases).toEqual([{ ...CONTENTS.cases[0], pass: "b1" }]);
    expect(joined(both, CONTENTS)).toEqual(both);
    expect(joined(EMPTY, CONTENTS)).toEqual(CONTENTS);
  });

  test("of a copy from another ledger leave the tree that was remembered", () => {
    const other = { ...CONTENTS, seen: { origin: "another", size: 99, root: "CCCC", at: 9 } };
    expect(joined(CONTENTS, other).seen).toEqual(CONTENTS.seen);
  });
});

test("base64 that is none is none", () => {
  expect(fromBase64("*")).toBeUndefined();
  expect(fromBase64(5)).toBeUndefined();
  expect(fromBase64(base64(new Uint8Array([0, 255])))).toEqual(new Uint8Array([0, 255]));
});
