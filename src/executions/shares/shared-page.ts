import { escapeUTF8 } from 'entities';
import { type Html, inWords, paragraph, textElement } from '../../pages/html.ts';
import { htmlPage } from '../../pages/html-page.ts';
import { withCodes } from '../../pages/visible-text.ts';
import type { SharedExecution } from './shares.schemas.ts';

type SharedNode = SharedExecution['nodes'][number];

/** How much of one text or one piece of data the page shows, in UTF-16 units. JSON has all that is kept. */
const MAX_SHOWN = 2000;

/** Cut between two characters, and told how much is missing. */
function cut(text: string): string {
  if (text.length <= MAX_SHOWN) return text;
  const shown = text.slice(0, MAX_SHOWN).replace(/[\uD800-\uDBFF]$/, '');
  return `${shown}\n… ${text.length - shown.length} more characters`;
}

function pair(term: string, text: string | null): Html {
  return text === null || text === '' ? '' : `${textElement('dt', term)}<dd>${escapeUTF8(withCodes(cut(text)))}</dd>`;
}

/** A field that is `undefined` is not shown by this link; `null` is data. */
function data(name: string, value: unknown): Html {
  if (value === undefined) return '';
  const text = cut(JSON.stringify(value, null, 2));
  return `${textElement('h2', name)}<pre>${escapeUTF8(withCodes(text))}</pre>`;
}

function moment(iso: string | null): string | null {
  return iso === null ? null : inWords(new Date(iso));
}

/** Green for what went well, red for what did not. */
function outcome(status: string): string {
  if (status === 'completed') return 'outcome yes';
  return status === 'failed' || status === 'unknown' ? 'outcome no' : 'outcome';
}

function nodeHtml(node: SharedNode): Html {
  const { node_name, node_type, status, duration_ms, run_index, retry_count, error_code, error_message } = node;
  const took = duration_ms === null ? '' : `, ${duration_ms} ms`;
  const facts = [
    pair('Type', node_type),
    pair('Run', run_index === 0 ? null : String(run_index + 1)),
    pair('Retries', retry_count === 0 ? null : String(retry_count)),
    pair('Error', error_code),
    pair('Message', error_message ?? null),
  ];
  const kept = `${data('Input', node.input_data)}${data('Output', node.output_data)}${data('Log', node.logs ?? undefined)}`;
  const head = `${escapeUTF8(withCodes(cut(node_name)))}: <span class="${outcome(status)}">${escapeUTF8(status)}</span>${took}`;
  return `<details><summary>${head}</summary><dl>${facts.join('')}</dl>${kept}</details>`;
}

function nextPage({ next_after }: SharedExecution): Html {
  if (next_after === null) return '';
  return `<p>${textElement('a', 'The next nodes', { href: `?after=${next_after}` })}</p>`;
}

/** What a link shows, as a page that runs no script: everything escaped, long data cut, nothing that hides or turns text. */
export function sharedPage(shared: SharedExecution): Response {
  const { status, workflow_name, workflow_version, trigger_type, error_code, nodes_total, nodes_completed } = shared;
  const facts = [
    pair('Began', moment(shared.started_at)),
    pair('Ended', moment(shared.completed_at)),
    pair('Trigger', trigger_type),
    pair('Version', String(workflow_version)),
    pair('Nodes', `${nodes_completed} of ${nodes_total}`),
    pair('Error', error_code),
    pair('Message', shared.error_message ?? null),
  ];
  const parts = [
    paragraph(status, outcome(status)),
    `<dl>${facts.join('')}</dl>`,
    data('Input', shared.input_data),
    data('Output', shared.output_data),
    textElement('h2', 'Nodes'),
    ...shared.nodes.map(nodeHtml),
    nextPage(shared),
    paragraph(`This link counts until ${inWords(new Date(shared.expires_at))}.`, 'dim'),
  ];
  const title = withCodes(cut(workflow_name));
  return htmlPage({ status: 200, title, body: parts.join(''), headers: { vary: 'Accept' } });
}
