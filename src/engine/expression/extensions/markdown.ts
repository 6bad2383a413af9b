import { replaceMatches } from '../methods/replace.ts';
import type { Run } from '../run.ts';
import { compilePattern, findMatches, type Pattern } from '../values/pattern.ts';

type Rule = { readonly pattern: Pattern; readonly replacement: string };

function rule(source: string, replacement: string): Rule {
  return { pattern: compilePattern(source, 'gm'), replacement };
}

/** One rule per construct of Markdown, applied in this order. They run in linear time, because they read texts from strangers. */
const RULES: readonly Rule[] = [
  // Fences of code blocks
  rule('^[ \\t]*(?:`{3,}|~{3,}).*\\n?', ''),
  // Marks of list items
  rule('^([ \\t]*)(?:[*+-]|\\d+\\.)[ \\t]+', '$1'),
  // Headings underlined with = or -, and thematic breaks
  rule('^[ \\t]*(?:={2,}|-{2,}|\\*{3,}|_{3,})[ \\t]*$', ''),
  // Headings with #
  rule('^[ \\t]*#{1,6}[ \\t]*(.*?)[ \\t]*#*[ \\t]*$', '$1'),
  // Quotes
  rule('^[ \\t]*>[ \\t]?', ''),
  // HTML tags and comments
  rule('<[^<>]+>', ''),
  // Definitions of links, and footnotes
  rule('^[ \\t]{0,3}\\[[^\\]]+\\]:.*$', ''),
  rule('\\[\\^[^\\]]+\\]', ''),
  // Images, then links
  rule('!\\[[^\\]]*\\](?:\\([^)]*\\)|\\[[^\\]]*\\])', ''),
  rule('\\[([^\\]]*)\\](?:\\([^)]*\\)|\\[[^\\]]*\\])', '$1'),
  // Strikethrough, then strong, emphasis and code
  rule('~~', ''),
  rule('\\*{1,3}([^\\s*](?:[^*]*[^\\s*])?)\\*{1,3}', '$1'),
  rule('\\b_{1,3}([^\\s_](?:[^_]*[^\\s_])?)_{1,3}\\b', '$1'),
  rule('`+([^`]+)`+', '$1'),
  // More than one empty line
  rule('\\n{3,}', '\\n\\n'),
];

/** The text without its Markdown. */
export function removeMarkdown(run: Run, text: string): string {
  return RULES.reduce((rest, { pattern, replacement }) => {
    const matches = findMatches(run, pattern, rest);
    return matches.length === 0 ? rest : replaceMatches(run, rest, { matches, replacement });
  }, text);
}
