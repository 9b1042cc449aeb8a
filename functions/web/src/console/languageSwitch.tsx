import type { Language } from '../messages';
import { useConsole } from './context';

/** Leads to the other of the two languages. */
export function LanguageSwitch({ onLanguage }: { onLanguage(language: Language): void }) {
  const { language } = useConsole();
  const other = language === 'fr' ? 'en' : 'fr';
  return (
    <button type="button" class="text-button" lang={other} onClick={() => onLanguage(other)}>
      {other === 'fr' ? 'Français' : 'English'}
    </button>
  );
}
