import { describe, expect, it } from 'vitest';
import { CredentialUnusable } from '../../src/credentials/oauth/credential-unusable.ts';
import type { CredentialSecret } from '../../src/nodes/node-run.ts';
import { credentialReader } from '../../src/runner/node/credential-reader.ts';
import { chain } from '../support/graph.ts';
import { http, node, playToEnd } from './support/play.ts';

function bearer(token: string): CredentialSecret {
  return { type: 'bearer', data: { token }, allowedHosts: [] };
}

/** A reader over these answers, one for each time that the database is asked, and a clock that the test moves. */
function reading(answers: readonly (() => Promise<CredentialSecret | null>)[], id: string | undefined = 'c-1') {
  let [asked, time] = [0, 0];
  const secrets = new Set<string>();
  const services = {
    clock: () => time,
    credential: () => {
      asked += 1;
      return answers[asked - 1]?.() ?? Promise.resolve(null);
    },
  };
  return {
    read: credentialReader(services, { workspaceId: 'w', id, secrets }),
    secrets,
    asked: () => asked,
    pass: (ms: number): void => {
      time += ms;
    },
  };
}

describe(credentialReader, () => {
  it('asks once for all items, also for those that ask at once', async () => {
    const { read, asked, secrets } = reading([async () => bearer('first-token')]);
    const all = await Promise.all(Array.from({ length: 1000 }, read));
    expect(new Set(all)).toEqual(new Set([bearer('first-token')]));
    await read();
    expect(asked()).toBe(1);
    expect(secrets).toContain('first-token');
  });

  it('asks again after half a minute, so that a token that ends is renewed in time', async () => {
    const { read, asked, pass, secrets } = reading([
      async () => bearer('first-token'),
      async () => bearer('second-token'),
    ]);
    await read();
    pass(29_999);
    expect(await read()).toEqual(bearer('first-token'));
    pass(1);
    expect(await read()).toEqual(bearer('second-token'));
    expect([asked(), secrets.has('second-token')]).toEqual([2, true]);
  });

  it('gives all further items the token that came for one that was refused', async () => {
    const renew = async (): Promise<CredentialSecret> => bearer('second-token');
    const { read, asked, secrets } = reading([async () => ({ ...bearer('first-token'), renew })]);
    const first = await read();
    expect(await first?.renew?.()).toMatchObject(bearer('second-token'));
    expect(await read()).toMatchObject(bearer('second-token'));
    expect([asked(), secrets.has('second-token')]).toEqual([1, true]);
  });

  it('tries again for the next item when it failed', async () => {
    const away = () => Promise.reject(new CredentialUnusable('credentials.refresh_busy', 'Busy.', { retryable: true }));
    const { read, asked } = reading([away, async () => bearer('first-token')]);
    await expect(read()).rejects.toMatchObject({ code: 'credentials.refresh_busy', retryable: true });
    expect(await read()).toEqual(bearer('first-token'));
    expect(asked()).toBe(2);
  });

  it('says that a credential is missing, and asks for none where none is named', async () => {
    await expect(reading([]).read()).rejects.toMatchObject({ code: 'node.credential_missing' });
  });

  it('is asked once by a node, whatever becomes of its items', async () => {
    let asked = 0;
    const graph = {
      nodes: [
        node('start', 'trigger.manual'),
        http('ask', 'GET', { credentials: 'c-1', settings: { on_error: 'continue' } }),
      ],
      connections: chain('start → ask'),
    };
    const credential = async (): Promise<CredentialSecret> => {
      asked += 1;
      return bearer('first-token');
    };
    const input = Array.from({ length: 500 }, (_, n) => ({ n }));
    await playToEnd(graph, { input, credential, respond: () => ({ status: 404 }) });
    expect(asked).toBe(1);
  });
});
