import { beforeAll, describe, expect, it } from 'vitest';
import { createUser, type User } from '../support/running-app.ts';
import { readExample, WORKFLOW_NAMES } from './example-files.ts';
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
