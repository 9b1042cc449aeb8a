import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Language } from '../messages';
import { Client } from './client';
import { sayWord, type Word } from './words';

interface Console {
  client: Client;
  language: Language;
  /** Says that the key opens nothing any more: its owner signs in anew. */
  keyFailed(): void;
}

/** The services for every part of the console. */
export const ConsoleContext = createContext<Console>({
  client: new Client(''),
  language: 'en',
  keyFailed: () => {},
});

export type Translate = (word: Word, values?: Record<string, string | number>) => string;

export function useConsole(): Console & { t: Translate } {
  const console = useContext(ConsoleContext);
  return { ...console, t: (word, values) => sayWord(console.language, word, values) };
}
