/** What people think of when they set a password here: the product's name, and what it is about. docs/accounts.md lists them. */
const OWN_WORDS = /workflows?|workspaces?|webhooks?|automations?|links?|flows?|admin(?:istrator)?s?/g;

/** Whether a password, in small letters, is made of nothing but words of the product, digits and marks. */
export function consistsOfOwnWords(text: string): boolean {
  const rest = text.replaceAll(OWN_WORDS, '');
  return rest !== text && !/\p{L}/u.test(rest);
}
