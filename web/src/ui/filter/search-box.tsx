import { Search } from 'lucide-react';
import { type ReactElement, useEffect, useRef, useState } from 'react';
import styles from './filter.module.css';

type SearchBoxProps = {
  readonly label: string;
  readonly placeholder: string;
  /** What is searched for at present. If somebody else changes it, the box shows that. */
  readonly value: string;
  /** Has to stay the same function as long as it does the same: each new one waits anew. */
  readonly onChange: (value: string) => void;
};

/** How long somebody has to pause, in milliseconds, for what they typed to be searched for. */
const TYPING_MS = 250;

/** A text to search for, which is told when nobody types any more. */
export function SearchBox({ label, placeholder, value, onChange }: SearchBoxProps): ReactElement {
  const [text, setText] = useState(value);
  const told = useRef(value);
  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setText(value);
  }, [value]);
  useEffect(() => {
    if (text === told.current) return;
    const timer = setTimeout(() => {
      told.current = text;
      onChange(text);
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [text, onChange]);
  return (
    <label className={styles.search}>
      <Search size={15} aria-hidden="true" />
      <input
        type="search"
        aria-label={label}
        placeholder={placeholder}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </label>
  );
}
