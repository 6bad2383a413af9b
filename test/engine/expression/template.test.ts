import { describe, expect, it } from 'vitest';
import { splitTemplate } from '../../../src/engine/expression/template.ts';
import { resolve } from './evaluate.ts';

function sources(text: string): string[] {
  return splitTemplate(text).map((part) =>
    part.type === 'text' ? `text:${part.text}` : `${part.type}:${part.source}`,
  );
}

describe('splitTemplate', () => {
  it.each([
    ['plain', ['text:plain']],
    ['{{ a }}', ['expression:a']],
    ['{{a}}', ['expression:a']],
    ['x {{ a }} y {{ b }}', ['text:x ', 'expression:a', 'text: y ', 'expression:b']],
    ['{{ "}}" }}', ['expression:"}}"']],
    ["{{ '}}' + `}}` }}", ["expression:'}}' + `}}`"]],
    [`{{ \`\${"}}"}\` }}`, [`expression:\`\${"}}"}\``]],
    ['{{ {a: {b: 1}} }}', ['expression:{a: {b: 1}}']],
    ['{{ {a: {b: 1}}}}', ['expression:{a: {b: 1}}']],
    ['{{ /}}/.test(a) }}', ['expression:/}}/.test(a)']],
    ['{{ (a) }}', ['expression:(a)']],
    ['{{ a; }}', ['expression:a']],
    ['{{ a /* }} */ }}', ['expression:a']],
    ['{{\n  a\n}}', ['expression:a']],
    ['{{ x => ({ x }) }}', ['expression:x => ({ x })']],
    ['\\{{ a }}', ['text:{{ a }}']],
    ['{ {a} }', ['text:{ {a} }']],
    ['{{ never closed', ['text:{{ never closed']],
    ['}} {{', ['text:}} {{']],
    ['{{ a }}{{ b', ['expression:a', 'text:{{ b']],
    ['{{ a b }} c', ['fault:a b', 'text: c']],
    ['{{ }}', ['fault:']],
    ['', []],
  ])('splits %j', (text, parts) => {
    expect(sources(text)).toEqual(parts);
  });
});

describe('a text with expressions', () => {
  const json = { text: 'Ann', number: 3, nothing: null, list: [1, 'a'], object: { a: 1 }, yes: true };

  it.each([
    ['{{ $json.number }}', 3],
    ['{{ $json.yes }}', true],
    ['{{ $json.nothing }}', null],
    ['{{ $json.list }}', [1, 'a']],
    ['{{ $json.object }}', { a: 1 }],
  ])('keeps the type of the value when it is one expression: %s', (text, value) => {
    expect(resolve(text, json)).toEqual(value);
  });

  it.each([
    [' {{ $json.number }}', ' 3'],
    ['Dear {{ $json.text }}!', 'Dear Ann!'],
    ['{{ $json.text }}{{ $json.text }}', 'AnnAnn'],
    ['<{{ $json.nothing }}{{ $json.missing }}>', '<>'],
    ['<{{ $json.list }}>', '<[1,"a"]>'],
    ['<{{ $json.object }}>', '<{"a":1}>'],
    ['<{{ $json.yes }}>', '<true>'],
    ['on {{ $now }}', 'on 2023-11-15T14:30:00.000+01:00'],
  ])('becomes a string otherwise: %s', (text, value) => {
    expect(resolve(text, json)).toBe(value);
  });
});
