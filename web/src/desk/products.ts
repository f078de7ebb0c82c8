/**
 * Vaccines by name, so that an officer types no codes (eHealth Network, "Value sets for EU Digital
 * COVID Certificates", version 1.14). Brands and makers are called so in every language.
 */

export interface Product {
  readonly name: string;
  /** Number in the EU register, or the name that the value set has in its place. */
  readonly product: string;
  /** Kind of vaccine, SNOMED CT or ATC. */
  readonly vaccine: string;
  readonly manufacturer: string;
  readonly maker: string;
}

const MRNA = "1119349007";
const ANTIGEN = "1119305005";
const OTHER = "J07BX03";

const product = (
  name: string,
  number: string,
  vaccine: string,
  manufacturer: string,
  maker: string,
): Product => ({ name, product: number, vaccine, manufacturer, maker });

export const PRODUCTS: readonly Product[] = [
  product("Comirnaty", "EU/1/20/1528", MRNA, "ORG-100030215", "BioNTech Manufacturing GmbH"),
  product("Spikevax", "EU/1/20/1507", MRNA, "ORG-100031184", "Moderna Biotech Spain"),
  product("Vaxzevria", "EU/1/21/1529", OTHER, "ORG-100001699", "AstraZeneca AB"),
  product("Jcovden", "EU/1/20/1525", OTHER, "ORG-100001417", "Janssen-Cilag International"),
  product("Nuvaxovid", "EU/1/21/1618", ANTIGEN, "ORG-100032020", "Novavax CZ"),
  product(
    "Sputnik V",
    "Sputnik-V",
    OTHER,
    "Gamaleya-Research-Institute",
    "Gamaleya Research Institute",
  ),
  product(
    "Sputnik Light",
    "Sputnik-Light",
    OTHER,
    "Gamaleya-Research-Institute",
    "Gamaleya Research Institute",
  ),
];

const key = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/** The one product that what was typed leads to: its name, its beginning, its maker or its code. */
export function productTyped(text: string): Product | undefined {
  const typed = key(text);
  if (!typed) return undefined;
  const exact = PRODUCTS.find((one) => [one.name, one.product].map(key).includes(typed));
  if (exact) return exact;
  const begun = PRODUCTS.filter((one) =>
    [one.name, one.maker].some((of) => key(of).startsWith(typed)),
  );
  return begun.length === 1 ? begun[0] : undefined;
}

/** What a code of the value sets is called; the code itself where it is another. */
export function productName(code: string): string {
  return PRODUCTS.find((one) => one.product === code)?.name ?? code;
}
