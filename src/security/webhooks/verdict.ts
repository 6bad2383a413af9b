/** A call of a webhook as its sender sent it, the body in its raw bytes. */
export type SentCall = {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: Uint8Array;
};

/** What a call is checked with. */
export type Proof = {
  /** The secrets of the endpoint that are valid now: the newest, and the one before it while that still counts. */
  readonly secrets: readonly string[];
  /** Milliseconds since the epoch. */
  readonly now: number;
};

/** Why a call is refused: by a signature, a timestamp, credentials or a token that is missing or wrong. */
export type RefusalReason = 'signature' | 'timestamp' | 'credentials' | 'token';

/** What became of checking a call. */
export type Verdict =
  | {
      readonly type: 'admitted';
      /** Headers that hold the secret itself, in lower case: never to be stored. */
      readonly secretHeaders: readonly string[];
      /** The signature over timestamp and body, in hex: only a replay has the same one. `null` where no time is signed. */
      readonly replayKey: string | null;
    }
  /** The sender asks whether this endpoint is theirs, and wants to be answered so. Nothing starts. */
  | { readonly type: 'challenge'; readonly answer: string }
  | { readonly type: 'refused'; readonly reason: RefusalReason; readonly header: string }
  /** Nobody can be checked now, because the keys can't be had. `message` is for whoever calls. */
  | { readonly type: 'unavailable'; readonly message: string };

/** The verdict on a call that proved its sender, with what else is known of it. */
export function admitted(replayKey: string | null = null, secretHeaders: readonly string[] = []): Verdict {
  return { type: 'admitted', replayKey, secretHeaders: secretHeaders.map((name) => name.toLowerCase()) };
}

/** The verdict on a call whose header is missing or wrong. */
export function refused(reason: RefusalReason, header: string): Verdict {
  return { type: 'refused', reason, header };
}
