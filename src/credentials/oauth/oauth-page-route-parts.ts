import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { encodeBase64 } from '../../nodes/values/base64.ts';
import { attributes, paragraph, textElement } from '../../pages/html.ts';
import { htmlPage } from '../../pages/html-page.ts';
import type { FinishedConnection } from './finish-connection.ts';
import type { Question } from './open-connection.ts';

/** Tells the pages of this origin, and nobody else: a channel has no other listeners. */
const SCRIPT = `new BroadcastChannel('linkflow.oauth').postMessage({credential_id:document.currentScript.dataset.id,connected:true})`;
const SCRIPT_HASH = encodeBase64(sha256(utf8ToBytes(SCRIPT)));

/** The page at the end. The one script that it may run is that above. */
export function connectedPage({ credentialId, name, provider }: FinishedConnection): Response {
  const said = paragraph(`${provider} is connected as “${name}”.`, 'message');
  const done = paragraph('You may close this window.', 'dim');
  const script = `<script${attributes({ 'data-id': credentialId })}>${SCRIPT}</script>`;
  const page = htmlPage({ status: 200, title: 'Connected', body: `${said}${done}${script}` });
  const policy = page.headers.get('content-security-policy') ?? "default-src 'none'";
  page.headers.set('content-security-policy', `${policy}; script-src 'sha256-${SCRIPT_HASH}'`);
  return page;
}

/** As the database keeps them: an empty list is any host. */
function hostsInWords(hosts: readonly string[]): string {
  return hosts.length === 0 ? 'any host: nothing limits it' : hosts.join(', ');
}

/** What a browser that did not begin has to be told: whose workspace gets access to the account that it is about to open. */
export function questionPage({ providerOrigin, ...question }: Question): Response {
  const facts = [
    ['Asked by', question.user_email],
    ['Workspace', question.workspace_name],
    ['Credential', question.credential_name],
    ['Provider', question.provider],
    ['Access goes to', hostsInWords(question.allowed_hosts)],
  ] as const;
  const list = facts.map(([name, value]) => textElement('dt', name) + textElement('dd', value)).join('');
  const warning = paragraph(
    'Whoever can use this workspace will act with the account that you choose at the provider. Go on only if you asked for it yourself.',
    'message',
  );
  const button = '<div class="buttons"><button type="submit">Go on to the provider</button></div>';
  return htmlPage({
    status: 200,
    title: `Connect ${question.provider}?`,
    body: `${warning}<dl>${list}</dl><form method="post">${button}</form>`,
    formTargets: [providerOrigin],
    // With no-referrer, the form would not say where it comes from (Fetch, “append a request Origin header”).
    headers: { 'referrer-policy': 'same-origin' },
  });
}
