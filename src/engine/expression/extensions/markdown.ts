import { replaceMatches } from '../methods/replace.ts';
import { produce, type Run, spend } from '../run.ts';
import { compilePattern, findMatches, type Pattern } from '../values/pattern.ts';
import { hideBlocks, hideSigns, showSigns, withoutStandIns } from './hidden-signs.ts';

/** A text without `sign` has nothing that the pattern would match. */
type Rule = { readonly sign: string; readonly pattern: Pattern; readonly replacement: string };

function rule(sign: string, source: string, replacement: string): Rule {
  return { sign, pattern: compilePattern(source, 'gm'), replacement };
}

/** One rule per construct of Markdown, applied in this order. They run in linear time, because they read texts from strangers. */
const RULES: readonly Rule[] = [
  // Quotes, also in quotes, then marks of list items
  rule('>', '^[ \\t]*(?:>[ \\t]?)+', ''),
  rule('', '^([ \\t]*)(?:[*+-]|\\d{1,9}[.)])[ \\t]+', '$1'),
  // Headings underlined with = or -, and thematic breaks
  rule('', '^[ \\t]*(?:={2,}|-{2,}|\\*{3,}|_{3,})[ \\t]*$', ''),
  // Headings with #
  rule('#', '^[ \\t]*#{1,6}(?:[ \\t]+(.*?))?(?:[ \\t]+#+)?[ \\t]*$', '$1'),
  // Addresses in angle brackets, then HTML comments and tags
  rule('<', '<((?:https?|ftp|mailto):[^<>\\s]*|[^<>\\s@]+@[^<>\\s@]+)>', '$1'),
  rule('<!--', '<!--(?:.|\\n)*?-->', ''),
  rule('<', '<[a-zA-Z/!?](?:[^<>"\']|"[^"]*"|\'[^\']*\')*>', ''),
  // Definitions of links, and footnotes
  rule(']:', '^[ \\t]{0,3}\\[[^\\]]+\\]:.*$', ''),
  rule('[^', '\\[\\^[^\\]]+\\]', ''),
  // Images, then links
  rule('![', '!\\[[^\\]]*\\](?:\\([^)]*\\)|\\[[^\\]]*\\])', ''),
  rule(']', '\\[([^\\]]*)\\](?:\\([^)]*\\)|\\[[^\\]]*\\])', '$1'),
  // Strikethrough, then strong and emphasis
  rule('~~', '~~([^\\s~](?:[^~\\n]*[^\\s~])?)~~', '$1'),
  rule('*', '\\*{1,3}([^\\s*](?:[^*]*[^\\s*])?)\\*{1,3}', '$1'),
  rule('_', '\\b_{1,3}([^\\s_](?:[^_]*[^\\s_])?)_{1,3}\\b', '$1'),
  // More than one empty line
  rule('\n\n\n', '\\n{3,}', '\n\n'),
];

/** A sign after a backslash, or code; there a backslash is one. */
const LITERAL = compilePattern('\\\\([!-/:-@\\[-`{-~])|`+([^`]+)`+', 'g');

/**
 * The text without its Markdown. What code holds, and what a backslash escapes, stays as it is. So do character references: `&lt;`
 * would be a sign of HTML.
 */
export function removeMarkdown(run: Run, text: string): string {
  spend(run, text.length >>> 5);
  produce(run, text.length);
  const hidden = hideLiterals(run, hideBlocks(withoutStandIns(text)));
  return showSigns(RULES.reduce((rest, one) => applyRule(run, rest, one), hidden));
}

function applyRule(run: Run, text: string, { sign, pattern, replacement }: Rule): string {
  if (!text.includes(sign)) return text;
  const matches = findMatches(run, pattern, text);
  return matches.length === 0 ? text : replaceMatches(run, text, { matches, replacement });
}

/** Keeps what is escaped or within backticks out of the reach of the rules. */
function hideLiterals(run: Run, text: string): string {
  if (!/[\\`]/.test(text)) return text;
  const parts: string[] = [];
  let at = 0;
  for (const { index, text: whole, groups } of findMatches(run, LITERAL, text)) {
    parts.push(text.slice(at, index), hideSigns(groups[0] ?? groups[1] ?? ''));
    at = index + whole.length;
  }
  return [...parts, text.slice(at)].join('');
}
