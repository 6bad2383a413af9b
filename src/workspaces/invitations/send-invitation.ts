import type { QueuedMail } from '../../mail/mailer.ts';
import { workspaceNotFound } from '../workspaces.errors.ts';
import type { InvitationDeps } from './invitation-deps.ts';

type Sending = { readonly workspaceId: string; readonly to: string; readonly token: string };

/** The limits of mails that invite: what a workspace sends, and what an address gets. Throws 503 `mail.not_configured`, 429. */
export async function takeSending(
  { attempts, mailer }: Pick<InvitationDeps, 'attempts' | 'mailer'>,
  { workspaceId, to }: Omit<Sending, 'token'>,
): Promise<void> {
  mailer.assertReady();
  await attempts.take([
    { kind: 'invitations.workspace', subject: workspaceId },
    { kind: 'invitations.address', subject: to },
  ]);
}

/** The token stands behind `#`, which browsers keep to themselves: no server writes it into a log. */
function textOf(publicUrl: string, workspace: string, token: string): string {
  const how =
    publicUrl === ''
      ? `Sign in to LinkFlow with this email address, and accept with this code:\n\n${token}`
      : `Sign in with this email address, and accept:\n\n${new URL('/invitations', publicUrl).href}#${token}`;
  return `You are invited into the workspace "${workspace}" on LinkFlow.\n\n${how}\n\nIt counts for seven days, and once. If you don't know what this is about, leave it.\n`;
}

/** The mail that invites, for the statement that stores the invitation. The name of the workspace is the only thing in it that somebody else wrote. */
export async function invitationMail(
  { mailer, workspaces, publicUrl }: Pick<InvitationDeps, 'mailer' | 'workspaces' | 'publicUrl'>,
  { workspaceId, to, token }: Sending,
): Promise<QueuedMail> {
  const workspace = await workspaces.find(workspaceId);
  if (workspace === null) throw workspaceNotFound();
  const name = workspace.name.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ').replaceAll(/https?:\/\/|www\./gi, '');
  return mailer.prepare({ to, subject: `Invitation into ${name}`, text: textOf(publicUrl, name, token) });
}
