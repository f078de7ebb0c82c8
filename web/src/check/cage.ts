/**
 * Takes from the page what no policy of a browser governs: ways to talk to somebody that are
 * neither a connection nor a form. The policy of the page does the rest (guarantee G01).
 */

const WAYS_OUT = ["RTCPeerConnection", "webkitRTCPeerConnection", "RTCDataChannel", "WebTransport"];

/** Before anything else runs. What is gone here is gone for every script of the page. */
export function closeWaysOut(page: object): void {
  for (const name of WAYS_OUT) {
    Object.defineProperty(page, name, { value: undefined, writable: false, configurable: false });
  }
}
