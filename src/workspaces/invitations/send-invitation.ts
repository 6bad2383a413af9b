import type { QueuedMail } from '../../mail/mailer.ts';
import { publicAddress } from '../../shared/public-address.ts';
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

function textOf(url: string, workspace: string, token: string): string {
  const how = `Open this to accept, with an account that has this address:\n\n${url}\n\nIn a program, the code is:\n\n${token}`;
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
  const url = publicAddress(publicUrl, `/invitations/${token}`);
  return mailer.prepare({ to, subject: `Invitation into ${name}`, text: textOf(url, name, token) });
}
