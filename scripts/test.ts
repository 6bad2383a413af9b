import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './support/paths.ts';
import { type Part, runParts } from './support/run-parts.ts';
import { countTests } from './support/test-counts.ts';

type Runs = { readonly [name: string]: readonly string[] };

/** What runs beside each other. What runs in workerd waits much, so that its halves together keep one core busy; the rest has the other. */
const RUNS: Runs = {
  'in plain Node': ['--project=unit', '--project=node', '--coverage'],
  'in workerd, one half': ['--project=workers', '--shard=1/2'],
  'in workerd, the other half': ['--project=workers', '--shard=2/2'],
};

/** A browser and a whole LinkFlow keep both cores busy, so they run after that. */
const LATER_RUNS: Runs = { 'in a browser': ['--project=browser'] };

const folder = mkdtempSync(join(tmpdir(), 'linkflow-test-'));

function reportFile(name: string): string {
  return join(folder, `${name}.json`);
}

function partOf([name, args]: [string, readonly string[]]): Part {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile(name)}`];
  return { name, command: join(ROOT, 'node_modules/.bin/vitest'), args: ['run', ...args, ...reporters] };
}

/** Runs all tests, with coverage; the last line says how many passed and failed. */
const ends = [
  ...(await runParts(Object.entries(RUNS).map(partOf))),
  ...(await runParts(Object.entries(LATER_RUNS).map(partOf))),
];
const counts = ends.map(({ name, status }) => {
  const file = reportFile(name);
  return countTests(existsSync(file) ? readFileSync(file, 'utf8') : null, status);
});
rmSync(folder, { recursive: true, force: true });
const failed = counts.reduce((sum, count) => sum + count.failed, 0);
process.exitCode = failed === 0 ? 0 : 1;
console.log(`\n${counts.reduce((sum, count) => sum + count.passed, 0)} passed, ${failed} failed`);
