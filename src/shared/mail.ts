/** Somebody's e-mail address, with the name that is shown. */
export type MailAddress = { readonly email: string; readonly name?: string };

/** A file that goes along with a mail; `data` is base64. */
export type MailAttachment = { readonly file_name: string; readonly mime_type: string; readonly data: string };

/** A mail as a node writes it: nothing in it holds a line break but its texts. */
export type Mail = {
  readonly from: MailAddress;
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  readonly bcc: readonly MailAddress[];
  readonly reply_to: readonly MailAddress[];
  readonly subject: string;
  readonly text: string | null;
  readonly html: string | null;
  readonly attachments: readonly MailAttachment[];
};

/** A mail to be kept instead of sent. The same key names the same mail, which is kept once. */
export type KeptMail = {
  /** `null`: a mail of the platform itself. */
  readonly workspaceId: string | null;
  readonly executionId: string | null;
  readonly idempotencyKey: string;
  readonly mail: Mail;
};
