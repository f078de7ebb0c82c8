/** Why a wallet cannot be opened, read or changed; the codes are in web/README.md. */
export type WalletFault =
  | "page.wallet-secret"
  | "page.wallet-altered"
  | "page.wallet-format"
  | "page.wallet-newer"
  | "page.wallet-too-large"
  | "page.wallet-full"
  | "page.wallet-passphrase"
  | "page.wallet-locked"
  | "page.wallet-no-passkey"
  | "page.wallet-no-prf";

export class WalletError extends Error {
  constructor(readonly code: WalletFault) {
    super(code);
    this.name = "WalletError";
  }
}
