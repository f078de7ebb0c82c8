/** A host of static files that adds nothing: whatever protects the pages is in the pages. */

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".webmanifest": "application/manifest+json",
};

export interface Site {
  readonly address: string;
  /** What was asked for, in order: method and path. */
  readonly asked: string[];
  /** Files that lie beside the pages. */
  readonly beside: Map<string, Buffer>;
  /** Takes the host off the network, and puts it back. */
  setDown(isDown: boolean): void;
  close(): Promise<void>;
}

export async function serve(folder: string): Promise<Site> {
  const asked: string[] = [];
  const beside = new Map<string, Buffer>();
  let down = false;
  const server = createServer((request, response) => {
    if (down) return void request.socket.destroy();
    asked.push(`${request.method} ${request.url}`);
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const path = normalize(pathname)
      .replace(/^\//u, "")
      .replace(/(^|\/)$/u, "$1index.html");
    try {
      const file = beside.get(path) ?? readFileSync(join(folder, path));
      const type = TYPES[extname(path)] ?? "application/octet-stream";
      response.writeHead(200, { "content-type": type, "cache-control": "max-age=86400" }).end(file);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}/`,
    asked,
    beside,
    setDown: (isDown) => {
      down = isDown;
      if (down) server.closeAllConnections();
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
