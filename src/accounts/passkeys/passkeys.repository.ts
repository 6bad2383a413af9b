import { eq } from 'drizzle-orm';
import { z } from 'zod';
import type { AuditEntry } from '../../audit/audited-change.ts';
import type { AuthDatabase } from '../../db/client.ts';
import { changeUser } from '../change-locked.ts';
import type { AddedFactor, Spending } from '../factors/factors.repository.ts';
import { ADD_PASSKEY, REMOVE_PASSKEY, RENAME_PASSKEY, USE_PASSKEY } from './passkey-statements.ts';
import { passkeys } from './passkeys.table.ts';

export type PasskeyRow = typeof passkeys.$inferSelect;

type NewPasskeyRow = Omit<PasskeyRow, 'last_used_at'>;

type Addition = AddedFactor & { readonly passkey: NewPasskeyRow; readonly most: number; readonly spent: Spending };

type Use = { readonly id: string; readonly counter: number; readonly now: string; readonly spent: Spending };

type OwnPasskey = { readonly userId: string; readonly id: string; readonly audit: AuditEntry };

const additionRows = z.tuple([
  z.object({ spent: z.number(), added: z.number(), codes: z.number(), known: z.number(), live: z.boolean() }),
]);
const useRows = z.tuple([z.object({ spent: z.number(), used: z.number() })]);

/** What became of a new passkey; `codes`: how many recovery codes came with it. */
type AdditionOutcome =
  | { readonly type: 'added'; readonly codes: number }
  | { readonly type: 'challenge_used' | 'known' | 'too_many' };

export type PasskeyRepository = {
  add(addition: Addition): Promise<AdditionOutcome>;
  /** All of the user's, oldest first. */
  list(userId: string): Promise<PasskeyRow[]>;
  find(credentialId: string): Promise<PasskeyRow | null>;
  rename(change: OwnPasskey & { readonly name: string }): Promise<boolean>;
  remove(change: OwnPasskey & { readonly now: string }): Promise<boolean>;
  /** Uses up the challenge, and raises the counter. */
  use(use: Use): Promise<'used' | 'challenge_used' | 'counter_regressed'>;
};

export function createPasskeyRepository(db: AuthDatabase): PasskeyRepository {
  return {
    add: async (addition) => {
      const [{ spent, added, codes, known, live }] = additionRows.parse(
        await changeUser(db, { statement: ADD_PASSKEY, input: addition }),
      );
      if (added === 1) return { type: 'added', codes };
      if (spent === 0 || !live) return { type: 'challenge_used' };
      return { type: known > 0 ? 'known' : 'too_many' };
    },
    list: (userId) => db.orm.select().from(passkeys).where(eq(passkeys.user_id, userId)).orderBy(passkeys.id),
    find: async (credentialId) => {
      const [row] = await db.orm.select().from(passkeys).where(eq(passkeys.credential_id, credentialId));
      return row ?? null;
    },
    rename: async (change) => (await db.sql.query(RENAME_PASSKEY, [JSON.stringify(change)])).length === 1,
    remove: async (change) => (await changeUser(db, { statement: REMOVE_PASSKEY, input: change })).length === 1,
    use: async (use) => {
      const [{ spent, used }] = useRows.parse(await db.sql.query(USE_PASSKEY, [JSON.stringify(use)]));
      if (spent === 0) return 'challenge_used';
      return used === 1 ? 'used' : 'counter_regressed';
    },
  };
}
