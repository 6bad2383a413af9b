import { runParts } from './support/run-parts.ts';

const CHECKS = ['style', 'types', 'layers', 'unused', 'openapi'];

/** Runs all checks at once. */
const ends = await runParts(
  CHECKS.map((name) => ({ name, command: 'npm', args: ['run', '--silent', `check:${name}`] })),
);
const failed = ends.filter(({ status }) => status !== 0).map(({ name }) => name);
console.log(failed.length === 0 ? '\nAll checks passed.' : `\nFailed: ${failed.join(', ')}.`);
process.exitCode = failed.length === 0 ? 0 : 1;
