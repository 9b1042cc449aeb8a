import type { Language } from './messages';

const KEPT = 'griot-language';

/** The language that was chosen on this device, else the one that the server chose by the browser's. */
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

/** Keeps a choice, where the browser allows it. */
export function keepLanguage(language: Language): void {
  try {
    localStorage.setItem(KEPT, language);
  } catch {
    // it holds until the page is left
  }
}
