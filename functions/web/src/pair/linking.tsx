import { useEffect, useRef, useState } from 'preact/hooks';
import { type Language, type Message, say } from '../messages';
import type { Account, PairingApi } from './api';
import { ByCode } from './byCode';
import { Choice } from './choice';
import { Qr } from './qr';
import { Steps } from './steps';
import type { View } from './watch';

/** The level of what a part says first: the pairing page is about nothing else, the console is. */
type Heading = 'h1' | 'h3';

const LONG_MS = 45_000;

/** Ends of a link, and what to say of each beside its title. */
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

/** The current step. Screen readers announce each change. */
export function Status({
  view,
  language,
  Heading,
}: {
  view: View;
  language: Language;
  Heading: Heading;
}) {
  const t = (message: Message, values?: Record<string, string>) => say(language, message, values);
  const title = TITLES[view.step];
  return (
    <div role="status" aria-live="polite" class={`status ${view.step}`}>
      {view.offline && <p class="notice bad">{t('offline')}</p>}
      {title && (
        <>
          <Heading>{t(title)}</Heading>
          {ENDS[view.step]?.map((message) => (
            <p key={message}>{t(message)}</p>
          ))}
        </>
      )}
      {view.step === 'linking' && (
        <>
          <Heading>{t('linking')}</Heading>
          <p>{t('linkingHint')}</p>
          <Busy />
        </>
      )}
      {view.step === 'linked' && (
        <Linked account={view.account} language={language} Heading={Heading} />
      )}
      {view.step === 'passkey' && <Heading>{t('passkey')}</Heading>}
      {view.step === 'paused' && (
        <>
          <Heading>{t('paused')}</Heading>
          <p>{t('pausedHint')}</p>
        </>
      )}
      {view.unlinked && view.step === 'scan' && <p class="notice">{t('unlinked')}</p>}
    </div>
  );
}

function Linked({
  account,
  language,
  Heading,
}: {
  account: Account | undefined;
  language: Language;
  Heading: Heading;
}) {
  const who = [account?.name, account?.phoneNumber && `+${account.phoneNumber}`].filter(Boolean);
  return (
    <>
      <svg class="done" viewBox="0 0 24 24" aria-hidden="true">
        <path d="M5 12.5l4.5 4.5L19 7.5" />
      </svg>
      <Heading>
        {who.length > 0
          ? say(language, 'linkedAs', { name: who.join(', ') })
          : say(language, 'linked')}
      </Heading>
      <p>{say(language, 'linkedHint')}</p>
      {who.length > 0 && <p class="soft">{say(language, 'linkedWrong')}</p>}
    </>
  );
}

/** WhatsApp asks for a passkey: what its owner can do. */
export function Passkey({
  language,
  byLink = false,
  onAgain,
}: {
  language: Language;
  byLink?: boolean;
  onAgain(): void;
}) {
  return (
    <>
      <p>{say(language, 'passkeyWhy')}</p>
      <p>{say(language, 'passkeyDo')}</p>
      {byLink && <p class="soft">{say(language, 'passkeyTell')}</p>}
      <button type="button" class="primary" onClick={onAgain}>
        {say(language, 'tryAgain')}
      </button>
    </>
  );
}

/** On a phone, the page is most likely on the phone that has WhatsApp: it cannot scan itself. */
const isOnPhone = () => matchMedia('(pointer: coarse) and (max-width: 40rem)').matches;
const isIphone = () => /iPhone|iPad/.test(navigator.userAgent);

/** The two ways to link a phone. What was chosen stays while the code changes. */
export function Linking({
  view,
  api,
  language,
}: {
  view: View;
  api: PairingApi;
  language: Language;
}) {
  const t = (message: Message) => say(language, message);
  // WhatsApp may take the QR code back while a code that was typed counts.
  const isReady = useRef(false);
  isReady.current ||= view.step === 'scan';
  const [way, setWay] = useState<'scan' | 'code'>(isOnPhone() ? 'code' : 'scan');
  const [kind, setKind] = useState<'android' | 'iphone'>(isIphone() ? 'iphone' : 'android');
  return (
    <>
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
