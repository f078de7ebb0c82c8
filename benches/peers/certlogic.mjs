// The peer of the bench `rules`: npm certlogic-js over the same rules and payloads.
// usage: node certlogic.mjs WORK FOLDER   (FOLDER/node_modules holds certlogic-js)
//
// Writes one line of outcomes, then for every line read runs all of WORK once and writes how many
// nanoseconds that took.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { resolve } from 'node:path';

const [work, folder] = process.argv.slice(2);
const { evaluate } = createRequire(resolve(folder) + '/')('certlogic-js');
const { rules, cases } = JSON.parse(readFileSync(work, 'utf8'));

function all(onOutcome) {
  for (const { data, selected } of cases) {
    for (const index of selected) {
      let outcome;
      try {
        outcome = evaluate(rules[index], data);
      } catch {
        outcome = null;
      }
      onOutcome(outcome);
    }
  }
}

let outcomes = '';
all((outcome) => {
  outcomes += outcome === true ? 'P' : outcome === false ? 'F' : 'O';
});
console.log(outcomes);

for await (const _ of createInterface({ input: process.stdin })) {
  let passed = 0;
  const started = process.hrtime.bigint();
  all((outcome) => {
    if (outcome === true) passed += 1;
  });
  const spent = process.hrtime.bigint() - started;
  console.log(`${spent} ${passed}`);
}
