import { describe, expect, it } from 'vitest';
import { call, callingGraph, callsOf, publishCalled, runGraph } from '../support/executions/calling.ts';
import { createUser, node } from '../support/running-app.ts';

describe('the list of called executions', () => {
  it('comes in pages, in the order of the calls, and is hidden from other workspaces', async () => {
    const [user, stranger] = [await createUser(), await createUser()];
    const called = await publishCalled(user, [node('end', 'logic.noop')]);
    const { id } = await runGraph(user, callingGraph(call(called, { mode: 'each' })), [{}, {}, {}]);
    const all = await callsOf(user, id);
    const first = await user.api('GET', `/executions/${id}/calls?limit=2`);
    const next = await user.api('GET', `/executions/${id}/calls?limit=2&cursor=${String(first.json.next_cursor)}`);
    expect([first.json.data, next.json]).toEqual([
      all.slice(0, 2),
      { data: all.slice(2), has_more: false, next_cursor: null },
    ]);
    expect((await stranger.api('GET', `/executions/${id}/calls`)).status).toBe(404);
    const bad = await user.api('GET', `/executions/${id}/calls?cursor=nonsense`);
    expect([bad.status, bad.json.code]).toEqual([400, 'cursor.invalid']);
  });

  it('is empty for an execution that called none', async () => {
    const user = await createUser();
    const ended = await runGraph(user, { nodes: [node('start', 'trigger.manual')], connections: [] });
    expect(await callsOf(user, ended.id)).toEqual([]);
  });
});
