import { create } from 'zustand';

export type Toast = {
  readonly id: number;
  readonly tone: 'ok' | 'bad' | 'info';
  readonly text: string;
  readonly detail?: string | null;
  readonly action?: { readonly label: string; readonly perform: () => void } | undefined;
};

type Toasts = {
  readonly list: readonly Toast[];
  show(toast: Omit<Toast, 'id'>): void;
  dismiss(id: number): void;
};

/** Those that only tell go by themselves; what went wrong stays until somebody has read it. */
const SHOWN_MS = 5000;

let count = 0;

export const useToasts = create<Toasts>((set, get) => ({
  list: [],
  show(toast) {
    count += 1;
    const id = count;
    set(({ list }) => ({ list: [...list.slice(-3), { ...toast, id }] }));
    if (toast.tone !== 'bad') setTimeout(() => get().dismiss(id), SHOWN_MS);
  },
  dismiss: (id) => set(({ list }) => ({ list: list.filter((toast) => toast.id !== id) })),
}));

export function toast(text: string, more: Partial<Omit<Toast, 'id' | 'text'>> = {}): void {
  useToasts.getState().show({ tone: 'ok', text, ...more });
}
