import type { Language } from './messages';

const KEPT = 'griot-language';

/**
 * The language chosen on this device, otherwise the one that the server chose from the browser's.
 */
export function firstLanguage(): Language {
  return (kept() ?? document.documentElement.lang) === 'fr' ? 'fr' : 'en';
}

function kept(): string | null {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null; // storage may be switched off
  }
}

/** Stores the choice, if the browser allows it. */
export function keepLanguage(language: Language): void {
  try {
    localStorage.setItem(KEPT, language);
  } catch {
    // then the choice lasts until the page is left
  }
}
