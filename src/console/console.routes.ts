import { base64url } from 'jose';
import type { App, AppContext } from '../http/app-types.ts';
import { problem } from '../http/problem-responses.ts';
import { mountRaw } from '../http/route.ts';
import type { RandomBytes } from '../security/random.ts';
import { type AssetFiles, readAsset } from './asset-files.ts';
import { contentPolicy } from './content-policy.ts';

/** What the page of the build has where the nonce of its answer belongs. */
const NONCE_PLACE = '__NONCE__';

const NONCE_BYTES = 16;

/** A built file has the hash of its content in its name, so it never changes. */
const FOREVER = 'public, max-age=31536000, immutable';

const common = { tags: ['Documentation'], permission: 'public', methods: ['get'] } as const;

const page = {
  ...common,
  summary: 'The editor',
  description: 'The page that people draw, run and watch workflows with. It asks this API for all that it shows.',
  responses: {
    200: { description: 'The page.', content: { 'text/html': { schema: { type: 'string' } } } },
    404: problem('This server serves no pages.'),
  },
} as const;

/** Where the page is. What follows `/w/` is a matter of the page alone. */
const PAGES = {
  open_console: '/',
  open_login: '/login',
  open_registration: '/register',
  open_workspace: '/w/{rest}',
} as const;

const asset = {
  ...common,
  operationId: 'get_console_asset',
  summary: 'A part of the editor',
  description: 'A script, style sheet or picture of the page.',
  path: '/assets/{file}',
  responses: {
    200: { description: 'The part.', content: { 'text/plain': { schema: { type: 'string' } } } },
    404: problem('There is no such part.'),
  },
} as const;

type ConsoleDeps = { readonly assets: AssetFiles; readonly random: RandomBytes };

/** Serves the editor: one page, whatever its address, and the files that it loads. */
export function registerConsoleRoutes(app: App, deps: ConsoleDeps): void {
  for (const [operationId, path] of Object.entries(PAGES)) {
    mountRaw(app, { ...page, operationId, path }, (c) => servePage(c, deps));
  }
  mountRaw(app, asset, async (c) => {
    const found = await readAsset(deps.assets, `/assets/${encodeURIComponent(c.req.param('file') ?? '')}`);
    const type = found.headers.get('content-type') ?? 'application/octet-stream';
    return new Response(found.body, { headers: { 'content-type': type, 'cache-control': FOREVER } });
  });
}

async function servePage(c: AppContext, { assets, random }: ConsoleDeps): Promise<Response> {
  const nonce = base64url.encode(random(NONCE_BYTES));
  const html = await (await readAsset(assets, '/index.html')).text();
  return c.html(html.replaceAll(NONCE_PLACE, nonce), 200, { 'content-security-policy': contentPolicy(nonce) });
}
