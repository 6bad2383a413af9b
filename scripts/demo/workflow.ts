import type { Graph } from './client.ts';
import { chain, node } from './graph.ts';

const BRANCH = '{{ $json.body.ref }}';
const DEFAULT_BRANCH = 'refs/heads/{{ $json.body.repository.default_branch }}';

const MESSAGE = {
  text: '{{ $json.body.pusher.name }} pushed to {{ $json.body.repository.full_name }}',
  commits: "{{ $json.body.commits.map((commit) => commit.id.slice(0, 7) + ' ' + commit.message.split('\\n')[0]) }}",
  link: '{{ $json.body.compare }}',
};

/**
 * Announces pushes to the default branch of a repository on GitHub:
 *
 * push → to_default_branch ─true→ message → announce → announced
 *                          └false→ ignored
 */
export function announcePushes(chatUrl: string): Graph {
  return {
    name: 'Announce pushes to the default branch',
    nodes: [
      node('push', 'trigger.webhook', { authentication: { type: 'hmac_sha256' }, respond: 'respond_node' }),
      node('to_default_branch', 'logic.if', {
        conditions: {
          conditions: [
            { left_value: BRANCH, operator: { type: 'string', operation: 'equals' }, right_value: DEFAULT_BRANCH },
          ],
        },
      }),
      node('message', 'action.set', { mode: 'json', json: MESSAGE }),
      node('announce', 'action.http', { method: 'POST', url: chatUrl, body: '{{ $json }}' }),
      node('announced', 'action.respond', { respond_with: 'json', body: { announced: '{{ $json.id }}' } }),
      node('ignored', 'action.respond', { respond_with: 'json', body: { ignored: '{{ $json.body.ref }}' } }),
    ],
    connections: [
      ...chain('push → to_default_branch:true → message → announce → announced'),
      ...chain('to_default_branch:false → ignored'),
    ],
  };
}
