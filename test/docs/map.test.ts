import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const MAP = ['ARCHITECTURE.md', 'CONTRIBUTING.md'];
/** A folder beside them holds pictures. */
function pagesIn(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((file) => (file.endsWith('.md') ? [`${folder}/${file}`] : []));
}

const DOCUMENTS = [...MAP, 'README.md', ...pagesIn('docs')];

/** Folders with rooms of their own, each of which has its line on the map. */
const ROOMY = ['src/executions', 'src/workflows', 'src/runner', 'src/schedules', 'src/intake'];

/** What begins like a path from the top of the repository, in code marks. `<` stands for a name that the reader makes up. */
const PATH_IN_CODE = /`((?:src|durable-objects|migrations|scripts|examples|bench|test|docs)\/[^\s`<*]*)`/g;
const FILE_IN_CODE = /`((?!action\.)[\w.-]+\.(?:md|json|toml|yaml|cjs))`/g;
const LINK = /\[([^\]]*)\]\(([^)\s]+)\)/g;
const NAME = /^`([A-Za-z_]\w*)`$/;

/** `heading`: as the part of a URL by which it is found; empty for a link to a whole file. */
type Link = { readonly text: string; readonly path: string; readonly heading: string };

function read(document: string): string {
  return readFileSync(document, 'utf8');
}

/** Links to files, as paths from the top. */
function linksOf(document: string): readonly Link[] {
  return [...read(document).matchAll(LINK)].flatMap(([, text = '', target = '']) => {
    const [file = '', heading = ''] = target.split('#');
    if (/^[a-z]+:/.test(target)) return [];
    return [{ text, path: file === '' ? document : join(dirname(document), file), heading }];
  });
}

function pathsOf(document: string): readonly string[] {
  const inCode = [...read(document).matchAll(PATH_IN_CODE), ...read(document).matchAll(FILE_IN_CODE)];
  return [...inCode.map(([, path = '']) => path), ...linksOf(document).map(({ path }) => path)];
}

/** Links whose text is a name in code marks: the file has to hold that name. */
function namesOf(document: string): readonly Link[] {
  return linksOf(document).flatMap((link) => {
    const name = NAME.exec(link.text)?.[1];
    return name === undefined ? [] : [{ ...link, text: name }];
  });
}

function headingsOf(document: string): readonly string[] {
  const headings = read(document).matchAll(/^#+ (.+)$/gm);
  return [...headings].map(([, text = '']) =>
    text
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, '')
      .replaceAll(' ', '-'),
  );
}

function leadsSomewhere({ path, heading }: Link): boolean {
  return heading === '' || (existsSync(path) && headingsOf(path).includes(heading));
}

function holds({ text, path }: Link): boolean {
  return existsSync(path) && new RegExp(`\\b${text}\\b`).test(read(path));
}

function foldersIn(folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => `${folder}/${name}/`);
}

describe.each(DOCUMENTS)('%s', (document) => {
  it('names only files and folders that there are', () => {
    expect(pathsOf(document).filter((path) => !existsSync(path))).toEqual([]);
  });

  it('links headings that there are', () => {
    expect(linksOf(document).filter((link) => !leadsSomewhere(link))).toEqual([]);
  });

  it('names what is in the files that it links', () => {
    expect(namesOf(document).filter((link) => !holds(link))).toEqual([]);
  });
});

describe('the map', () => {
  const text = read('ARCHITECTURE.md');

  it('names every folder of src, and every room', () => {
    const folders = ['src', ...ROOMY].flatMap(foldersIn);
    expect(folders.filter((folder) => !text.includes(`\`${folder}\``))).toEqual([]);
  });

  it('names every table', () => {
    const sql = readdirSync('migrations').map((file) => read(`migrations/${file}`));
    const tables = sql.join('\n').matchAll(/^CREATE TABLE (\w+) \(/gm);
    expect([...tables].map(([, name]) => `\`${name}\``).filter((name) => !text.includes(name))).toEqual([]);
  });
});
