import { KeyRound } from 'lucide-react';
import type { ReactElement } from 'react';
import type { TemplateSummary } from '../../lib/api/schema.gen.ts';
import { nodeIcon } from '../../ui/flow/node-icons.tsx';
import styles from './templates.module.css';
import { useTemplate } from './use-template.ts';

/** So many kinds of nodes are drawn on a card. */
const MOST_ICONS = 6;

function NodePicture({ type }: { readonly type: string }): ReactElement {
  const Icon = nodeIcon(type);
  return (
    <span className={styles.node}>
      <Icon size={16} />
    </span>
  );
}

type TemplateGridProps = { readonly label: string; readonly templates: readonly TemplateSummary[] };

/** Templates to choose from: the one that is pressed becomes a workflow, and is opened. */
export function TemplateGrid({ label, templates }: TemplateGridProps): ReactElement {
  const { mutate, isPending } = useTemplate();
  return (
    <ul aria-label={label} className={styles.grid}>
      {templates.map(({ slug, name, description, node_types: types, needs_credentials: needs }) => (
        <li key={slug}>
          <button type="button" className={styles.card} disabled={isPending} onClick={() => mutate(slug)}>
            <span className={styles.nodes} aria-hidden="true">
              {types.slice(0, MOST_ICONS).map((type) => (
                <NodePicture key={type} type={type} />
              ))}
            </span>
            <strong>{name}</strong>
            <span className={styles.about}>{description}</span>
            {needs && (
              <span className={styles.needs}>
                <KeyRound size={13} aria-hidden="true" /> Needs a credential
              </span>
            )}
          </button>
        </li>
      ))}
    </ul>
  );
}
