import { useParams } from '@tanstack/react-router';
import { lazy, type ReactElement, Suspense, useEffect, useState } from 'react';

const GoPalette = lazy(() => import('./go-palette.tsx'));

/** `Ctrl+K` on every page but the editor, which has commands of its own in its palette. */
export function GoKey(): ReactElement | null {
  const { workflow } = useParams({ strict: false });
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    if (workflow !== undefined) return;
    const listener = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'k') return;
      event.preventDefault();
      setOpen(true);
    };
    addEventListener('keydown', listener);
    return () => removeEventListener('keydown', listener);
  }, [workflow]);
  if (!isOpen) return null;
  return (
    <Suspense fallback={null}>
      <GoPalette onClose={() => setOpen(false)} />
    </Suspense>
  );
}
