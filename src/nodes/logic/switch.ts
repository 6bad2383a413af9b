import { z } from 'zod';
import type { Item } from '../../engine/item.ts';
import type { JsonObject } from '../../engine/json.ts';
import { conditionsHold, type JudgingRun } from '../conditions/evaluate.ts';
import { conditionsSchema } from '../conditions/schema.ts';
import { defineNode } from '../define-node.ts';
import { passThrough, tryItem } from '../items.ts';
import { wrongValue } from '../values/wrong-value.ts';

const MAX_CASES = 100;
const FALLBACK = 'fallback';

const ruleSchema = z.strictObject({
  conditions: conditionsSchema.meta({ title: 'Conditions', description: 'What has to hold for an item of this case.' }),
  name: z
    .string()
    .max(100)
    .optional()
    .meta({ title: 'Name', description: 'What the output is called in the drawing.' }),
});

const fallback = z
  .union([
    z.enum(['none', 'extra']),
    z
      .number()
      .int()
      .min(0)
      .max(MAX_CASES - 1),
  ])
  .default('none')
  .meta({
    title: 'Otherwise',
    description:
      'Where items of no case go: nowhere (none), out of an extra output named fallback, or the number of a case.',
  });

const rulesMode = z
  .strictObject({
    mode: z.literal('rules').meta({ title: 'Mode', description: 'Each case has its conditions.' }),
    rules: z
      .array(ruleSchema)
      .min(1)
      .max(MAX_CASES)
      .meta({ title: 'Cases', description: 'The cases in order, from case_0 on.' }),
    all_matching: z
      .boolean()
      .default(false)
      .meta({ title: 'All matching', description: 'Sends an item out of every case that holds, not only the first.' }),
    fallback,
  })
  .meta({ title: 'Rules' });

const expressionMode = z
  .strictObject({
    mode: z.literal('expression').meta({ title: 'Mode', description: 'An expression gives the number of the output.' }),
    outputs: z
      .number()
      .int()
      .min(1)
      .max(MAX_CASES)
      .default(4)
      .meta({ title: 'Outputs', description: 'How many outputs there are, from case_0 on.' }),
    output: z.number().int().meta({ title: 'Output', description: 'The number of the output for the item, from 0.' }),
    fallback,
  })
  .meta({ title: 'Expression' });

const configSchema = z.discriminatedUnion('mode', [rulesMode, expressionMode]);

type Config = z.infer<typeof configSchema>;

function caseCount(raw: JsonObject): number {
  if (raw.mode === 'expression') return typeof raw.outputs === 'number' ? raw.outputs : 4;
  return Array.isArray(raw.rules) ? raw.rules.length : 0;
}

function outputsOf(raw: JsonObject): readonly string[] {
  const count = Math.min(Math.max(0, Math.trunc(caseCount(raw))), MAX_CASES);
  const cases = Array.from({ length: count }, (_none, index) => `case_${index}`);
  return raw.fallback === 'extra' ? [...cases, FALLBACK] : cases;
}

/** The cases that an item goes to; none if it is to be decided by the fallback. */
function matching(config: Config, run: JudgingRun): number[] {
  if (config.mode === 'expression') return isCase(config.output, config) ? [config.output] : [];
  const { rules } = config;
  if (!config.all_matching) {
    const first = rules.findIndex((rule) => conditionsHold(rule.conditions, run));
    return first === -1 ? [] : [first];
  }
  return Array.from(rules.keys()).filter((index) => {
    const rule = rules[index];
    return rule !== undefined && conditionsHold(rule.conditions, run);
  });
}

function isCase(index: number, config: Config): boolean {
  return index >= 0 && index < (config.mode === 'rules' ? config.rules.length : config.outputs);
}

function handlesOf(config: Config, run: JudgingRun): string[] {
  const cases = matching(config, run);
  if (cases.length > 0) return cases.map((index) => `case_${index}`);
  if (config.mode === 'expression' && config.fallback === 'none') {
    const expected = `a number from 0 to ${config.outputs - 1}`;
    throw wrongValue('switch.no_such_output', 'output', { expected, got: config.output });
  }
  if (config.fallback === 'none') return [];
  return [config.fallback === 'extra' ? FALLBACK : `case_${config.fallback}`];
}

export const switchLogic = defineNode({
  type: 'logic.switch',
  kind: 'logic',
  metadata: {
    name: 'Switch',
    description: 'Sends each item out of one of several outputs: by rules, or by the number that an expression gives.',
    group: 'logic',
    example: {
      mode: 'rules',
      rules: [
        {
          name: 'Germany',
          conditions: {
            conditions: [
              {
                left_value: '{{ $json.country }}',
                operator: { type: 'string', operation: 'equals' },
                right_value: 'DE',
              },
            ],
          },
        },
      ],
      fallback: 'extra',
    },
  },
  config: configSchema,
  inputs: ['main'],
  outputs: outputsOf,
  effect: 'none',
  execute(run) {
    const outputs: Record<string, Item[]> = {};
    for (const [index, item] of passThrough(run.items).entries()) {
      const handles = tryItem(run, index, () => handlesOf(run.config(index), run));
      for (const handle of handles ?? []) {
        outputs[handle] ??= [];
        outputs[handle].push(item);
      }
    }
    return { type: 'completed', outputs };
  },
});
