import { inject } from 'vitest';
import { z } from 'zod';
import { newId } from '../../src/shared/ids.ts';

const callsSchema = z.array(
  z.object({ method: z.string(), path: z.string(), key: z.string().nullable(), body: z.string() }),
);

/** A corner of a target server that this test has for itself. */
export function targetAt(serverUrl: string) {
  const corner = `${serverUrl}/${newId(Date.now())}`;
  return {
    /** Where nodes send their requests: `echo`, `hold`, `hold/400`, `status/503`, `fail/2`, `say/e30`. */
    url: (action: string): string => `${corner}/${action}`,
    /** What came, in order. */
    calls: async () => callsSchema.parse(await (await fetch(`${corner}/calls`)).json()),
    /** Lets all held calls go, and those that come later. */
    open: async (): Promise<void> => {
      await fetch(`${corner}/open`);
    },
  };
}

/** The same, of the server that all tests in workerd share. */
export function newTarget() {
  return targetAt(inject('targetUrl'));
}
