import type { TestProject } from 'vitest/node';
import { type RunningStack, startStack } from '../browser/support/stack.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the LinkFlow that all tests in a browser share is served, and where it keeps its data. */
    stack: Pick<RunningStack, 'url' | 'dataDir'>;
  }
}

/** What a killed runner had is handed on after seconds, so that nobody waits a minute for it. */
const SOON = { LEASE_SECONDS: '5', TICK_SECONDS: '1' };

/** One LinkFlow for all tests in a browser. They keep apart by registering people of their own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { url, dataDir, stop } = await startStack(SOON);
  project.provide('stack', { url, dataDir });
  return stop;
}
