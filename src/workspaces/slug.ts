import { z } from '@hono/zod-openapi';
import { isUuid } from '../shared/ids.ts';

/** Names that addresses of the product itself use, or that would pass for somebody official. */
const RESERVED: ReadonlySet<string> = new Set(
  `about abuse account accounts admin administrator api app apps approvals assets auth billing blog cdn console contact
  dashboard default demo dev docs download editor email enterprise false forms ftp health help home host hostmaster imap
  info invitations invite legal linkflow localhost login logout mail me new news null oauth official openapi ops
  organization owner password personal ping policy pop postmaster pricing privacy profile public register resume root
  security self server settings shop signin signout signup smtp ssl staff static status store sudo support system team
  teams terms test true undefined user users webhooks webhooks-test webmaster well-known workspace workspaces www`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

function isFree(slug: string): boolean {
  return !RESERVED.has(slug) && !isUuid(slug);
}

/** The name of a workspace in addresses: never one that the product uses itself, and none that looks like an id. */
export const slugSchema = z
  .string()
  .min(3)
  .max(100)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'Lower-case letters, digits and single hyphens only')
  .refine(isFree, { error: 'This slug is reserved', params: { code: 'workspaces.slug_reserved' } })
  .openapi({ example: 'analytical-engines' });
