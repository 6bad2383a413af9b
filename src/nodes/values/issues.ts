import type { z } from 'zod';

const SHOWN = 3;

/** The first faults that a schema found, in one line: where, and what. */
export function describeIssues(error: z.ZodError): string {
  const shown = error.issues.slice(0, SHOWN).map((issue) => {
    const place = issue.path.map(String).join('.');
    return place === '' ? issue.message : `${place}: ${issue.message}`;
  });
  return shown.join('; ');
}
