/** What GitHub and Meta sign with: the HMAC of the body, as WebSub names its header. */
export const HUB_SIGNATURE = {
  algorithm: 'sha256',
  header: 'X-Hub-Signature-256',
  prefix: 'sha256=',
  encoding: 'lower_hex',
  signed: '{body}',
  timestamp: null,
} as const;
