import { z } from 'zod';
import type { AuditEntry } from '../../audit/audited-change.ts';
import type { AuthDatabase } from '../../db/client.ts';
import { changeUser } from '../change-locked.ts';
import {
  CONFIRM_TOTP,
  PROPOSE_TOTP,
  RAISE_STEP,
  REMOVE_TOTP,
  RENEW_RECOVERY_CODES,
  SPEND,
  STATE,
  USE_RECOVERY_CODE,
} from './factor-statements.ts';

/** What a recovery code leaves in the database. */
export type RecoveryCodeRow = { readonly id: string; readonly code_hash: string };

/** What is good once, by the hash of its text, until it ends by itself. */
export type Spending = { readonly hash: string; readonly expires_at: string };

/** Whose factor changes, and when. */
type OwnChange = { readonly userId: string; readonly now: string; readonly audit: AuditEntry };

/** What comes with a new factor. `codes` are for whoever has none. */
export type AddedFactor = OwnChange & {
  readonly sessionId: string;
  readonly factor: string;
  readonly codes: readonly RecoveryCodeRow[];
};

const stateRows = z
  .array(
    z.object({
      totp_confirmed_at: z.string().nullable(),
      passkeys: z.number(),
      recovery_codes_left: z.number(),
    }),
  )
  .max(1);
export type FactorState = z.infer<typeof stateRows>[number];

const secretRows = z.array(z.object({ mfa_secret: z.string().nullable(), confirmed: z.boolean() })).max(1);
const codeRows = z.array(z.object({ codes: z.number() })).max(1);
const leftRows = z.array(z.object({ left: z.number() })).max(1);

const SECRET = `
SELECT mfa_secret, mfa_confirmed_at IS NOT NULL AS confirmed FROM users WHERE id = $1::uuid AND status = 'active'`;

export type FactorRepository = {
  state(userId: string): Promise<FactorState | null>;
  /** The sealed secret of the user's authenticator app: the one that counts or, until it does, the one proposed. */
  secret(userId: string): Promise<{ readonly sealed: string; readonly confirmed: boolean } | null>;
  /** `false`: the user has an app already. */
  proposeTotp(userId: string, sealed: string): Promise<boolean>;
  /** How many recovery codes came with it; `null`: this secret is no longer proposed. */
  confirmTotp(change: AddedFactor & { readonly sealed: string; readonly step: number }): Promise<number | null>;
  /** Accepts a step, once; `false`: this step or a later one was accepted before. */
  raiseStep(userId: string, accepted: { readonly sealed: string; readonly step: number }): Promise<boolean>;
  removeTotp(change: OwnChange): Promise<boolean>;
  /** How many are left after this one; `null`: it is none of the user's, or was used. */
  useRecoveryCode(use: OwnChange & { readonly hash: string }): Promise<number | null>;
  /** `false`: the user has no factor. */
  renewRecoveryCodes(change: OwnChange & { readonly codes: readonly RecoveryCodeRow[] }): Promise<boolean>;
  /** `false`: it was used before. */
  spend(spent: Spending): Promise<boolean>;
};

export function createFactorRepository(db: AuthDatabase): FactorRepository {
  return {
    state: async (userId) => stateRows.parse(await db.sql.query(STATE, [userId]))[0] ?? null,
    secret: async (userId) => {
      const [row] = secretRows.parse(await db.sql.query(SECRET, [userId]));
      return row === undefined || row.mfa_secret === null ? null : { sealed: row.mfa_secret, confirmed: row.confirmed };
    },
    proposeTotp: async (userId, sealed) => (await db.sql.query(PROPOSE_TOTP, [userId, sealed])).length === 1,
    confirmTotp: async (change) => {
      const [row] = codeRows.parse(await changeUser(db, { statement: CONFIRM_TOTP, input: change }));
      return row?.codes ?? null;
    },
    raiseStep: async (userId, { sealed, step }) =>
      (await db.sql.query(RAISE_STEP, [userId, sealed, step])).length === 1,
    removeTotp: async (change) => (await changeUser(db, { statement: REMOVE_TOTP, input: change })).length === 1,
    useRecoveryCode: async (use) => {
      const [row] = leftRows.parse(await db.sql.query(USE_RECOVERY_CODE, [JSON.stringify(use)]));
      return row?.left ?? null;
    },
    renewRecoveryCodes: async (change) =>
      (await changeUser(db, { statement: RENEW_RECOVERY_CODES, input: change })).length === 1,
    spend: async (spent) => (await db.sql.query(SPEND, [JSON.stringify({ spent })])).length === 1,
  };
}
