import { workflowFileSchema } from '../workflows/transfer/transfer.schemas.ts';
import { templateNotFound } from './templates.errors.ts';
import type { Template, TemplateSummary } from './templates.schemas.ts';

type Kind = Template['kind'];

function toTemplate([slug, content]: readonly [string, unknown], kind: Kind): Template {
  const file = workflowFileSchema.parse(content);
  const { name, description, tags, nodes } = file;
  return {
    slug,
    name,
    description: description ?? '',
    tags: tags.filter((tag) => tag !== 'examples'),
    kind,
    node_types: [...new Set(nodes.map(({ type }) => type))],
    needs_credentials: nodes.some(({ credentials }) => credentials !== undefined),
    file,
  };
}

/** Reads the files when somebody asks for them: whoever only runs workflows need not wait for that. */
async function readTemplates(): Promise<ReadonlyMap<string, Template>> {
  const [{ REAL_TEMPLATES }, { NODE_TEMPLATES }] = await Promise.all([
    import('./real-templates.ts'),
    import('./node-templates.ts'),
  ]);
  const whole = Object.entries(REAL_TEMPLATES).map((entry) => toTemplate(entry, 'workflow'));
  const examples = Object.entries(NODE_TEMPLATES).map((entry) => toTemplate(entry, 'example'));
  return new Map([...whole, ...examples].map((template) => [template.slug, template]));
}

function summaryOf({ file, ...summary }: Template): TemplateSummary {
  return summary;
}

/** The templates that come with LinkFlow: those that do a whole job first, then the examples of node types. */
export function createTemplates() {
  let loaded: Promise<ReadonlyMap<string, Template>> | null = null;
  const all = (): Promise<ReadonlyMap<string, Template>> => {
    loaded ??= readTemplates();
    return loaded;
  };
  return {
    list: async (): Promise<readonly TemplateSummary[]> => [...(await all()).values()].map(summaryOf),
    /** Throws `templates.not_found`. */
    async get(slug: string): Promise<Template> {
      const found = (await all()).get(slug);
      if (found === undefined) throw templateNotFound();
      return found;
    },
  };
}
