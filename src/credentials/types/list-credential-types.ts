import { z } from 'zod';
import type { CredentialTypeView } from '../credentials.schemas.ts';
import { PRESETS } from '../oauth/presets/presets.ts';
import { CREDENTIAL_TYPES } from './credential-types.ts';

function presetViews() {
  return PRESETS.map(({ preset, name, scopes, hosts, tenant }) => ({
    preset,
    name,
    scopes: [...scopes],
    allowed_hosts: [...hosts],
    tenant: tenant === undefined ? null : { description: tenant.description, default: tenant.default ?? null },
  }));
}

/** Every kind of credential, with the JSON Schema of its data. */
export function listCredentialTypes(): CredentialTypeView[] {
  return CREDENTIAL_TYPES.map(({ type, name, description, data, hosts }) => ({
    type,
    name,
    description,
    hosts: typeof hosts === 'string' ? hosts : 'brought',
    schema: { ...z.toJSONSchema(data, { io: 'input' }) },
    ...(type === 'oauth2' && { presets: presetViews() }),
  }));
}
