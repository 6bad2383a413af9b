import type { StateCore, Token } from 'markdown-it';
import { closeElements, noElements, tameHtml } from './tame-html.ts';

type HtmlType = 'html_block' | 'html_inline';

/** A rule for markdown-it: makes the HTML in Markdown harmless, and ends its elements within the element where they began. */
export function tameState(state: StateCore): void {
  const htmlToken = (type: HtmlType, content: string): Token => {
    const token = new state.Token(type, '', 0);
    token.content = content;
    return token;
  };
  for (const token of state.tokens) {
    if (token.type === 'inline')
      token.children = tameTokens(token.children ?? [], (html) => htmlToken('html_inline', html));
  }
  state.tokens = tameTokens(state.tokens, (html) => htmlToken('html_block', html));
}

function tameTokens(tokens: readonly Token[], htmlToken: (html: string) => Token): Token[] {
  const tamed: Token[] = [];
  const scopes = [noElements()];
  const closeScope = (): void => {
    const tags = closeElements(scopes.pop() ?? noElements());
    if (tags !== '') tamed.push(htmlToken(tags));
  };
  for (const token of tokens) {
    if (token.nesting === -1) closeScope();
    if (token.nesting === 1) scopes.push(noElements());
    const scope = scopes.at(-1);
    if (scope !== undefined && token.type.startsWith('html_')) token.content = tameHtml(token.content, scope);
    tamed.push(token);
  }
  closeScope();
  return tamed;
}
