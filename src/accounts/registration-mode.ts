/** `open`: whoever registers is signed in at once. `verified`: an account begins when its address is confirmed. */
export type RegistrationMode = 'open' | 'verified';

/** The mode of a server: as it is set, else `verified` where mails reach people. */
export function registrationOf(
  setting: RegistrationMode | '',
  mail: { readonly mailer: { readonly isReady: boolean }; readonly isLocal: boolean },
): RegistrationMode {
  if (setting !== '') return setting;
  return mail.mailer.isReady && !mail.isLocal ? 'verified' : 'open';
}
