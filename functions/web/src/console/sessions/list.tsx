import { useState } from 'preact/hooks';
import { useConsole } from '../context';
import { clock } from '../format';
import { useAction, usePoll } from '../hooks';
import { Badge } from '../parts/facts';
import { TextField } from '../parts/field';
import { Known } from '../parts/known';
import { Problem } from '../parts/problem';
import { VirtualList } from '../parts/virtualList';
import { linkTo } from '../route';
import { look, provenAt } from './ask';
import { describe, pauseOf } from './states';

const ROW_PX = 64;
const NAMES_EVERY_MS = 15_000;

/** All sessions that the key reaches. Only those in sight are asked for their state. */
export function Sessions() {
  const { client, t } = useConsole();
  const [names, again] = usePoll(
    'sessions',
    async () => (await client.get('/session/getSessions')).result,
    () => NAMES_EVERY_MS,
  );
  return (
    <>
      <h1>{t('sessions')}</h1>
      <p class="soft">{t('sessionsHint')}</p>
      <Known known={names}>
        {(result) =>
          result.length === 0 ? (
            <p class="empty">{t('noSessions')}</p>
          ) : (
            <VirtualList
              items={[...result].sort()}
              label={t('sessions')}
              rowPx={ROW_PX}
              keyOf={(name) => name}
            >
              {(name) => <Row name={name} />}
            </VirtualList>
          )
        }
      </Known>
      <NewSession onStarted={again} />
    </>
  );
}

function Row({ name }: { name: string }) {
  const { client, language, t } = useConsole();
  const [status] = usePoll(
    `status ${name}`,
    () => look(client, name),
    ({ status }) => pauseOf(status),
  );
  const said = status.value === undefined ? null : describe(status.value.status);
  const evidence = provenAt(status);
  return (
    <a class="row" href={linkTo('sessions', name)}>
      <span class="grow">
        <strong>{name}</strong>
        <small>
          {evidence === undefined ? ' ' : t('provenAt', { time: clock(language, evidence) })}
        </small>
      </span>
      {said !== null && <Badge tone={said.tone}>{t(said.state)}</Badge>}
      {status.failure && <Badge tone="bad">{t('unknownState')}</Badge>}
    </a>
  );
}

function NewSession({ onStarted }: { onStarted(): void }) {
  const { client, t } = useConsole();
  const [name, setName] = useState('');
  const start = useAction(async () => {
    await client.get('/session/start/{sessionId}', { path: { sessionId: name } });
    onStarted();
    location.hash = linkTo('sessions', name);
  });
  return (
    <form
      class="panel narrow"
      onSubmit={(event) => {
        event.preventDefault();
        void start.run();
      }}
    >
      <h2>{t('newSession')}</h2>
      <TextField
        label={t('sessionName')}
        hint={t('sessionNameHint')}
        value={name}
        onValue={setName}
        required
      />
      <Problem failure={start.failure} />
      <button type="submit" class="primary" disabled={start.isRunning}>
        {t('startSession')}
      </button>
    </form>
  );
}
