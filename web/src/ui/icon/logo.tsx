import type { ReactElement } from 'react';

export function Logo({ size = 26 }: { readonly size?: number }): ReactElement {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="#4f46e5" />
      <path
        d="M10 10.5h4.5a5 5 0 0 1 5 5v1a5 5 0 0 0 5 5"
        fill="none"
        stroke="#fff"
        strokeWidth="2.6"
        strokeLinecap="round"
      />
      <circle cx="9" cy="10.5" r="3.2" fill="#fff" />
      <circle cx="23.5" cy="21.5" r="3.2" fill="#a5f3d0" />
    </svg>
  );
}
