/** A mail of the platform itself, to one person: plain text, and the same as HTML where that helps. */
type SystemMail = {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
};

/** Sends what the platform has to tell people. */
export type Mailer = {
  /** Resolves when the mail is handed over. Throws `AppError` 503 `mail.not_configured` where nothing can send it. */
  send(mail: SystemMail): Promise<void>;
};
