import { type ReactElement, useMemo } from 'react';
import { type Block, readMarkdown, type Span } from '../../lib/text/markdown.ts';
import styles from './markdown.module.css';

function SpanView({ span }: { readonly span: Span }): ReactElement | string {
  if (span.kind === 'link') {
    return (
      <a href={span.href} target="_blank" rel="noreferrer noopener" className="nodrag">
        {span.text}
      </a>
    );
  }
  if (span.kind === 'text') return span.text;
  const Tag = span.kind;
  return <Tag>{span.text}</Tag>;
}

function Spans({ spans }: { readonly spans: readonly Span[] }): ReactElement {
  return (
    <>
      {spans.map((span, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: stretches have nothing but their place.
        <SpanView key={index} span={span} />
      ))}
    </>
  );
}

function BlockView({ block }: { readonly block: Block }): ReactElement {
  if (block.kind === 'code') return <pre>{block.text}</pre>;
  if (block.kind === 'text') {
    return (
      <p>
        <Spans spans={block.spans} />
      </p>
    );
  }
  if (block.kind === 'heading') {
    return (
      <p className={styles[`heading${block.level}`]}>
        <Spans spans={block.spans} />
      </p>
    );
  }
  const List = block.ordered ? 'ol' : 'ul';
  return (
    <List>
      {block.entries.map((spans, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: entries have nothing but their place.
        <li key={index}>
          <Spans spans={spans} />
        </li>
      ))}
    </List>
  );
}

/** A Markdown text, as elements: what in it looks like HTML is text. */
export function Markdown({ text }: { readonly text: string }): ReactElement {
  const blocks = useMemo(() => readMarkdown(text), [text]);
  return (
    <div className={styles.text} dir="auto">
      {blocks.map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: blocks have nothing but their place.
        <BlockView key={index} block={block} />
      ))}
    </div>
  );
}
