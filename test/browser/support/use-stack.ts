import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { launch } from './browser.ts';
import { type RunningStack, startStack } from './stack.ts';

/** What the tests of a file share: a LinkFlow, and a browser. */
type Stage = { readonly stack: RunningStack; readonly browser: Browser };

/** Starts both before the tests of a file, and ends what came to be of them. Gives what is there once the tests run. */
export function useStack(): Stage {
  const stage: { stack?: RunningStack; browser?: Browser } = {};
  beforeAll(async () => {
    await Promise.all([
      startStack().then((stack) => {
        stage.stack = stack;
      }),
      launch().then((browser) => {
        stage.browser = browser;
      }),
    ]);
  });
  afterAll(async () => {
    await Promise.all([stage.browser?.close(), stage.stack?.stop()]);
  });
  function there<Part>(part: Part | undefined): Part {
    if (part === undefined) throw new Error('It is there only while tests run.');
    return part;
  }
  return {
    get stack() {
      return there(stage.stack);
    },
    get browser() {
      return there(stage.browser);
    },
  };
}
