import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, inject, type ProvidedContext } from 'vitest';
import type {} from '../../global-setup/stack.ts';
import { launch } from './browser.ts';

/** What the tests of a file have: the LinkFlow of all of them, and a browser of their own. */
type Stage = { readonly stack: ProvidedContext['stack']; readonly browser: Browser };

/** Starts the browser before the tests of a file, and ends it after them. Gives what is there once the tests run. */
export function useStack(): Stage {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());
  return {
    stack: inject('stack'),
    get browser() {
      if (browser === undefined) throw new Error('It is there only while tests run.');
      return browser;
    },
  };
}
