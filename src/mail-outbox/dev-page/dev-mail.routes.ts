import type { App, AppContext } from '../../http/app-types.ts';
import { noSuchRoute } from '../../http/http.errors.ts';
import { problem } from '../../http/problem-responses.ts';
import { mountRaw } from '../../http/route.ts';
import { htmlPage } from '../../pages/html-page.ts';
import { isUuid } from '../../shared/ids.ts';
import type { OutboxMail } from '../mail-outbox.schemas.ts';
import type { DevMailDeps } from './dev-mail-deps.ts';
import { isOwnHost } from './is-own-host.ts';
import { DEV_MAIL_PATH, mailHtml, mailListPage, mailPage } from './mail-html.ts';

/** Mails on the page. */
const SHOWN = 100;

const html = (description: string) =>
  ({ description, content: { 'text/html': { schema: { type: 'string' } } } }) as const;

const common = { tags: ['Documentation'], permission: 'public', methods: ['get'] } as const;
const absent = problem('There is no such mail, or this server keeps none.');
const ownPages = { 200: html('The page.'), 404: absent, 503: problem('The database is away for the moment.') };

const list = {
  ...common,
  path: DEV_MAIL_PATH,
  operationId: 'show_kept_mails',
  summary: 'Show the mails that were not sent',
  description:
    'In development: the mails that were kept instead of sent, whosever they are. Elsewhere there is no such page.',
  responses: ownPages,
} as const;

const one = {
  ...common,
  path: `${DEV_MAIL_PATH}/{mail_id}`,
  operationId: 'show_kept_mail',
  summary: 'Show a mail that was not sent',
  description: 'In development: one of those mails.',
  responses: ownPages,
} as const;

const frame = {
  ...common,
  path: `${DEV_MAIL_PATH}/{mail_id}/html`,
  operationId: 'show_kept_mail_html',
  summary: 'Show the HTML of a mail that was not sent',
  description: 'In development: the HTML of one of those mails, which may do nothing.',
  responses: ownPages,
} as const;

/**
 * The developer's mailbox. It asks for no login, and whoever reads it can take over each account by a link for a new password: it
 * is there only where mails are kept (`MAIL_OUTBOX`), and for whoever calls this machine by its own name.
 */
export function registerDevMail(app: App, { mails, settings }: DevMailDeps): void {
  function assertHere(c: AppContext): void {
    if (!settings.MAIL_OUTBOX || !isOwnHost(c.req.url, settings.PUBLIC_URL)) throw noSuchRoute();
  }
  async function find(c: AppContext): Promise<OutboxMail> {
    assertHere(c);
    const id = c.req.param('mail_id') ?? '';
    const mail = isUuid(id) ? await mails.find(id) : null;
    if (mail === null) throw noSuchRoute();
    return mail;
  }
  mountRaw(app, list, async (c) => {
    assertHere(c);
    return htmlPage(mailListPage(await mails.recent(SHOWN)));
  });
  mountRaw(app, one, async (c) => htmlPage(mailPage(await find(c))));
  mountRaw(app, frame, async (c) => {
    const { html: written } = await find(c);
    if (written === null) throw noSuchRoute();
    return mailHtml(written);
  });
}
