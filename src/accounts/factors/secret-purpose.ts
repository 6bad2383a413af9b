/** Under which purpose the vault seals the secret of this user's authenticator app. */
export function secretPurpose(userId: string): string {
  return `users.mfa_secret:${userId}`;
}
