import { useEffect, useRef, useState } from 'preact/hooks';
import { type Language, type Message, say } from '../messages';
import type { Account, PairingApi } from './api';
import { ByCode } from './byCode';
import { Choice } from './choice';
import { Help } from './help';
import { Qr } from './qr';
import { Steps } from './steps';
import type { View, Watch } from './watch';

const LONG_MS = 45_000;

/** The final states of a link, and the texts below each title. */
const ENDS: Partial<Record<View['step'], readonly Message[]>> = {
  expired: ['askForAnother'],
  used: ['usedHint', 'askForAnother'],
  replaced: ['replacedHint'],
  unknown: ['unknownHint', 'askForAnother'],
  not_served: ['notServedHint'],
};

const TITLES: Partial<Record<View['step'], Message>> = {
  expired: 'expired',
  used: 'used',
  replaced: 'replaced',
  unknown: 'unknown',
  not_served: 'notServed',
};

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
        <Status view={view} language={language} />
        {isOpen && <Linking view={view} api={api} language={language} key="linking" />}
        {view.step === 'passkey' && <Passkey language={language} onAgain={() => watch.again()} />}
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

/** The present state. Screen readers read each change aloud. */
function Status({ view, language }: { view: View; language: Language }) {
  const t = (message: Message, values?: Record<string, string>) => say(language, message, values);
  const title = TITLES[view.step];
  return (
    <div role="status" aria-live="polite" class={`status ${view.step}`}>
      {view.offline && <p class="notice bad">{t('offline')}</p>}
      {title && (
        <>
          <h1>{t(title)}</h1>
          {ENDS[view.step]?.map((message) => (
            <p key={message}>{t(message)}</p>
          ))}
        </>
      )}
      {view.step === 'linking' && (
        <>
          <h1>{t('linking')}</h1>
          <p>{t('linkingHint')}</p>
          <Busy />
        </>
      )}
      {view.step === 'linked' && <Linked account={view.account} language={language} />}
      {view.step === 'passkey' && <h1>{t('passkey')}</h1>}
      {view.step === 'paused' && (
        <>
          <h1>{t('paused')}</h1>
          <p>{t('pausedHint')}</p>
        </>
      )}
      {view.unlinked && view.step === 'scan' && <p class="notice">{t('unlinked')}</p>}
    </div>
  );
}

function Linked({ account, language }: { account: Account | undefined; language: Language }) {
  const who = [account?.name, account?.phoneNumber && `+${account.phoneNumber}`].filter(Boolean);
  return (
    <>
      <svg class="done" viewBox="0 0 24 24" aria-hidden="true">
        <path d="M5 12.5l4.5 4.5L19 7.5" />
      </svg>
      <h1>
        {who.length > 0
          ? say(language, 'linkedAs', { name: who.join(', ') })
          : say(language, 'linked')}
      </h1>
      <p>{say(language, 'linkedHint')}</p>
      {who.length > 0 && <p class="soft">{say(language, 'linkedWrong')}</p>}
    </>
  );
}

function Passkey({ language, onAgain }: { language: Language; onAgain(): void }) {
  return (
    <>
      <p>{say(language, 'passkeyWhy')}</p>
      <p>{say(language, 'passkeyDo')}</p>
      <p class="soft">{say(language, 'passkeyTell')}</p>
      <button type="button" class="primary" onClick={onAgain}>
        {say(language, 'tryAgain')}
      </button>
    </>
  );
}

/**
 * Whether the page is open on a phone. It is then most likely the phone with WhatsApp, which cannot
 * scan its own screen.
 */
const isOnPhone = () => matchMedia('(pointer: coarse) and (max-width: 40rem)').matches;
const isIphone = () => /iPhone|iPad/.test(navigator.userAgent);

/** The two ways to link a phone. The choice stays while the code changes. */
function Linking({ view, api, language }: { view: View; api: PairingApi; language: Language }) {
  const t = (message: Message) => say(language, message);
  // // WhatsApp may withdraw the QR code while a pairing code is valid.
  const isReady = useRef(false);
  isReady.current ||= view.step === 'scan';
  const [way, setWay] = useState<'scan' | 'code'>(isOnPhone() ? 'code' : 'scan');
  const [kind, setKind] = useState<'android' | 'iphone'>(isIphone() ? 'iphone' : 'android');
  return (
    <>
      <h1>{t('title')}</h1>
      <p>{t('intro')}</p>
      <p class="soft">{t('onlyIfYouKnow')}</p>
      <Choice
        name="way"
        legend={t('way')}
        value={way}
        onChange={(value) => setWay(value)}
        options={[
          { value: 'scan', label: t('wayScan'), hint: t('scanHint') },
          { value: 'code', label: t('wayCode'), hint: t('codeHint') },
        ]}
      />
      <div class="columns">
        <section class="card code">
          {way === 'code' && isReady.current ? (
            <ByCode api={api} language={language} />
          ) : view.qr !== undefined ? (
            <>
              <Qr text={view.qr} label={t('qrLabel')} />
              <p class="soft">{t('qrChanges')}</p>
            </>
          ) : (
            <Preparing since={view.since} language={language} />
          )}
        </section>
        <section>
          <h2>{t('steps')}</h2>
          <Choice
            name="kind"
            legend={t('phoneKind')}
            value={kind}
            onChange={(value) => setKind(value)}
            options={[
              { value: 'android', label: 'Android' },
              { value: 'iphone', label: 'iPhone' },
            ]}
          />
          <Steps kind={kind} way={way} language={language} />
        </section>
      </div>
    </>
  );
}

function Preparing({ since, language }: { since: number; language: Language }) {
  const [isLong, setLong] = useState(false);
  const begun = useRef(since);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), LONG_MS - (Date.now() - begun.current));
    return () => clearTimeout(timer);
  }, []);
  return (
    <div class="preparing">
      <Busy />
      <p>{say(language, 'preparing')}</p>
      <p class="soft">{say(language, isLong ? 'preparingLong' : 'preparingHint')}</p>
    </div>
  );
}

const Busy = () => <span class="busy" aria-hidden="true" />;
