/**
 * Addresses of scripts. The one policy for Trusted Types that a page allows lets through those that
 * the page itself asked for here, and no other (https://w3c.github.io/trusted-types/).
 */

const asked = new Set<string>();
let policy: ReturnType<NonNullable<Window["trustedTypes"]>["createPolicy"]> | undefined;

/** An address that a worker may be started from. */
export function trustedAddress(address: string): string {
  asked.add(address);
  policy ??= window.trustedTypes?.createPolicy("cleanbill", {
    createScriptURL: (given) => {
      if (!asked.has(given)) throw new TypeError("not a script of this page");
      return given;
    },
  });
  // The types of `Worker` and `register` know no trusted addresses yet.
  return (policy?.createScriptURL(address) as unknown as string | undefined) ?? address;
}

/** The address of a worker that lies in the page as text: it inherits the policy of the page. */
export function addressOf(source: string): string {
  return trustedAddress(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
}
