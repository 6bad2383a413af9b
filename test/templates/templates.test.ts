/// <reference path="../examples/import-meta.d.ts" />
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { NODE_TEMPLATES } from '../../src/templates/node-templates.ts';
import { REAL_TEMPLATES } from '../../src/templates/real-templates.ts';
import { type Template, templateListSchema, templateSchema } from '../../src/templates/templates.schemas.ts';
import { WORKFLOW_NAMES } from '../examples/example-files.ts';
import { runFileSchema } from '../examples/example-schema.ts';
import { outcomeOf, withMarkers } from '../examples/outcome.ts';
import { playExample } from '../examples/play-example.ts';
import { createUser, send, type User } from '../support/running-app.ts';

const FILES = import.meta.glob('../../examples/templates/*.json', { eager: true, import: 'default' });
const RUNS = import.meta.glob('../../examples/templates/runs/*.json', { eager: true, import: 'default' });

function slugOf(path: string): string {
  return path.replace(/^.*\/(.*)\.json$/, '$1');
}

const runs = Object.entries(RUNS).map(([path, run]) => [slugOf(path), runFileSchema.parse(run)] as const);

let user: User;

beforeAll(async () => {
  user = await createUser();
});

function ask(path: string) {
  return send('GET', `/api/v1/templates${path}`, { headers: { authorization: user.authorization } });
}

async function get(slug: string): Promise<Template> {
  return templateSchema.parse((await ask(`/${slug}`)).json);
}

describe('the list of templates', () => {
  it('has all files that there are, those that do a whole job first', async () => {
    const { data } = templateListSchema.parse((await ask('')).json);
    const whole = data.filter(({ kind }) => kind === 'workflow').map(({ slug }) => slug);
    const examples = data.filter(({ kind }) => kind === 'example').map(({ slug }) => slug);
    expect([...whole].sort()).toEqual(Object.keys(FILES).map(slugOf).sort());
    expect(examples).toEqual(WORKFLOW_NAMES);
    expect(data.map(({ slug }) => slug)).toEqual([...whole, ...examples]);
    expect(whole.length).toBeGreaterThanOrEqual(12);
  });

  it('has a name, a sentence and tags for each', async () => {
    const { data } = templateListSchema.parse((await ask('')).json);
    expect(new Set(data.map(({ name }) => name)).size).toBe(data.length);
    for (const { description, tags, kind } of data) {
      expect(description).toMatch(/^.{40,200}\.$/);
      if (kind === 'workflow') expect(tags.length).toBeGreaterThan(0);
    }
  });

  it('is read again only when it has changed, and by nobody without an account', async () => {
    const etag = (await ask('')).headers.get('etag') ?? '';
    const headers = { authorization: user.authorization, 'if-none-match': etag };
    expect((await send('GET', '/api/v1/templates', { headers })).status).toBe(304);
    expect((await send('GET', '/api/v1/templates')).status).toBe(401);
    expect(await ask('/nothing')).toMatchObject({ status: 404, json: { code: 'templates.not_found' } });
    expect(await ask('/__proto__')).toMatchObject({ status: 404 });
  });
});

const importedSchema = z.object({
  workflow: z.object({ id: z.string(), nodes: z.array(z.unknown()) }),
  stripped_credentials: z.array(z.unknown()),
});

describe('a template', () => {
  it.each([...Object.keys(REAL_TEMPLATES), ...Object.keys(NODE_TEMPLATES)])(
    '%s is imported as it is, without faults',
    async (slug) => {
      const { file, needs_credentials } = await get(slug);
      const { nodes, connections, settings } = file;
      const reply = await user.api('POST', '/workflows/import', file);
      expect([reply.status, reply.json.code]).toEqual([201, undefined]);
      const imported = importedSchema.parse(reply.json);
      expect(imported.workflow.nodes).toHaveLength(nodes.length);
      expect(imported.stripped_credentials.length > 0).toBe(needs_credentials);
      const verdict = await user.api('POST', '/workflows/validate', {
        nodes: imported.workflow.nodes,
        connections,
        settings,
      });
      const faults = z.array(z.looseObject({ code: z.string() })).parse(verdict.json.errors);
      // What it names of the workspace is chosen there: credentials, other workflows.
      const left = faults.filter(
        ({ code }) => code !== 'graph.unknown_credential' && code !== 'graph.unknown_workflow',
      );
      expect(needs_credentials ? left.filter(({ code }) => code !== 'graph.invalid_config') : left).toEqual([]);
    },
  );

  it.each(runs)('%s does what it says, imported, published and run over the API', async (slug, run) => {
    const played = await playExample(user, { name: slug, file: (await get(slug)).file, run });
    expect(outcomeOf(played, run.expected)).toEqual(withMarkers(run.expected));
    expect(played.requests).toEqual(withMarkers(run.exchanges.map(({ request }) => request)));
  });

  it('is run by the tests unless it sends mails, or tells of the failures of others', () => {
    const notRun = Object.keys(REAL_TEMPLATES).filter((slug) => !runs.some(([name]) => name === slug));
    expect(notRun).toEqual(['morning-digest', 'thank-for-orders', 'tell-of-failures']);
  });
});
