import { useQuery } from '@tanstack/react-query';
import { ListFilter } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { request } from '../../../lib/api/request.ts';
import type { FieldOption } from '../../../lib/api/schema.gen.ts';
import type { WorkflowNode } from '../../../lib/graph/graph.ts';
import { optionEntries } from '../../../lib/schema/options.ts';
import { useWorkspace } from '../../../lib/workspace.ts';
import { Button } from '../../../ui/button/button.tsx';
import { Palette } from '../../../ui/palette/palette.tsx';

type OptionChooserProps = {
  readonly node: WorkflowNode;
  readonly field: string;
  readonly label: string;
  readonly onChoose: (value: string) => void;
};

/** Offers what a service knows for a field, which takes anything else, too. It is asked when somebody wants to see it. */
export function OptionChooser({ node, field, label, onChoose }: OptionChooserProps): ReactElement {
  const { path } = useWorkspace();
  const [isOpen, setOpen] = useState(false);
  const { type, credentials, config } = node;
  const { data, error } = useQuery({
    queryKey: ['options', path, type, field, credentials, config],
    queryFn: ({ signal }) =>
      request<{ readonly data: readonly FieldOption[] }>(`${path}/node-types/${type}/options`, {
        method: 'POST',
        body: { field, config, ...(credentials && { credential_id: credentials }) },
        signal,
      }),
    enabled: isOpen,
    retry: false,
  });
  const empty = data ? 'Nothing fits. Any other value can be typed into the field.' : 'Asking the service …';
  return (
    <>
      <Button size="small" icon={<ListFilter size={13} />} onClick={() => setOpen(true)}>
        Choose {label}
      </Button>
      {isOpen && (
        <Palette
          title={`${label}: what the service knows`}
          placeholder="Search"
          entries={optionEntries(data?.data ?? [])}
          nothing={error ? error.message : empty}
          onClose={() => setOpen(false)}
          onChoose={(value) => {
            setOpen(false);
            onChoose(value);
          }}
        />
      )}
    </>
  );
}
