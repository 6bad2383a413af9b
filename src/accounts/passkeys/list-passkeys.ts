import type { FactorDeps } from '../factors/factor-deps.ts';
import type { PasskeyRow } from './passkeys.repository.ts';
import type { Passkey } from './passkeys.schemas.ts';

export async function listPasskeys(
  deps: Pick<FactorDeps, 'passkeys'>,
  { userId }: { readonly userId: string },
): Promise<{ data: Passkey[] }> {
  return { data: (await deps.passkeys.list(userId)).map(toPasskey) };
}

export function toPasskey({ id, name, rp_id, backed_up, created_at, last_used_at }: PasskeyRow): Passkey {
  return {
    id,
    name,
    rp_id,
    backed_up,
    created_at: created_at.toISOString(),
    last_used_at: last_used_at?.toISOString() ?? null,
  };
}
