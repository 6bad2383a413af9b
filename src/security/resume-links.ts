import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { base64url } from 'jose';
import { createLruCache } from '../shared/lru-cache.ts';
import { publicAddress } from '../shared/public-address.ts';
import { sameText } from './same-text.ts';

/** What a link is for: a call that lets a wait go on, the page on which a person decides, or the form that one fills in. */
export type LinkPurpose = 'resume' | 'approval' | 'form';

/** What a link names. `nodeId`: the node that waits; `null`: the one wait at which the execution stands. */
export type LinkTarget = {
  readonly purpose: LinkPurpose;
  readonly executionId: string;
  readonly nodeId: string | null;
};

/** Links that whoever has them may follow: their signature is the secret. They hold as long as their execution. */
export type ResumeLinks = {
  url(target: LinkTarget): string;
  isGenuine(target: LinkTarget, signature: string): boolean;
};

/** Stands in a URL where no node is named. No node can have it for its id. */
export const ANY_NODE = '~';

/** Signatures that are kept, since expressions ask for the same one for each item. */
const KEPT = 100;

const PATHS: { readonly [purpose in LinkPurpose]: string } = {
  resume: '/resume',
  approval: '/approvals',
  form: '/forms',
};

/**
 * Links signed with HMAC-SHA-256 under a secret, which may serve other purposes too: the key is derived from it.
 * `publicUrl`: where people and programs reach this server; if empty, links are paths.
 */
export function createResumeLinks({ secret, publicUrl }: { secret: string; publicUrl: string }): ResumeLinks {
  const key = hmac(sha256, utf8ToBytes(secret), utf8ToBytes('linkflow.resume-links.v1'));
  const known = createLruCache<string>(KEPT);

  function sign({ purpose, executionId, nodeId }: LinkTarget): string {
    const message = JSON.stringify([purpose, executionId, nodeId]);
    const kept = known.get(message);
    if (kept !== undefined) return kept;
    const signature = base64url.encode(hmac(sha256, key, utf8ToBytes(message)));
    known.set(message, signature);
    return signature;
  }

  return {
    url(target) {
      const { purpose, executionId, nodeId } = target;
      return publicAddress(publicUrl, `${PATHS[purpose]}/${executionId}/${nodeId ?? ANY_NODE}/${sign(target)}`);
    },
    isGenuine: (target, signature) => sameText(sign(target), signature),
  };
}
