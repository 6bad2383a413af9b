import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/engine/json.ts';
import { describeNodes } from '../../src/nodes/describe-nodes.ts';
import { createCatalog, findNode, NODE_DEFINITIONS } from '../../src/nodes/registry.ts';

/** What the documentation says of each node. */
const LIST = readFileSync('docs/nodes.md', 'utf8');

const catalog = createCatalog();

function node(type: string, config: JsonObject, disabled = false) {
  return { id: 'n', type, name: 'n', config, disabled };
}

type Field = { readonly path: string; readonly field: Record<string, unknown> };

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Every field of every object in a JSON Schema, with the path to it. */
function fieldsOf(schema: unknown, path: string): Field[] {
  if (!isObject(schema)) return [];
  return Object.entries(schema).flatMap(([keyword, value]) => {
    const properties = keyword === 'properties' && isObject(value) ? Object.entries(value) : [];
    const own = properties.map(([name, field]) => ({ path: `${path}.${name}`, field: isObject(field) ? field : {} }));
    return [...own, ...fieldsOf(value, `${path}.${keyword}`)];
  });
}

describe.each(NODE_DEFINITIONS.map((definition) => [definition.type, definition] as const))(
  '%s',
  (type, definition) => {
    test('has an example without faults', () => {
      expect(catalog.faults(node(type, definition.metadata.example))).toEqual([]);
    });

    test('has a title and a description for every field', () => {
      const description = describeNodes().find((one) => one.type === type);
      const unnamed = fieldsOf(description?.config_schema, '').filter(
        ({ field }) => typeof field.title !== 'string' || typeof field.description !== 'string',
      );
      expect(unnamed.map(({ path }) => path)).toEqual([]);
    });

    test('refuses a field that it does not know', () => {
      const faults = catalog.faults(node(type, { ...definition.metadata.example, no_such_field: 1 }));
      expect(faults.map((fault) => fault.message).join()).toContain('no_such_field');
    });

    test.each([
      {},
      { mode: 'expression', outputs: 1e9 },
      { mode: 'append', inputs: Number.NaN },
      { rules: '{{ [] }}', method: 5, inputs: {}, fallback: [] },
      { outputs: -3, rules: { length: 7 } },
    ])('has traits with the odd config %j', (config) => {
      const traits = catalog.traits(node(type, config));
      expect(traits?.kind).toBe(definition.kind);
      expect(traits?.outputs.length).toBeLessThanOrEqual(101);
    });

    test('has handles with names of their own', () => {
      const traits = catalog.traits(node(type, definition.metadata.example));
      for (const handles of [traits?.inputs ?? [], traits?.outputs ?? []]) {
        expect(handles.every((handle) => /^[a-z][a-z0-9_]*$/.test(handle))).toBe(true);
        expect(new Set(handles).size).toBe(handles.length);
      }
    });

    test('is described in whole sentences', () => {
      expect(definition.metadata.description).toMatch(/^[A-Z].{20,}\.$/s);
    });

    test('has a line in the list of nodes', () => {
      expect(LIST).toContain(`\n- \`${type}\``);
    });

    test('has a name, a description and a group', () => {
      const { metadata } = definition;
      expect([metadata.name, metadata.description, metadata.group].every((text) => text.length > 1)).toBe(true);
    });
  },
);

describe('the registry', () => {
  test('has each type once', () => {
    expect(new Set(NODE_DEFINITIONS.map((definition) => definition.type)).size).toBe(NODE_DEFINITIONS.length);
  });

  test('keeps types within the column of the database', () => {
    expect(NODE_DEFINITIONS.every((definition) => definition.type.length <= 50)).toBe(true);
  });

  test('knows no other types', () => {
    expect(findNode('action.none')).toBeUndefined();
    expect(catalog.traits(node('__proto__', {}))).toBeUndefined();
    expect(catalog.faults(node('constructor', {}))).toEqual([]);
  });

  test('gives triggers no input', () => {
    const triggers = NODE_DEFINITIONS.filter((definition) => definition.kind === 'trigger');
    expect(triggers.every((definition) => definition.inputs.length === 0)).toBe(true);
  });

  test('is described as JSON', () => {
    const described = describeNodes();
    expect(JSON.parse(JSON.stringify(described))).toEqual(described);
  });

  test('describes handles that depend on the config by the example', () => {
    const merge = describeNodes().find((one) => one.type === 'logic.merge');
    expect(merge?.inputs).toEqual({ handles: ['input_1', 'input_2'], depends_on_config: true });
  });
});

describe('traits', () => {
  test.each([
    [undefined, 'read'],
    ['GET', 'read'],
    ['HEAD', 'read'],
    ['OPTIONS', 'read'],
    ['POST', 'write'],
    ['{{ $json.method }}', 'write'],
  ])('of an HTTP request with method %j: %s', (method, effect) => {
    const config = method === undefined ? {} : { method };
    expect(catalog.traits(node('action.http', config))?.effect).toBe(effect);
  });

  test('of a disabled node have no effect', () => {
    expect(catalog.traits(node('action.http', { method: 'POST' }, true))?.effect).toBe('none');
  });

  test.each([
    [{ mode: 'rules', rules: [{}, {}] }, ['case_0', 'case_1']],
    [{ mode: 'rules', rules: [{}], fallback: 'extra' }, ['case_0', 'fallback']],
    [{ mode: 'expression', outputs: 2, output: '{{ 1 }}' }, ['case_0', 'case_1']],
    [{ mode: 'expression', output: '{{ 1 }}' }, ['case_0', 'case_1', 'case_2', 'case_3']],
  ])('of a switch with %j', (config, outputs) => {
    expect(catalog.traits(node('logic.switch', config))?.outputs).toEqual(outputs);
  });

  test('of a merge count its inputs', () => {
    expect(catalog.traits(node('logic.merge', { mode: 'append', inputs: 3 }))?.inputs).toHaveLength(3);
    expect(catalog.traits(node('logic.merge', { mode: 'by_fields' }))?.inputs).toHaveLength(2);
  });
});
