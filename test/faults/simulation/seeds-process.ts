import { GRAPHS } from './judge.ts';
import { runSeeds } from './run-seeds.ts';

/** Simulates seeds of one graph in a process of its own, and prints what came of them: `graph`, `first` and `count` are its arguments. */
const [graph = 0, first = 1, count = 1] = process.argv.slice(2).map(Number);
const expected = GRAPHS[graph];
if (expected === undefined) throw new Error(`There are ${GRAPHS.length} graphs.`);
const { statuses, ...told } = await runSeeds(expected, { first, count });
const text = JSON.stringify({ name: expected.name, statuses: Object.fromEntries(statuses), ...told });
await new Promise<void>((resolve) => process.stdout.write(`${text}\n`, () => resolve()));
// Runners that are lost wait for ever.
process.exit(0);
