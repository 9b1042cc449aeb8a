import { useEffect, useMemo, useState } from 'preact/hooks';
import { Linking, Passkey, Status } from '../../pair/linking';
import { type View, Watch } from '../../pair/watch';
import { follow, surroundings } from '../../surroundings';
import { useConsole } from '../context';
import { useAction } from '../hooks';
import { Copy } from '../parts/copy';
import { Problem } from '../parts/problem';
import { linkTo } from '../route';
import { keyPairing } from './keyPairing';

/** Links a phone to a session, here, or sends its owner a link. */
export function Pairing({
  name,
  mayStart,
  onLinked,
}: {
  name: string;
  mayStart: boolean;
  onLinked(): void;
}) {
  const { client, language, t } = useConsole();
  const api = useMemo(() => keyPairing(client, name, mayStart), [client, name, mayStart]);
  const [view, setView] = useState<View | null>(null);
  const watch = useMemo(() => new Watch(api, surroundings, setView), [api]);
  useEffect(() => {
    const unfollow = follow(watch);
    watch.begin();
    return () => {
      unfollow();
      watch.end();
    };
  }, [watch]);
  const isLinked = view?.step === 'linked' && view.account !== undefined;
  useEffect(() => {
    if (isLinked) {
      onLinked();
    }
  }, [isLinked, onLinked]);
  if (view === null) {
    return null;
  }
  const isOpen = ['loading', 'idle', 'preparing', 'scan'].includes(view.step);
  return (
    <section class="panel" aria-labelledby="pairing-title">
      <h2 id="pairing-title">{t('linkPhone')}</h2>
      {view.step === 'not_served' ? (
        <p class="notice bad">
          {t('notServedHere')} <a href={linkTo('account')}>{t('goToAccount')}</a>
        </p>
      ) : (
        <Status view={view} language={language} Heading="h3" />
      )}
      {isOpen && <Linking view={view} api={api} language={language} />}
      {view.step === 'passkey' && <Passkey language={language} onAgain={() => watch.again()} />}
      {view.step === 'paused' && (
        <button type="button" class="primary" onClick={() => watch.go()}>
          {t('showCode')}
        </button>
      )}
      {view.step !== 'linked' && <PairingLink name={name} />}
    </section>
  );
}

/** A link for who has the phone and is elsewhere. */
function PairingLink({ name }: { name: string }) {
  const { client, t } = useConsole();
  const [url, setUrl] = useState<string | null>(null);
  const make = useAction(async () => {
    const made = await client.post('/session/pairingLink/{sessionId}', {
      path: { sessionId: name },
      body: {},
    });
    setUrl(made.url);
  });
  return (
    <div class="stack">
      <p>{t('elsewhere')}</p>
      {url === null ? (
        <button
          type="button"
          class="secondary"
          disabled={make.isRunning}
          onClick={() => make.run()}
        >
          {t('makeLink')}
        </button>
      ) : (
        <>
          <p class="secret">
            <code>{url}</code>
          </p>
          <Copy text={url} label={t('copyLink')} />
          <p class="soft">{t('linkOnce')}</p>
        </>
      )}
      <Problem failure={make.failure} />
    </div>
  );
}
