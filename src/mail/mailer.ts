/** A mail of the platform itself, to one person: plain text, and the same as HTML where that helps. */
export type SystemMail = {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
};

/** Sends what the platform has to tell people. */
export type Mailer = {
  /**
   * Resolves when the mail is stored; then it is sent, and tried again for hours if that fails. Throws `AppError` 503
   * `mail.not_configured` where nothing can send it.
   */
  send(mail: SystemMail): Promise<void>;
};

/** A mail as the queue keeps it: sealed, since it may hold the secret of a link. */
export type QueuedMail = { readonly id: string; readonly message: string; readonly created_at: string };

/** Sends mails that are queued by the statement of the change that they tell of ({@link MAILED} of `queue-statement.ts`). */
export type MailPost = Mailer & {
  /** Whether anything can send mails here. */
  readonly isReady: boolean;
  /** Throws `AppError` 503 `mail.not_configured` where nothing can. */
  assertReady(): void;
  /** The mail for the statement that queues it. Nothing is stored yet. */
  prepare(mail: SystemMail): Promise<QueuedMail>;
  /** Sends what is in the queue by now. What can't be sent stays there; it never throws. */
  dispatch(mails: readonly QueuedMail[]): Promise<void>;
};
