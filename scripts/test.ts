import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { ROOT } from './support/paths.ts';

const reportSchema = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) })),
});

/** A file that fails without a failed test, because it couldn't be loaded, counts as one. */
function readCounts(file: string): { passed: number; failed: number } {
  try {
    const report = reportSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    const broken = report.testResults.filter(
      ({ status, assertionResults }) =>
        status === 'failed' && !assertionResults.some((assertion) => assertion.status === 'failed'),
    );
    return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

/** Runs all tests with coverage; the last line says how many passed and failed. */
const folder = mkdtempSync(join(tmpdir(), 'linkflow-test-'));
const report = join(folder, 'report.json');
const args = ['run', '--coverage', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
const { status } = spawnSync(join(ROOT, 'node_modules/.bin/vitest'), args, { cwd: ROOT, stdio: 'inherit' });
const { passed, failed } = readCounts(report);
rmSync(folder, { recursive: true, force: true });
process.exitCode = status === 0 && failed === 0 ? 0 : 1;
console.log(`${passed} passed, ${failed} failed`);
