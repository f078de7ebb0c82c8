/** An OpenID provider in this process, at which one person is signed in already. */

import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export const CLIENT = "cleanbill";

export interface Provider {
  readonly issuer: string;
  /** Who is signed in there from now on. */
  becomes(subject: string): void;
  close(): Promise<void>;
}

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

interface Granted {
  readonly subject: string;
  readonly nonce: string;
  readonly challenge: string;
}

export async function startProvider(): Promise<Provider> {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const granted = new Map<string, Granted>();
  let subject = "";
  let issuer = "";

  const token = ({ subject: sub, nonce }: Granted): string => {
    const now = Math.floor(Date.now() / 1_000);
    const claims = { iss: issuer, aud: CLIENT, sub, nonce, iat: now, exp: now + 300 };
    const text = `${encoded({ alg: "ES256", kid: "k1", typ: "JWT" })}.${encoded(claims)}`;
    const key = { key: privateKey, dsaEncoding: "ieee-p1363" } as const;
    return `${text}.${sign("sha256", Buffer.from(text), key).toString("base64url")}`;
  };

  const answer = (response: ServerResponse, status: number, body: object): void => {
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  };

  /** The browser is here: whoever is signed in is sent back at once. */
  const authorize = (query: URLSearchParams, response: ServerResponse): void => {
    const code = `code-${granted.size}`;
    const [nonce = "", challenge = ""] = ["nonce", "code_challenge"].map(
      (name) => query.get(name) ?? "",
    );
    granted.set(code, { subject, nonce, challenge });
    const back = new URL(query.get("redirect_uri") ?? "");
    back.searchParams.set("code", code);
    back.searchParams.set("state", query.get("state") ?? "");
    response.writeHead(302, { location: back.href }).end();
  };

  const exchange = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    const form = new URLSearchParams(body);
    const found = granted.get(form.get("code") ?? "");
    const verifier = form.get("code_verifier") ?? "";
    const challenge = createHash("sha256").update(verifier).digest("base64url");
    if (found?.challenge !== challenge) return answer(response, 400, { error: "invalid_grant" });
    const tokens = { access_token: "opaque", token_type: "Bearer", id_token: token(found) };
    answer(response, 200, tokens);
  };

  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", issuer);
    switch (pathname) {
      case "/.well-known/openid-configuration":
        return answer(response, 200, {
          issuer,
          authorization_endpoint: `${issuer}/authorize`,
          token_endpoint: `${issuer}/token`,
          jwks_uri: `${issuer}/jwks`,
          response_types_supported: ["code"],
          subject_types_supported: ["public"],
          id_token_signing_alg_values_supported: ["ES256"],
        });
      case "/jwks": {
        const key = { ...publicKey.export({ format: "jwk" }), kid: "k1", use: "sig", alg: "ES256" };
        return answer(response, 200, { keys: [key] });
      }
      case "/authorize":
        return authorize(searchParams, response);
      case "/token":
        return void exchange(request, response);
      default:
        return answer(response, 404, {});
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    becomes: (other) => {
      subject = other;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
