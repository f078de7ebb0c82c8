// node example.mjs bundle.cbset PIN code.txt [PLACE REGION]
import { readFile } from "node:fs/promises";
import { startVerifier } from "@cleanbill/verifier/node";

const [set, pin, code, place, region] = process.argv.slice(2);
const verifier = await startVerifier();
const clock = Math.floor(Date.now() / 1000);
const about = await verifier.open(await readFile(set), { pins: [pin], clock });
console.log(`data ${about.version}`);

const door = place && region ? { place, region } : {};
const text = (await readFile(code, "utf8")).trim();
const answer = await verifier.check({ code: text, clock, ...door });
console.log(answer.verdict, answer.code);
