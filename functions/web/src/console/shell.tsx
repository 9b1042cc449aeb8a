import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Language } from '../messages';
import { Account } from './account/page';
import { Chats } from './chats/page';
import { useConsole } from './context';
import { Docs } from './docs/page';
import { Events } from './events/page';
import { type Audience, isTest, shown } from './key';
import { LanguageSwitch } from './languageSwitch';
import { Customer } from './operator/customer';
import { Customers } from './operator/customers';
import { Fleet } from './operator/fleet';
import { Payments } from './operator/payments';
import { Usage } from './operator/usage';
import { linkTo, type Route } from './route';
import { Sessions } from './sessions/list';
import { Session } from './sessions/session';
import { Webhooks } from './webhooks/page';
import type { Word } from './words';

/** A place in the console: its name, and what it shows with the rest of the address. */
type Place = readonly [name: string, title: Word, show: (rest: Route) => ComponentChildren];

const PLACES: Record<Audience, readonly [Place, ...Place[]]> = {
  customer: [
    ['sessions', 'sessions', sessions],
    ['events', 'events', ([session]) => <Events session={session} key={session} />],
    ['webhooks', 'webhooks', ([session]) => <Webhooks session={session} key={session} />],
    ['account', 'account', () => <Account />],
    ['docs', 'docs', ([operation]) => <Docs chosen={operation} audience="customer" />],
  ],
  operator: [
    ['customers', 'customers', ([id]) => (id ? <Customer id={id} key={id} /> : <Customers />)],
    ['fleet', 'fleet', () => <Fleet />],
    ['payments', 'payments', () => <Payments />],
    ['usage', 'usageAndMargin', () => <Usage />],
    ['docs', 'docs', ([operation]) => <Docs chosen={operation} audience="operator" />],
  ],
};

function sessions([name, part, chat]: Route): ComponentChildren {
  if (name === undefined) {
    return <Sessions />;
  }
  return part === 'chats' ? (
    <Chats session={name} chat={chat} key={name} />
  ) : (
    <Session name={name} key={name} />
  );
}

/** The frame of every view: navigation, the key's owner, and signing out. */
export function Shell({
  audience,
  route,
  onLanguage,
  onSignOut,
}: {
  audience: Audience;
  route: Route;
  onLanguage(language: Language): void;
  onSignOut(): void;
}) {
  const { client, t } = useConsole();
  const places = PLACES[audience];
  const known = places.find(([place]) => place === route[0]);
  const [name, title, show] = known ?? places[0];
  const rest = known === undefined ? [] : route.slice(1);
  const main = useRef<HTMLElement>(null);
  const address = route.join('/');
  const seen = useRef(address);
  useEffect(() => {
    document.title = `${rest[0] ?? t(title)} – Griot`;
  });
  const current = useRef<HTMLAnchorElement>(null);
  // Another place is current then: it comes into sight.
  useEffect(() => {
    current.current?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [name]);
  useEffect(() => {
    // After a navigation screen readers announce the view; the first view keeps the browser's focus.
    if (seen.current !== address) {
      seen.current = address;
      main.current?.focus();
      scrollTo(0, 0);
    }
  }, [address]);
  return (
    <>
      {/* biome-ignore lint/a11y/useValidAnchor: it leads within the page; the address says where in the console one is */}
      <a
        class="skip"
        href="#content"
        onClick={(event) => {
          event.preventDefault(); // the address says where one is
          main.current?.focus();
        }}
      >
        {t('skip')}
      </a>
      <header class="bar">
        <img src="/web/icon.svg" alt="" width="32" height="32" />
        <span class="grow">
          <strong>Griot</strong>
          <small translate={false}>
            {shown(client.key)}
            {isTest(client.key) && ` · ${t('sandbox')}`}
          </small>
        </span>
        <LanguageSwitch onLanguage={onLanguage} />
        <button type="button" class="text-button" onClick={onSignOut}>
          {t('signOut')}
        </button>
      </header>
      <nav class="places" aria-label={t('places')}>
        {places.map(([place, word]) => (
          <a
            key={place}
            ref={place === name ? current : null}
            href={linkTo(place)}
            aria-current={place === name ? 'page' : undefined}
          >
            {t(word)}
          </a>
        ))}
      </nav>
      <main id="content" ref={main} tabIndex={-1}>
        {show(rest)}
      </main>
    </>
  );
}
