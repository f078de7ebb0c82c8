/** Files that were made to do harm: each is refused with a reason, and the wallet goes on. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { crc32, deflateSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";

import { shoot } from "./browser.js";
import { end, folder, page, world, wrong } from "./stage.js";
import { begin, bringFile, freshPage, passes, told } from "./wallet-stage.js";

beforeAll(begin, 120_000);
afterAll(end);
afterEach(() => page?.close());

function made(name: string, ...parts: readonly (Buffer | string)[]): string {
  const path = join(folder, name);
  writeFileSync(path, Buffer.concat(parts.map((part) => Buffer.from(part))));
  return path;
}

/** A PDF of one page that draws what is given; `more` are further objects. */
function pdf(content: Buffer, more = "", resources = "", trailer = ""): readonly Buffer[] {
  const head = `%PDF-1.7
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R
/Resources<<${resources}>>>>endobj
${more}
4 0 obj<</Length ${content.length}/Filter/FlateDecode>>stream\n`;
  const tail = `\nendstream endobj\ntrailer<</Root 1 0 R${trailer}>>\n%%EOF\n`;
  return [Buffer.from(head, "latin1"), content, Buffer.from(tail)];
}

/** Something that is the same all over, packed to a thousandth. */
const packed = (text: string, bytes: number): Buffer =>
  deflateSync(Buffer.from(text.repeat(Math.ceil(bytes / text.length))), { level: 9 });

/** A PNG whose header and data agree, of one colour. */
function png(width: number, height: number): readonly Buffer[] {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const rows = deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height), { level: 9 });
  const signature = Buffer.from("89504e470d0a1a0a", "hex");
  return [signature, chunk("IHDR", header), chunk("IDAT", rows), chunk("IEND", Buffer.alloc(0))];
}

const LOCK =
  `/Encrypt<</Filter/Standard/V 1/R 2/O(${"o".repeat(32)})/U(${"u".repeat(32)})/P -4>>` +
  "/ID[<00><00>]";

/** A form that draws itself, and pages that are each other's. */
const FORM = "5 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>";
const LOOP = `${FORM}/Length 4>>stream\n/F Do\nendstream endobj`;
const RING = `%PDF-1.7
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Pages/Parent 2 0 R/Kids[2 0 R]/Count 1>>endobj
trailer<</Root 1 0 R>>\n%%EOF\n`;
const WIDE = "/Width 30000/Height 30000/ColorSpace/DeviceGray/BitsPerComponent 8";

test("a picture or PDF that unpacks to far more than it is, or to no end", async () => {
  await freshPage();
  await page.getByRole("button", { name: "Add a pass" }).click();
  const image = packed("\0", 64 << 20).toString("latin1");
  const object = `5 0 obj<</Type/XObject/Subtype/Image${WIDE}/Length ${image.length}
/Filter/FlateDecode>>stream\n${image}\nendstream endobj`;
  const drawn = deflateSync(Buffer.from("595 0 0 842 0 0 cm /F Do"));
  const cases = [
    ["wide.png", png(20_000, 20_000), "too large"],
    ["long.png", png(8, 65_000), /no code in it|too large/u],
    ["locked.pdf", pdf(packed(" ", 1), "", "", LOCK), "locked with a password"],
    ["loop.pdf", pdf(packed("/F Do ", 6), LOOP, "/XObject<</F 5 0 R>>"), /no code|cannot be read/u],
    ["ring.pdf", [RING], /no code in it|cannot be read/u],
    ["image.pdf", pdf(drawn, object, "/XObject<</F 5 0 R>>"), "no code in it"],
  ] as const;
  for (const [name, parts, why] of cases) {
    await bringFile(made(name, ...parts));
    await told(why);
  }
  // And after all of it a good file comes in.
  await bringFile(world.picture);
  await told("1 pass was verified and added.");
  expect(wrong).toEqual([]);
});

test("a PDF that would be drawn for hours is stopped, and the wallet goes on", async () => {
  await freshPage();
  await page.getByRole("button", { name: "Add a pass" }).click();
  const lines = packed("0 0 m 595 842 l 9 w S ", 96 << 20);
  expect(lines.length).toBeLessThan(12 << 20);
  await bringFile(made("endless.pdf", ...pdf(lines)));
  const stopped = page.locator(".news", { hasText: /took too long|cannot be read/u });
  await stopped.waitFor({ timeout: 90_000 });
  await shoot(page, "wallet-endless");
  await bringFile(world.picture);
  await told("1 pass was verified and added.");
  expect(await passes()).toBe(1);
  expect(wrong).toEqual([]);
});
