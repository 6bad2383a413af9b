import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Block, readMarkdown, type Span } from '../../../web/src/lib/text/markdown.ts';

function spansIn(block: Block): readonly Span[] {
  if (block.kind === 'code') return [];
  return block.kind === 'list' ? block.entries.flat() : block.spans;
}

describe('the text of a note', () => {
  it('has headings, lists, code, emphasis and links', () => {
    const blocks = readMarkdown(
      '# Plan\nFirst **this**, then *that*\nor `code`.\n\n- one\n- [two](https://example.com)\n1. go\n```\nx < 1\n```',
    );
    expect(blocks.map(({ kind }) => kind)).toEqual(['heading', 'text', 'list', 'code']);
    expect(blocks[1]).toEqual({
      kind: 'text',
      spans: [
        { kind: 'text', text: 'First ' },
        { kind: 'strong', text: 'this' },
        { kind: 'text', text: ', then ' },
        { kind: 'em', text: 'that' },
        { kind: 'text', text: '\nor ' },
        { kind: 'code', text: 'code' },
        { kind: 'text', text: '.' },
      ],
    });
    expect(blocks[3]).toEqual({ kind: 'code', text: 'x < 1' });
  });

  it.each(['[x](javascript:alert(1))', '[x](data:text/html,1)', '[x](vbscript:y)', '[x](//evil.example)'])(
    'makes no link of %s',
    (text) => {
      expect(
        readMarkdown(text)
          .flatMap(spansIn)
          .map(({ kind }) => kind),
      ).not.toContain('link');
    },
  );

  it('is read to its end, whatever it holds, and links lead to the web or to mail only', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'#*_`[]()-1. \nahttps:/javascript') }), (text) => {
        const links = readMarkdown(text)
          .flatMap(spansIn)
          .filter((span) => span.kind === 'link');
        expect(links.every(({ href }) => /^(https?|mailto):/i.test(href))).toBe(true);
      }),
    );
  });
});
