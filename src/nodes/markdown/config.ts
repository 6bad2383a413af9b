import { z } from 'zod';
import { operation } from '../fields.ts';
import { textSource } from '../text/text-source.ts';
import { textTarget } from '../text/text-target.ts';

const toHtml = z
  .strictObject({
    operation: operation('to_html', 'Makes HTML of Markdown.'),
    ...textSource('Markdown'),
    github: z
      .boolean()
      .default(true)
      .meta({ title: 'GitHub flavour', description: 'Takes tables, strikethrough and bare links too.' }),
    breaks: z
      .boolean()
      .default(false)
      .meta({ title: 'Line breaks', description: 'Makes a break of every line break.' }),
    html: z.enum(['harmless', 'text', 'raw']).default('harmless').meta({
      title: 'HTML in it',
      description:
        'Keeps what only shows something and makes text of the rest (harmless), makes text of all tags, or lets it through as it is (raw), which you must trust.',
    }),
    ...textTarget('page.html'),
  })
  .meta({ title: 'Markdown to HTML' });

const toMarkdown = z
  .strictObject({
    operation: operation('to_markdown', 'Makes Markdown of HTML.'),
    ...textSource('HTML'),
    headings: z
      .enum(['atx', 'setext'])
      .default('atx')
      .meta({ title: 'Headings', description: 'With number signs before (atx), or underlined (setext).' }),
    bullet: z
      .enum(['-', '*', '+'])
      .default('-')
      .meta({ title: 'Bullet', description: 'What begins an item of a list.' }),
    emphasis: z
      .enum(['_', '*'])
      .default('_')
      .meta({ title: 'Emphasis', description: 'What stands around emphasised text.' }),
    strong: z
      .enum(['**', '__'])
      .default('**')
      .meta({ title: 'Strong', description: 'What stands around strong text.' }),
    code_blocks: z
      .enum(['fenced', 'indented'])
      .default('fenced')
      .meta({ title: 'Code blocks', description: 'Between fences, or indented.' }),
    links: z
      .enum(['inlined', 'referenced'])
      .default('inlined')
      .meta({ title: 'Links', description: 'With the address in its place, or at the end.' }),
    ...textTarget('page.md'),
  })
  .meta({ title: 'HTML to Markdown' });

/** The config of the Markdown node. */
export const markdownConfigSchema = z.discriminatedUnion('operation', [toHtml, toMarkdown]);

export type MarkdownConfig = z.infer<typeof markdownConfigSchema>;
export type ToHtmlConfig = z.infer<typeof toHtml>;
export type ToMarkdownConfig = z.infer<typeof toMarkdown>;
