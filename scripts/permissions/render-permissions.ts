import { z } from 'zod';
import { PERMISSIONS, permissionsOfRole, ROLES } from '../../src/security/permissions.ts';

/** Where the page is, from the root of the repository. */
export const PERMISSIONS_PAGE = 'docs/permissions.md';

const operationSchema = z.looseObject({
  summary: z.string(),
  'x-permission': z.string(),
  'x-step-up': z.boolean().default(false),
});
const documentSchema = z.looseObject({ paths: z.record(z.string(), z.record(z.string(), operationSchema)) });

const INTRODUCTION = `# Who may do what

This page is written by \`npm run document:permissions\`, from \`src/security/permissions.ts\` and the OpenAPI document;
\`npm run check\` says when it is out of date. \`test/matrix/permissions.test.ts\` asks each route as each kind of caller.

- A **member** of a workspace may do what their role has. Whoever is no member is answered as if there were no workspace: 404.
- An **API key** may do what its scopes name, as far as the role of its owner has it at that moment. A **service key** has no owner
  but a role of its own, and outlives whoever made it.
- **Signed in**: whoever has a session, outside of workspaces; no API key. **Anybody**: no proof is asked for here, but the
  address itself, a signature or a password may be one.
- **Step-up**: the user has proved by password or factor within the last ten minutes who they are; no API key.
`;

/** A table with columns of one width each, as the formatter leaves it. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((cells) => (cells[column] ?? '').length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

function rolesTable(): string {
  const rows = PERMISSIONS.map((permission) => [
    `\`${permission}\``,
    ...ROLES.map((role) => (permissionsOfRole(role).has(permission) ? 'yes' : '')),
  ]);
  return table(['permission', ...ROLES], rows);
}

const NAMES: { readonly [permission: string]: string } = { public: 'anybody', authenticated: 'signed in' };

function routesTable(document: unknown): string {
  const routes = Object.entries(documentSchema.parse(document).paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: `${path} ${method.toUpperCase()}`,
      path,
      method,
      operation,
    })),
  );
  const sorted = routes.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const rows = sorted.map(({ path, method, operation }) => {
    const { summary, 'x-permission': permission, 'x-step-up': stepUp } = operation;
    return [
      `\`${method.toUpperCase()} ${path}\``,
      NAMES[permission] ?? `\`${permission}\``,
      stepUp ? 'yes' : '',
      summary,
    ];
  });
  return table(['route', 'permission', 'step-up', 'what it does'], rows);
}

/** The page about permissions: what each role may, and what each route of the OpenAPI document asks for. */
export function renderPermissions(document: unknown): string {
  return `${INTRODUCTION}\n## Roles\n\n${rolesTable()}\n\n## Routes\n\n${routesTable(document)}\n`;
}
