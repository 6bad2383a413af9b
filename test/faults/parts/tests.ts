import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../../../scripts/support/paths.ts';
import type { Row } from '../report/row.ts';

/** The tests that disturb what runs; each run takes the machine for itself. */
const RUNS: readonly { readonly name: string; readonly args: readonly string[] }[] = [
  {
    name: 'runners, objects and calls lost at each step',
    args: ['--project=workers', 'test/runner/interrupted', 'test/runner/retry-anywhere', 'test/runner/lost-runners'],
  },
  {
    name: 'cancels against ends, a database that goes away',
    args: ['--project=workers', 'test/executions/cancel-races', 'test/intake/database-outage'],
  },
  {
    name: 'servers killed between any two steps, streams, restores',
    args: ['--project=node', 'test/e2e/crash', 'test/e2e/killed-long-way', 'test/e2e/live', 'test/e2e/restore'],
  },
];

function passes(args: readonly string[]): boolean {
  const vitest = join(ROOT, 'node_modules/.bin/vitest');
  return spawnSync(vitest, ['run', ...args, '--silent'], { cwd: ROOT, stdio: 'inherit' }).status === 0;
}

/** Runs them, and tells of each run whether it passed. */
export function runTests(): Row[] {
  return RUNS.map(({ name, args }) => {
    const breaks = passes(args) ? [] : [`vitest run ${args.join(' ')}`];
    return { part: 'tests', name, counts: null, note: '', breaks };
  });
}
