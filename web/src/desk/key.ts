/** A key by which a request is known again: 128 random bits, hexadecimal (`Idempotency-Key`). */

import { hex, random } from "../wallet/vault/bytes.js";

export const newKey = (): string => hex(random(16));
