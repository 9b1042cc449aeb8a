import { useEffect } from 'preact/hooks';
import { type Language, type Message, say } from '../messages';
import type { PairingApi } from './api';
import { Help } from './help';
import { Linking, Passkey, Status } from './linking';
import type { View, Watch } from './watch';

interface Props {
  view: View;
  watch: Watch;
  api: PairingApi;
  language: Language;
  onLanguage(language: Language): void;
}

/** The pairing page. */
export function Page({ view, watch, api, language, onLanguage }: Props) {
  const t = (message: Message, values?: Record<string, string>) => say(language, message, values);
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = t('title');
  });
  const isOpen = ['loading', 'idle', 'preparing', 'scan'].includes(view.step);
  return (
    <>
      <header>
        <img src="/web/icon.svg" alt="" width="32" height="32" />
        <LanguageSwitch language={language} label={t('language')} onLanguage={onLanguage} />
      </header>
      <main>
        <Status view={view} language={language} Heading="h1" />
        {isOpen && (
          <>
            <h1>{t('title')}</h1>
            <p>{t('intro')}</p>
            <p class="soft">{t('onlyIfYouKnow')}</p>
            <Linking view={view} api={api} language={language} key="linking" />
          </>
        )}
        {view.step === 'passkey' && (
          <Passkey language={language} byLink onAgain={() => watch.again()} />
        )}
        {view.step === 'paused' && (
          <button type="button" class="primary" onClick={() => watch.go()}>
            {t('goOn')}
          </button>
        )}
        {(isOpen || view.step === 'passkey') && <Help language={language} />}
      </main>
    </>
  );
}

function LanguageSwitch({
  language,
  label,
  onLanguage,
}: Pick<Props, 'language' | 'onLanguage'> & { label: string }) {
  const other = language === 'fr' ? 'en' : 'fr';
  return (
    <nav aria-label={label}>
      <button type="button" class="text-button" lang={other} onClick={() => onLanguage(other)}>
        {other === 'fr' ? 'Français' : 'English'}
      </button>
    </nav>
  );
}
