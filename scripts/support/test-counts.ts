import { z } from 'zod';

const reportSchema = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) })),
});

export type TestCounts = { readonly passed: number; readonly failed: number };

/**
 * Counts the results of a run of vitest. One failure more is counted for a file that failed without a failed test (it could not
 * be loaded), for a run without a complete report, and for a run that ended with an error outside of all tests.
 */
export function countTests(report: string | null, status: number): TestCounts {
  try {
    const { passed, failed } = countReported(report ?? '');
    return { passed, failed: status === 0 ? failed : Math.max(failed, 1) };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

function countReported(json: string): TestCounts {
  const report = reportSchema.parse(JSON.parse(json));
  const broken = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((assertion) => assertion.status === 'failed'),
  );
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length };
}
