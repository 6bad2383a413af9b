import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './support/paths.ts';

/** Seeds of the simulation, if `SEEDS` says nothing else. */
const SEEDS = '20000';

/** What is run under faults, one after the other: each takes the machine for itself. */
const RUNS: readonly (readonly string[])[] = [
  ['--project=unit', 'test/faults'],
  ['--project=workers', 'test/runner/interrupted', 'test/runner/retry-anywhere', 'test/runner/lost-runners'],
  ['--project=workers', 'test/executions/cancel-races', 'test/intake/database-outage'],
  ['--project=node', 'test/e2e/crash', 'test/e2e/killed-long-way', 'test/e2e/live', 'test/e2e/restore'],
];

function run(args: readonly string[]): boolean {
  console.log(`\n── ${args.join(' ')}`);
  const env = { ...process.env, SEEDS: process.env.SEEDS ?? SEEDS };
  const vitest = join(ROOT, 'node_modules/.bin/vitest');
  return (
    spawnSync(vitest, ['run', ...args, '--reporter=verbose', '--silent'], { cwd: ROOT, env, stdio: 'inherit' })
      .status === 0
  );
}

const failed = RUNS.filter((args) => !run(args));
console.log(
  failed.length === 0 ? '\nNothing was lost, nothing doubled.' : `\n${failed.length} of ${RUNS.length} runs failed.`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
