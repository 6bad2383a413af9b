import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/engine/json.ts';
import { httpAction } from '../../src/nodes/actions/http.ts';
import { setAction } from '../../src/nodes/actions/set.ts';
import { configFaults } from '../../src/nodes/config-faults.ts';
import { parseConfig } from '../../src/nodes/parse-config.ts';
import { NODE_DEFINITIONS } from '../../src/nodes/registry.ts';

/** What a node that runs says of a config. */
function refusalOf(definition: (typeof NODE_DEFINITIONS)[number], config: JsonObject): string {
  try {
    parseConfig(definition, config, 0);
  } catch (error) {
    if (error instanceof Error) return error.message;
  }
  return '';
}

const URL = 'https://example.com';
const letters = fc.string({ unit: fc.constantFrom(...'abcdefgh_'), minLength: 1, maxLength: 12 });

describe('an unknown field that only an expression brought', () => {
  test.each<[(typeof NODE_DEFINITIONS)[number], JsonObject, string]>([
    [
      httpAction,
      { url: URL, pagination: { mode: 'next_url', field: 'next', maxpages: 2 } },
      'pagination: There is no field maxpages. Did you mean "max_pages"? The fields here are "mode", "field", "items_field", "stop_at_statuses", "max_pages", "interval_ms".',
    ],
    [
      httpAction,
      { url: URL, headers: [{ name: 'a', valeu: 1 }] },
      'headers.0: There is no field valeu. Did you mean "value"? The fields here are "name", "value".',
    ],
    [httpAction, { url: URL, retry: 3 }, 'config: There is no field retry. "retry" belongs in the "settings"'],
    [setAction, { fields: [{ name: 'a', value: 1, kind: 'x' }] }, 'fields.0: There is no field kind.'],
  ])('is refused with the fields there are: %#', (definition, config, message) => {
    expect(refusalOf(definition, config)).toContain(message);
  });

  test('is refused in the words of a save, by each node', () => {
    fc.assert(
      fc.property(fc.constantFrom(...NODE_DEFINITIONS), letters, (definition, name) => {
        const field = `x_${name}`;
        const config = { ...definition.metadata.example, [field]: 1 };
        const [fault] = configFaults(definition, config).filter(({ path }) => path.at(-1) === field);
        expect(fault).toBeDefined();
        expect(refusalOf(definition, config)).toBe(`config: ${fault?.message}`);
      }),
    );
  });

  test('is never told in the words of the schema', () => {
    fc.assert(
      fc.property(letters, fc.constantFrom('headers', 'query'), (name, list) => {
        const config = {
          url: URL,
          [list]: [
            { name: 'a', value: 1 },
            { name: 'b', value: 2, [`x_${name}`]: 3 },
          ],
        };
        expect(refusalOf(httpAction, config)).toMatch(new RegExp(`^${list}\\.1: There is no field x_${name}\\.`));
      }),
    );
  });
});
