import { describe, expect, it } from 'vitest';
import { describeNodes } from '../../../src/nodes/describe-nodes.ts';
import { askedField, optionEntries } from '../../../web/src/lib/schema/options.ts';
import { plainSchema, type Schema } from '../../../web/src/lib/schema/schema.ts';

const fieldsOf = (schema: Schema): [string, Schema][] =>
  [schema, ...(schema.oneOf ?? [])].flatMap(({ properties = {} }) => Object.entries(properties));

describe('a field of which a service knows the values', () => {
  it('is told by the schemas of the node types', () => {
    const found = describeNodes().flatMap(({ type, config_schema: schema }) =>
      fieldsOf(schema as Schema).flatMap(([name, field]) => {
        const asked = askedField(plainSchema(field), [name]);
        return asked === null ? [] : [`${type} ${asked}`];
      }),
    );
    expect(found.sort()).toEqual(['action.graphql query', 'action.send_email from']);
  });

  it('is none within another field: the service is asked for a field of the config', () => {
    expect(askedField({ 'x-options': true }, ['list', 0])).toBeNull();
  });
});

describe('what a service offers', () => {
  it('is shown once each, by what people read, and what is put in is the value', () => {
    const options = [
      { value: 'a@x.example', label: 'Ann' },
      { value: 'a@x.example', label: 'Ann' },
      { value: 'b@x.example', label: 'b@x.example' },
      { value: 'query {\n a }', label: 'a' },
    ];
    expect(optionEntries(options)).toEqual([
      { id: 'a@x.example', label: 'Ann', detail: 'a@x.example' },
      { id: 'b@x.example', label: 'b@x.example', detail: undefined },
      { id: 'query {\n a }', label: 'a', detail: undefined },
    ]);
  });
});
