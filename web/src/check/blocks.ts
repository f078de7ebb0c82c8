/**
 * What lies in the page itself as data: modules of WebAssembly, packed with gzip and written in
 * base64. So the page asks nobody for anything, and its policy allows no connection at all (G01).
 */

/** Unpacks the block with that id; undefined where the page has none. */
export async function unpackBlock(id: string): Promise<ArrayBuffer | undefined> {
  const text = document.getElementById(id)?.textContent?.trim();
  if (!text) return undefined;
  const packed = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}

/** Once the whole page is here, and with it what comes after the script. */
export function wholePage(): Promise<void> {
  if (document.readyState !== "loading") return Promise.resolve();
  return new Promise((resolve) => {
    document.addEventListener("DOMContentLoaded", () => resolve(), { once: true });
  });
}
