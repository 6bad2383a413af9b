import { type ReactElement, useEffect, useState } from 'react';
import { exactMoment, relativeMoment } from '../../lib/text/moments.ts';

const EACH_MS = 30_000;

/** A moment as people say it, with the exact one on hover. */
export function Moment({ iso }: { readonly iso: string }): ReactElement {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), EACH_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <time dateTime={iso} title={exactMoment(iso)}>
      {relativeMoment(iso, now)}
    </time>
  );
}
