// src/core/core.ts
var e = class extends Error {
	code;
	params;
	constructor(e, t = {}) {
		super(e), this.code = e, this.params = t, this.name = "CoreError";
	}
}, t = 1, n = 0, r = 1;
async function i(n) {
	let r = await WebAssembly.compile(n);
	if (WebAssembly.Module.imports(r).length > 0) throw new e("page.core-imports");
	let i = (await WebAssembly.instantiate(r, {})).exports;
	if (i.cleanbill_abi?.() !== t) throw new e("page.core-version");
	let o = a(i);
	return {
		open: async (e, t) => o({
			ask: "open",
			...t
		}, e),
		policies: async (e) => o({
			ask: "policies",
			at: e
		}),
		check: async (e) => o({
			ask: "check",
			...e
		}),
		inspect: async (e) => o({
			ask: "inspect",
			...e
		}),
		release: async (e, t) => o({
			ask: "release",
			...t
		}, e)
	};
}
function a(t) {
	let i = (n, i) => {
		let a = t.cleanbill_room(n, i.length);
		if (a === 0) throw new e(n === r ? "set.too-large" : "page.too-long");
		new Uint8Array(t.memory.buffer, a, i.length).set(i);
	};
	return (a, o) => {
		i(n, new TextEncoder().encode(JSON.stringify(a))), o && i(r, o);
		let s = t.cleanbill_ask(), c = new Uint8Array(t.memory.buffer, t.cleanbill_answer(), s), l = JSON.parse(new TextDecoder().decode(c));
		if ("error" in l) throw new e(l.error.code, l.error.params);
		return l.ok;
	};
}
export { e as VerifierError, i as loadVerifier };
