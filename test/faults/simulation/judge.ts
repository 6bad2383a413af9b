import { type Drawn, http, node } from '../../runner/support/play.ts';
import { chain } from '../../support/graph.ts';
import type { Simulated } from './simulate.ts';

const once = { settings: { delivery: 'at-most-once', on_error: 'continue' } } as const;

/** A workflow, the effects of it that may happen again, and those that must not. */
export type Expected = {
  readonly name: string;
  readonly graph: Drawn;
  readonly often: readonly string[];
  readonly once: readonly string[];
};

export const GRAPHS: readonly Expected[] = [
  {
    name: 'effects in a row',
    graph: {
      nodes: [node('start', 'trigger.manual'), http('a', 'POST'), http('b', 'POST'), http('c', 'POST')],
      connections: chain('start → a → b → c'),
    },
    often: ['a', 'b', 'c'],
    once: [],
  },
  {
    name: 'effects side by side, and one that must not happen twice',
    graph: {
      nodes: [
        node('start', 'trigger.manual'),
        ...[http('a', 'POST'), http('b', 'POST'), http('pay', 'POST', once), http('end', 'POST')],
      ],
      connections: [...chain('start → a → end'), ...chain('start → b → end'), ...chain('start → pay → end')],
    },
    often: ['a', 'b', 'end'],
    once: ['pay'],
  },
  {
    name: 'a long wait between two effects',
    graph: {
      nodes: [
        node('start', 'trigger.manual'),
        http('pay', 'POST', once),
        node('rest', 'logic.wait', { config: { resume: 'after', amount: 2, unit: 'hours' } }),
        http('a', 'POST'),
      ],
      connections: chain('start → pay → rest → a'),
    },
    often: ['a'],
    once: ['pay'],
  },
];

const ENDS: ReadonlySet<string> = new Set(['completed', 'failed', 'cancelled']);

/** What is wrong with its end. */
function faultsOfEnd(
  { row, intentsAfterCancel, empties }: Simulated,
  { once: rare }: Expected,
): readonly [boolean, string][] {
  const ends = row.past.filter((status) => ENDS.has(status));
  return [
    [ends.length !== 1, `It ended ${ends.length} times: ${row.past.join(' → ')}.`],
    [row.past.at(-1) !== ends[0], 'It went on after its end.'],
    // Where an effect must not happen twice, it is better to end than to guess what has been done.
    [ends[0] === 'failed' && !(empties && rare.length > 0), 'It failed.'],
    [intentsAfterCancel === null && ends[0] === 'cancelled', 'It was cancelled by nobody.'],
  ];
}

/** What is wrong with what the world outside saw of it. */
function faultsOfEffects(
  { row, effects, intentsAfterCancel, empties }: Simulated,
  { often, once: rare }: Expected,
): readonly [boolean, string][] {
  const keys = (id: string): string[] => effects.filter(({ node: of }) => of === id).map(({ key }) => key);
  return [
    [!empties && effects.some(({ intended }) => !intended), 'An effect began before its intent was durable.'],
    [!empties && (intentsAfterCancel ?? 0) > 0, 'An effect was begun after the cancellation was through.'],
    ...rare.map((id): [boolean, string] => [keys(id).length > 1, `${id} happened ${keys(id).length} times.`]),
    ...often.map((id): [boolean, string] => [row.status() === 'completed' && keys(id).length === 0, `${id} was lost.`]),
    ...often.map((id): [boolean, string] => [new Set(keys(id)).size > 1, `${id} was repeated under another key.`]),
  ];
}

/** What is wrong with how it went, in words; nothing if all is well. */
export function faultsOf(simulated: Simulated, expected: Expected): string[] {
  return [...faultsOfEnd(simulated, expected), ...faultsOfEffects(simulated, expected)].flatMap(([wrong, what]) =>
    wrong ? [what] : [],
  );
}
