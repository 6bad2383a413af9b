import { describe, expect, it } from 'vitest';
import { nodeReferences } from '../../../src/engine/expression/node-references.ts';
import { placesInText } from '../../../web/src/lib/expressions/name-places.ts';

/** Ways to write a node's name, and places around it: each is combined with each. */
const CALLS = [
  "$('A b').item.json.x",
  '$("A b")',
  "$( 'A b' , 1)",
  "$('A b' + 'c')",
  "$(('A b'))",
  "$?.('A b')",
  "$('it\\'s')",
  "$('\\u0041\\x20b\\n')",
  '$node.Ab.json',
  "$node['A b'].json.list[0]",
  '$node[`A b`]',
  '$node?.Ab',
  "$node?.['A b']",
  '$node[name]',
  '$node.Ab(1)',
  'node_outputs.Ab.x',
  "node_outputs['A b']",
  'node_outputs.keys()',
  "node_outputs['keys']()",
  '$json.$node.Ab',
  "$json.$('A b')",
  "x?.$('A b')",
  "$$('A b')",
  "$x('A b')",
  '"$(\'A b\')"',
  "`$('A b')`",
  "/$('A b')/.test(x)",
  "/[/']$('A b')/g",
  "/* $('A b') */ 1",
  "1 // $('A b')\n",
  "(y) / 2 + $('A b').z / 3",
];

const AROUND: readonly ((call: string) => string)[] = [
  (call) => `{{ ${call} }}`,
  (call) => `it's {{ 1 }} and {{ ${call} }}'`,
  (call) => `{{{ a: { b: ${call} } }}}`,
  (call) => `{{ \`x \${ [${call}].map((one) => \`\${ one }'\`) } y\` }}`,
  (call) => `{{ "}}" + (${call}) + '{{' }}`,
  (call) => `{{ [...[${call}\n], typeof /'/ ] }}`,
  (call) => `{{ a ? ${call} : .5/2 }} {{ $('Second') }}`,
  (call) => `\\{{ ${call} }}`,
  (call) => `{{ x /* }} ' */ && ${call} }} {{`,
  (call) => `{{ ) }} {{ ${call} }}`,
  (call) => `{{ }} {{ ${call} }}`,
  (call) => call,
];

/** The parser of the engine knows no text in backquotes as a name; here it is one, as it is when it runs. */
const namesByEngine = (text: string): string[] => nodeReferences(text).map(({ name }) => name);

describe('where expressions name nodes', () => {
  const texts = AROUND.flatMap((around) => CALLS.filter((call) => !call.includes('[`')).map(around));

  it.each(texts)('is seen as the parser of the engine sees it in %j', (text) => {
    expect(
      placesInText(text)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(namesByEngine(text).sort());
  });

  it('is the text or the property itself', () => {
    const text = "{{ $('A b') + $node.Ab }}";
    expect(placesInText(text).map(({ start, end }) => text.slice(start, end))).toEqual(["'A b'", '.Ab']);
  });

  it('is found in time that grows as the text does, whatever the text', () => {
    for (const part of ['{{', '{{ `${', "$('", '{{ /[', '{{ (', '{{ {{{ }} '] as const) {
      expect(placesInText(part.repeat(2_000))).toEqual([]);
    }
  });
});
