import { z } from 'zod';
import { CREDENTIAL_TYPES } from './credential-types.ts';
import type { CredentialTypeView } from './credentials.schemas.ts';

/** Every kind of credential, with the JSON Schema of its data. */
export function listCredentialTypes(): CredentialTypeView[] {
  return CREDENTIAL_TYPES.map(({ type, name, description, data, hosts }) => ({
    type,
    name,
    description,
    hosts: typeof hosts === 'string' ? hosts : 'brought',
    schema: { ...z.toJSONSchema(data, { io: 'input' }) },
  }));
}
