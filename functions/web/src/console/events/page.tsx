import { useEffect, useMemo, useState } from 'preact/hooks';
import { follow, surroundings } from '../../surroundings';
import { address } from '../client';
import { useConsole } from '../context';
import { curl } from '../curl';
import { clock } from '../format';
import { Copy } from '../parts/copy';
import { SelectField, TextField } from '../parts/field';
import { Json } from '../parts/json';
import { Problem } from '../parts/problem';
import { VirtualList } from '../parts/virtualList';
import { useSessionNames } from '../sessions/names';
import type { Word } from '../words';
import { EVENT_NAMES } from './names';
import { EventStream, type LoggedEvent, matching, type Phase, type StreamView } from './stream';

const ROW_PX = 52;

const PHASES: Record<Phase, Word> = {
  reading: 'streamReading',
  live: 'streamLive',
  slower: 'streamSlower',
  paused: 'streamPaused',
  resting: 'resting',
};

/** Events as they happen. */
export function Events({ session }: { session: string | undefined }) {
  const { client, t, keyFailed } = useConsole();
  const [type, setType] = useState('');
  const [text, setText] = useState('');
  const [view, setView] = useState<StreamView | null>(null);
  const [chosen, setChosen] = useState<LoggedEvent | null>(null);
  const names = useSessionNames();
  const query = { sessionId: session, types: type };
  const stream = useMemo(
    () =>
      new EventStream(
        (after, wait, signal) =>
          client.call('get', '/events', {
            query: { sessionId: session, types: type, after, ...(wait > 0 ? { wait } : {}) },
            signal,
          }),
        surroundings,
        setView,
      ),
    [client, session, type],
  );
  useEffect(() => {
    const unfollow = follow(stream);
    stream.begin();
    return () => {
      unfollow();
      stream.end();
    };
  }, [stream]);
  const hasWrongKey = view?.failure?.kind === 'key';
  useEffect(() => {
    if (hasWrongKey) {
      keyFailed();
    }
  }, [hasWrongKey, keyFailed]);
  const events = matching(view?.events ?? [], text);
  const command = curl({ method: 'GET', path: address('/events', { query }) }, location.origin);
  const isPaused = view?.phase === 'paused';
  return (
    <>
      <h1>{t('events')}</h1>
      <p class="soft">{t('eventsHint')}</p>
      <div class="filters">
        <SelectField
          label={t('session')}
          value={session ?? ''}
          onValue={(value) => {
            location.hash = value === '' ? '#/events' : `#/events/${value}`;
          }}
          options={[['', t('allSessions')], ...optionsOf(names, session)]}
        />
        <SelectField
          label={t('eventType')}
          value={type}
          onValue={setType}
          options={[['', t('allEvents')], ...EVENT_NAMES.map((name) => [name, name] as const)]}
        />
        <TextField label={t('eventText')} type="search" value={text} onValue={setText} />
      </div>
      <div class="actions start">
        <button
          type="button"
          class="secondary"
          onClick={() => (isPaused ? stream.go() : stream.pause())}
        >
          {t(isPaused ? 'streamGoOn' : 'streamPause')}
        </button>
        <button type="button" class="secondary" onClick={() => stream.clear()}>
          {t('streamClear')}
        </button>
        <Copy text={command} label={t('copyCurl')} />
      </div>
      <p role="status" class="soft">
        {view !== null && t(PHASES[view.phase])} {t('eventCount', { count: events.length })}
      </p>
      <Problem failure={view?.failure} />
      <div class="split">
        {events.length === 0 ? (
          <p class="empty">{t(text === '' ? 'noEvents' : 'noEventsSuch')}</p>
        ) : (
          <VirtualList
            items={events}
            label={t('events')}
            rowPx={ROW_PX}
            keyOf={(event) => event.id}
          >
            {(event) => (
              <Row event={event} isChosen={chosen?.id === event.id} onChoose={setChosen} />
            )}
          </VirtualList>
        )}
        {chosen !== null && <Chosen event={chosen} onClose={() => setChosen(null)} />}
      </div>
    </>
  );
}

const optionsOf = (names: readonly string[], session: string | undefined) =>
  [...new Set([...names, ...(session === undefined ? [] : [session])])].map(
    (name) => [name, name] as const,
  );

function Row({
  event,
  isChosen,
  onChoose,
}: {
  event: LoggedEvent;
  isChosen: boolean;
  onChoose(event: LoggedEvent): void;
}) {
  const { language } = useConsole();
  return (
    <button type="button" class="row" aria-pressed={isChosen} onClick={() => onChoose(event)}>
      <time dateTime={event.at}>{clock(language, event.at)}</time>
      <strong class="grow">{event.dataType}</strong>
      <small>{event.sessionId}</small>
    </button>
  );
}

/** One event, as the API has it. */
function Chosen({ event, onClose }: { event: LoggedEvent; onClose(): void }) {
  const { t } = useConsole();
  const text = JSON.stringify(event, null, 2);
  return (
    <section class="panel" aria-labelledby="event-title">
      <h2 id="event-title">{event.dataType}</h2>
      <Json value={text} label="JSON" />
      {event.bodyUrl !== undefined && (
        <p>
          <a href={event.bodyUrl} target="_blank" rel="noopener noreferrer">
            {t('eventBody')}
          </a>
        </p>
      )}
      <div class="actions start">
        <Copy text={text} label={t('copyJson')} />
        <button type="button" class="secondary small" onClick={onClose}>
          {t('close')}
        </button>
      </div>
    </section>
  );
}
