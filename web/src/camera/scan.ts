/**
 * Our own reader of QR codes: a module without imports, as the verifier is.
 * `crates/wasm-qr/src/lib.rs` tells how it is spoken to.
 */

/** The version of the functions below. */
const ABI = 1;

interface Exports {
  readonly memory: WebAssembly.Memory;
  cleanbill_qr_abi?(): number;
  cleanbill_qr_room(length: number): number;
  cleanbill_qr_scan(width: number, height: number, effort: number): number;
  cleanbill_qr_answer(): number;
}

/** Pixels from the upper left corner: red, green, blue, opacity. */
export interface Pixels {
  readonly data: ArrayLike<number>;
  readonly width: number;
  readonly height: number;
}

export interface Scanner {
  /** The codes in a picture with every effort, or in one of many frames, quickly. */
  scan(pixels: Pixels, hard: boolean): readonly string[];
}

/** Starts the module. One that imports anything, or speaks otherwise, is refused. */
export async function startScanner(bytes: BufferSource): Promise<Scanner> {
  const module = await WebAssembly.compile(bytes);
  if (WebAssembly.Module.imports(module).length > 0) throw new TypeError("the reader imports");
  const start = (): Exports => new WebAssembly.Instance(module).exports as unknown as Exports;
  let host = start();
  if (host.cleanbill_qr_abi?.() !== ABI) throw new TypeError("another reader");
  let frame = 0;
  return {
    scan: (pixels, hard) => {
      // Each frame is looked at in another way than the one before.
      if (!hard) frame = (frame % 0xffff) + 1;
      try {
        return ask(host, pixels, hard ? 0 : frame);
      } catch {
        // Whatever a picture did to it, the next one meets a reader that knows nothing of that.
        host = start();
        return [];
      }
    },
  };
}

function ask(host: Exports, { data, width, height }: Pixels, effort: number): readonly string[] {
  const address = host.cleanbill_qr_room(data.length);
  if (address === 0) return [];
  // The memory may have grown and moved, so that its view is made anew each time.
  new Uint8Array(host.memory.buffer, address, data.length).set(data);
  const length = host.cleanbill_qr_scan(width, height, effort);
  const answer = new Uint8Array(host.memory.buffer, host.cleanbill_qr_answer(), length);
  return textsIn(answer);
}

/** Texts, each after its length. */
export function textsIn(answer: Uint8Array): readonly string[] {
  const view = new DataView(answer.buffer, answer.byteOffset, answer.byteLength);
  const texts: string[] = [];
  for (let at = 0; at + 4 <= answer.length; ) {
    const end = at + 4 + view.getUint32(at, true);
    texts.push(new TextDecoder().decode(answer.subarray(at + 4, end)));
    at = end;
  }
  return texts;
}
