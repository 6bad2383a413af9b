import type { ReactElement } from 'react';
import { foundPath } from '../lib/search/found-entries.ts';
import { useFound } from '../lib/search/use-found.ts';
import { useGo } from '../lib/search/use-go.ts';
import { Palette } from '../ui/palette/palette.tsx';

const SCREENS = ['Workflows', 'Executions', 'Templates'] as const;

/** Goes to a screen, a workflow or an execution of the workspace. */
export default function GoPalette({ onClose }: { readonly onClose: () => void }): ReactElement {
  const { found, onType } = useFound();
  const go = useGo();
  const listed = new Set<string>(SCREENS);
  return (
    <Palette
      title="Go to"
      placeholder="A workflow, an execution, a screen"
      entries={[
        ...SCREENS.map((name) => ({
          id: `go /${name.toLowerCase()}`,
          label: name,
          detail: 'Screen',
          group: 'Screens',
        })),
        ...found.filter(({ group, label }) => group !== 'Screens' || !listed.has(label)),
      ]}
      onType={onType}
      onClose={onClose}
      onChoose={(id) => {
        onClose();
        go(foundPath(id) ?? '/workflows');
      }}
    />
  );
}
