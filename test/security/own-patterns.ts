import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import ts from 'typescript';

/** A regular expression of the sources, and where it stands. */
export type OwnPattern = { readonly place: string; readonly source: string; readonly flags: string };

/** All regular expressions that the sources write down; those that they put together at run time are not among them. */
export async function ownPatterns(pattern: string): Promise<readonly OwnPattern[]> {
  const files: string[] = [];
  for await (const file of glob(pattern)) files.push(file);
  files.sort();
  return files.flatMap((file) => patternsOf(file, readFileSync(file, 'utf8')));
}

function patternsOf(file: string, text: string): OwnPattern[] {
  const found: OwnPattern[] = [];
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false);
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const [, source = '', flags = ''] = /^\/(.*)\/([a-z]*)$/s.exec(node.text) ?? [];
      found.push({ place: `${file}: ${node.text}`, source, flags });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}
