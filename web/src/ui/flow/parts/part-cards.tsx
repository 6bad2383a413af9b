import type { NodeProps } from '@xyflow/react';
import { lazy, type ReactElement, Suspense } from 'react';
import type { GroupElement, NoteElement } from './part-elements.ts';

const Note = lazy(() => import('./note-card.tsx').then((file) => ({ default: file.NoteCard })));
const Group = lazy(() => import('./group-frame.tsx').then((file) => ({ default: file.GroupFrame })));

function NotePart(props: NodeProps<NoteElement>): ReactElement {
  return (
    <Suspense>
      <Note {...props} />
    </Suspense>
  );
}

function GroupPart(props: NodeProps<GroupElement>): ReactElement {
  return (
    <Suspense>
      <Group {...props} />
    </Suspense>
  );
}

/** What draws notes and groups. It is loaded when a drawing has some. */
export const PART_CARDS = { note: NotePart, frame: GroupPart } as const;
