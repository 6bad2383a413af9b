import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './support/paths.ts';
import { type Part, runParts } from './support/run-parts.ts';
import { countTests } from './support/test-counts.ts';

const folder = mkdtempSync(join(tmpdir(), 'linkflow-test-'));

function reportFile(name: string): string {
  return join(folder, `${name}.json`);
}

function run(name: string, args: readonly string[], next?: Part): Part {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile(name)}`];
  const command = join(ROOT, 'node_modules/.bin/vitest');
  return { name, command, args: ['run', ...args, ...reporters], ...(next === undefined ? {} : { next }) };
}

/**
 * Runs all tests, with coverage; the last line says how many passed and failed. What runs in workerd waits much, so that its halves
 * together keep one core busy; the rest has the other. The pages come when one half is through.
 */
const ends = await runParts([
  run('in plain Node', ['--project=unit', '--project=node', '--coverage']),
  run('in workerd, one half', ['--project=workers', '--shard=1/2']),
  run('in workerd, the other half', ['--project=workers', '--shard=2/2'], run('in a browser', ['--project=browser'])),
]);
const counts = ends.map(({ name, status }) => {
  const file = reportFile(name);
  return countTests(existsSync(file) ? readFileSync(file, 'utf8') : null, status);
});
rmSync(folder, { recursive: true, force: true });
const failed = counts.reduce((sum, count) => sum + count.failed, 0);
process.exitCode = failed === 0 ? 0 : 1;
console.log(`\n${counts.reduce((sum, count) => sum + count.passed, 0)} passed, ${failed} failed`);
