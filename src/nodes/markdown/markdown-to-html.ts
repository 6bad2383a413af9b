import MarkdownIt from 'markdown-it';
import { NodeError } from '../node-error.ts';
import type { ToHtmlConfig } from './config.ts';

const MAX_LENGTH = 500_000;

/** The HTML of a Markdown text. HTML in it goes through as it is. Throws `NodeError` `markdown.too_long`. */
export function markdownToHtml(markdown: string, { github, breaks }: ToHtmlConfig): string {
  if (markdown.length > MAX_LENGTH) {
    throw new NodeError('markdown.too_long', `The Markdown has over ${MAX_LENGTH} characters`);
  }
  return new MarkdownIt(github ? 'default' : 'commonmark', { html: true, linkify: github, breaks }).render(markdown);
}
