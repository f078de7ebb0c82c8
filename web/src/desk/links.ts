/**
 * Links by which somebody begins here. The secret stands behind the `#`, which a browser sends to
 * nobody, and is taken out of the address as soon as it was read.
 */

/** What a link leads to: founding (`found`, `join`), or registering a key (`register`). */
export const LINKS = ["found", "join", "register"] as const;

export interface Link {
  readonly to: (typeof LINKS)[number];
  /** 64 hexadecimal digits. */
  readonly token: string;
}

/** Undefined for what is no link of ours. */
export function linkIn(hash: string): Link | undefined {
  const [, to, token] = /^#(\w+)=([0-9a-f]{64})$/u.exec(hash) ?? [];
  const known = LINKS.find((one) => one === to);
  return known && token !== undefined ? { to: known, token } : undefined;
}

/** The address of a link, to be handed over in person. */
export function addressOf({ to, token }: Link, page: string): string {
  return `${page.replace(/[?#].*$/su, "")}#${to}=${token}`;
}

/** The secret in what somebody pasted: a whole link, or its digits alone. */
export function secretIn(text: string): string | undefined {
  return /(?:^|=)([0-9a-f]{64})$/u.exec(text.trim())?.[1];
}
