import { describe, expect, it } from 'vitest';
import { rewriteReferences } from '../../../web/src/lib/graph/references.ts';

describe('a renamed node', () => {
  it.each([
    ["{{ $('Old').item.json.x }}", "{{ $('New').item.json.x }}"],
    ['{{ $( "Old" ).first() }}', "{{ $( 'New' ).first() }}"],
    ['{{ $node["Old"].json.x }}', "{{ $node['New'].json.x }}"],
    ["{{ $('Old').all().length + $('Old').first().json.y }}", "{{ $('New').all().length + $('New').first().json.y }}"],
    ['{{ $(`Old`).first() }}', "{{ $('New').first() }}"],
    ['{{ $node.Old.json.x }}', '{{ $node.New.json.x }}'],
    ["{{ [...$('Old').all(), 'Old'] }} and {{ $('Old') }}", "{{ [...$('New').all(), 'Old'] }} and {{ $('New') }}"],
    ['{{ $("\\u004fld").item }}', "{{ $('New').item }}"],
  ])('is called by its new name in %s', (before, after) => {
    expect(rewriteReferences(before, 'Old', 'New')).toBe(after);
  });

  it.each([
    "{{ $('Older').item }}",
    'Old',
    "{{ 'Old' }}",
    "{{ $json['Old'] }}",
    "{{ $('Old }}",
    "a text with $('Old') in it",
    "\\{{ $('Old').item }}",
    '{{ "$(\'Old\')" }}',
    "{{ /* $('Old') */ 1 }}",
    "{{ /$('Old')/.test($json.x) }}",
    "{{ `$('Old')` }}",
    "{{ $json.$('Old') }}",
    "{{ $('Old' + 1) }}",
    '{{ $json.$node.Old }}',
  ])('leaves %s as it is', (text) => {
    expect(rewriteReferences(text, 'Old', 'New')).toBe(text);
  });

  it('may have quotes and backslashes in both names', () => {
    expect(rewriteReferences("{{ $('It\\'s').item }}", "It's", 'a\\b')).toBe("{{ $('a\\\\b').item }}");
  });

  it('is called in all of the code of a node, but not in its texts and comments', () => {
    const code = "// $('Old')\nconst n = 4 / 2; // it's $('Old')\nreturn [$('Old').all(), \"$('Old')\", /'/, $('Old')]";
    expect(rewriteReferences({ code }, 'Old', 'New').code).toBe(
      "// $('Old')\nconst n = 4 / 2; // it's $('Old')\nreturn [$('New').all(), \"$('Old')\", /'/, $('New')]",
    );
  });

  it('gets brackets where its name is none that may follow a dot', () => {
    expect(rewriteReferences('{{ $node.Old.json.x + $node?.Old.json }}', 'Old', 'Two words')).toBe(
      "{{ $node['Two words'].json.x + $node?.['Two words'].json }}",
    );
  });

  it('is found however deep it is called, and what does not call it stays the same object', () => {
    const calm = { list: ['a', { b: 1 }] };
    const config = { calm, fields: [{ value: "{{ $('Old').item }}" }] };
    const after = rewriteReferences(config, 'Old', 'New');
    expect(after.fields).toEqual([{ value: "{{ $('New').item }}" }]);
    expect(after.calm).toBe(calm);
    expect(rewriteReferences(calm, 'Old', 'New')).toBe(calm);
  });
});
