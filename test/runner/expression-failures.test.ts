import { describe, expect, it } from 'vitest';
import { chain } from '../support/graph.ts';
import { http, node, playToEnd, record } from './support/play.ts';

const trigger = node('start', 'trigger.manual');

describe('an expression that fails', () => {
  it('is reported with its node, its field and its column', async () => {
    const bad = node('bad', 'action.set', {
      config: { mode: 'json', json: { to: 'Dear {{ $json.user.name.first }}' } },
    });
    const ended = await playToEnd(
      { nodes: [trigger, bad], connections: chain('start → bad') },
      { input: { user: {} } },
    );
    expect(ended.ending.errorNodeId).toBe('bad');
    expect(record(ended, 'bad')).toMatchObject({
      errorCode: 'expression.undefined',
      errorMessage:
        'Cannot read "first": $json.user.name is undefined. (node "bad", item 0, expression $json.user.name.first in field json.to, column 9)',
    });
  });

  it('is reported with its item', async () => {
    const bad = node('bad', 'action.set', { config: { mode: 'json', json: { to: '{{ $json.user.name }}' } } });
    const { ending } = await playToEnd(
      { nodes: [trigger, bad], connections: chain('start → bad') },
      { input: [{ user: {} }, {}] },
    );
    expect(ending.errorMessage).toContain('node "bad", item 1');
  });

  it('counts as undefined where the workflow is lenient', async () => {
    const bad = node('bad', 'action.set', {
      config: { mode: 'json', json: { to: 'Dear {{ $json.user.name.first }}', nick: '{{ $json.user.name.nick }}' } },
    });
    const settings = { expression_errors: 'lenient' } as const;
    const ended = await playToEnd(
      { nodes: [trigger, bad], connections: chain('start → bad'), settings },
      { input: { user: {} } },
    );
    expect(ended.ending.outputData).toEqual([{ to: 'Dear ' }]);
  });

  it('fails a lenient workflow all the same where it breaks a rule', async () => {
    const bad = node('bad', 'action.set', {
      config: { mode: 'json', json: { to: "{{ $json['const' + 'ructor'] }}" } },
    });
    const settings = { expression_errors: 'lenient' } as const;
    const { ending } = await playToEnd({ nodes: [trigger, bad], connections: chain('start → bad'), settings });
    expect([ending.status, ending.errorCode]).toEqual(['failed', 'expression.forbidden']);
  });

  it('is named with its item and field when the field cannot take its value', async () => {
    const bad = http('bad', 'GET', { config: { timeout_ms: '{{ $json.time }}' } });
    const { ending } = await playToEnd(
      { nodes: [trigger, bad], connections: chain('start → bad') },
      { input: [{ time: 1 }, { time: 'soon' }] },
    );
    expect(ending).toMatchObject({ errorCode: 'node.config_invalid', errorNodeId: 'bad' });
    expect(ending.errorMessage).toBe('Item 1: timeout_ms: expected number, got the text "soon"');
  });
});
