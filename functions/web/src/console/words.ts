import type { Language } from '../messages';
import { en } from './words.en';
import { fr } from './words.fr';

/** The console's texts, by name. */
export type Word = keyof typeof en;

export const words: Record<Language, Record<Word, string>> = { en, fr };

/** Says something in a language. `{name}` is where something goes in. */
export function sayWord(
  language: Language,
  word: Word,
  values: Record<string, string | number> = {},
): string {
  return words[language][word].replace(/\{(\w+)\}/g, (all, name) => String(values[name] ?? all));
}
