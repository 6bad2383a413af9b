/** The part of a session's row that each new pair of tokens replaces. */
export type SessionSecrets = { readonly token_hash: string; readonly refresh_hash: string; readonly expires_at: Date };

/** A session as it is stored: hashes of its tokens, never the tokens. */
export type SessionRow = SessionSecrets & {
  readonly id: string;
  readonly user_id: string;
  readonly ip_address: string | null;
  readonly user_agent: string | null;
  readonly created_at: Date;
  readonly last_used_at: Date;
  /** When the user last proved by password or factor who they are. */
  readonly confirmed_at: Date;
};
