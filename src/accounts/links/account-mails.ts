import type { SystemMail } from '../../mail/mailer.ts';

/*
 * None of these holds a text that somebody else chose, such as a name: else anybody could have us send their words to
 * anybody.
 */

const NOT_YOU = 'If that was not you, ignore this mail: without the link nothing happens.';
const STRANGER = 'If that was not you, set a new password at once ("forgot password"): it ends all sessions.';

function mail(to: string, subject: string, paragraphs: readonly string[]): SystemMail {
  return { to, subject, text: `${paragraphs.join('\n\n')}\n` };
}

export function verificationMail(to: string, url: string): SystemMail {
  return mail(to, 'Confirm your address', [
    'Somebody registered at LinkFlow with this address. To confirm that it is yours, open this within three days:',
    url,
    NOT_YOU,
  ]);
}

export function accountExistsMail(to: string): SystemMail {
  return mail(to, 'You have an account already', [
    'Somebody tried to register at LinkFlow with this address, which has an account already.',
    'If that was you, log in, or set a new password if you have lost yours. If not, there is nothing to do.',
  ]);
}

export function resetMail(to: string, url: string): SystemMail {
  return mail(to, 'Set a new password', [
    'Somebody asked for a new password for the LinkFlow account with this address. To set one, open this within an hour:',
    url,
    NOT_YOU,
  ]);
}

export function passwordChangedMail(to: string): SystemMail {
  return mail(to, 'Your password was changed', [
    'The password of your LinkFlow account was changed, and its other sessions were ended.',
    STRANGER,
  ]);
}

export function emailChangeMail(to: string, url: string): SystemMail {
  return mail(to, 'Confirm your new address', [
    'This is to become the address of a LinkFlow account. To confirm that it is yours, open this within a day:',
    url,
    NOT_YOU,
  ]);
}

export function emailChangeNotice(to: string, newEmail: string): SystemMail {
  return mail(to, 'Your address is about to change', [
    `Somebody who is signed in asked for ${newEmail} as the new address of your LinkFlow account.`,
    'It changes when the link that was sent there is opened.',
    `${STRANGER} The new address is then off the table, too.`,
  ]);
}

export function emailChangedMail(to: string, newEmail: string): SystemMail {
  return mail(to, 'Your address was changed', [
    `The address of your LinkFlow account is ${newEmail} from now on.`,
    'If that was not you, write to whoever runs this server.',
  ]);
}

export function accountDeletedMail(to: string): SystemMail {
  return mail(to, 'Your account was deleted', [
    'Your LinkFlow account was deleted, with all workspaces that were yours alone. This address is free again.',
  ]);
}
