import { beforeAll, describe, expect, it } from 'vitest';
import { createUser, type User } from '../support/running-app.ts';
import { readExample, WORKFLOW_NAMES } from './example-files.ts';
import { findLink } from './find-link.ts';
import { outcomeOf, withMarkers } from './outcome.ts';
import { playExample } from './play-example.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

describe('an example, imported and run over the API', () => {
  it.each(WORKFLOW_NAMES)('%s comes to what it says', async (name) => {
    const example = readExample(name);
    const played = await playExample(user, example);
    const { expected, exchanges } = example.run;
    expect(outcomeOf(played, expected)).toEqual(withMarkers(expected));
    expect(played.requests).toEqual(withMarkers(exchanges.map(({ request }) => request)));
  });
});

describe('findLink', () => {
  it.each([
    ['["https://linkflow.test/approvals/e-1/ask/sig?x=1"]', '/approvals/e-1/ask/sig?x=1'],
    ['{"text":"Please decide: /approvals/e-1/ask/sig"}', '/approvals/e-1/ask/sig'],
    ['"<a href=\\"https://linkflow.test/approvals/e-1\\">decide</a> <a href=\\"/approvals/e-2\\">"', '/approvals/e-1'],
  ])('finds the first in %s', (text, path) => {
    expect(findLink(text, '/approvals/')).toBe(path);
  });

  it('says so if there is none', () => {
    expect(() => findLink('["https://example.com/"]', '/approvals/')).toThrow('There is no link with /approvals/');
  });
});
