import { inject } from 'vitest';
import { z } from 'zod';
import { newId } from '../../../src/shared/ids.ts';

const askedSchema = z.array(z.record(z.string(), z.string()));

const CLIENT = { client_id: 'client', client_secret: 's3cret-of-the-client' };

/** A corner of the test's provider, where a person consents to everything. */
export async function newProvider(setup: object) {
  const corner = `${inject('providerUrl')}/${newId(Date.now())}`;
  const post = (action: string, body: object) =>
    fetch(`${corner}/${action}`, { method: 'POST', body: JSON.stringify(body) });
  await post('setup', setup);
  return {
    corner,
    /** The data of a credential of this provider. */
    data: {
      grant: 'authorization_code',
      preset: 'custom',
      authorization_url: `${corner}/authorize`,
      token_url: `${corner}/token`,
      ...CLIENT,
    },
    setup: (more: object) => post('setup', more),
    revoke: () => post('revoke', {}),
    endAccess: () => post('end-access', {}),
    /** What came to the authorization and token endpoints, in order. */
    asked: async () => askedSchema.parse(await (await fetch(`${corner}/asked`)).json()),
    refreshes: async () =>
      askedSchema
        .parse(await (await fetch(`${corner}/asked`)).json())
        .filter(({ grant_type }) => grant_type === 'refresh_token').length,
    /** How its API answers to a token. */
    api: async (token: string) =>
      (await fetch(`${corner}/api`, { headers: { authorization: `Bearer ${token}` } })).status,
  };
}
