import { describe, expect, it } from 'vitest';
import { countTests } from '../../scripts/support/test-counts.ts';

type File = { readonly status: string; readonly tests: readonly string[] };

function reportOf(...files: readonly File[]): string {
  const all = files.flatMap(({ tests }) => tests);
  return JSON.stringify({
    numPassedTests: all.filter((status) => status === 'passed').length,
    numFailedTests: all.filter((status) => status === 'failed').length,
    testResults: files.map(({ status, tests }) => ({
      status,
      assertionResults: tests.map((test) => ({ status: test })),
    })),
  });
}

const GREEN: File = { status: 'passed', tests: ['passed', 'passed'] };

describe('countTests', () => {
  it.each<[string, string | null, number, { passed: number; failed: number }]>([
    ['tests that passed', reportOf(GREEN), 0, { passed: 2, failed: 0 }],
    ['tests that failed', reportOf(GREEN, { status: 'failed', tests: ['failed'] }), 1, { passed: 2, failed: 1 }],
    ['a file that could not be loaded', reportOf(GREEN, { status: 'failed', tests: [] }), 1, { passed: 2, failed: 1 }],
    [
      'a file whose tests never began',
      reportOf({ status: 'failed', tests: ['skipped', 'skipped'] }),
      1,
      { passed: 0, failed: 1 },
    ],
    ['an error outside of all tests', reportOf(GREEN), 1, { passed: 2, failed: 1 }],
    ['a run that crashed', null, 1, { passed: 0, failed: 1 }],
    ['a run that ended without a report', null, 0, { passed: 0, failed: 1 }],
    ['a report that breaks off', '{"numPassedTests": 2', 0, { passed: 0, failed: 1 }],
  ])('counts %s', (_name, report, status, counts) => {
    expect(countTests(report, status)).toEqual(counts);
  });
});
