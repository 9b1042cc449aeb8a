import { useState } from 'preact/hooks';
import type { components } from '../../generated/api';
import { useConsole } from '../context';
import { moment } from '../format';
import { useAction, usePoll } from '../hooks';
import { Confirmation } from '../parts/dialog';
import { Badge, Facts, type Tone } from '../parts/facts';
import { CheckField, SelectField } from '../parts/field';
import { Known } from '../parts/known';
import { Problem } from '../parts/problem';
import { VirtualList } from '../parts/virtualList';
import { linkTo } from '../route';
import type { Word } from '../words';

type Session = components['schemas']['AdminSession'];

const EVERY_MS = 10_000;
const ROW_PX = 60;

const STATES: Record<Session['state'], readonly [Word, Tone]> = {
  connected: ['stateConnected', 'good'],
  connecting: ['stateStarting', 'busy'],
  unlinked: ['stateWaitsForPhone', 'busy'],
  waiting: ['stateWaitsForSlot', 'busy'],
  parking: ['stateParking', 'busy'],
  parked: ['stateParked', 'off'],
  stopping: ['stateStopping', 'busy'],
  stopped: ['stateStopped', 'off'],
  ending: ['stateEnding', 'busy'],
};

/** Sessions of one customer, or of all: where they are, and those that do not come forward. */
export function SessionsOf({ customerId }: { customerId?: string }) {
  const { client, t } = useConsole();
  const [state, setState] = useState<Session['state'] | ''>('');
  const [isStuck, setStuck] = useState(false);
  const [chosen, setChosen] = useState<Session | null>(null);
  const query = { customerId, state, stuck: isStuck ? 'true' : undefined };
  const [known, again] = usePoll(
    `admin sessions ${JSON.stringify(query)}`,
    async () => (await client.get('/admin/sessions', { query })).sessions,
    () => EVERY_MS,
  );
  return (
    <section class="panel" aria-labelledby="sessions-title">
      <h2 id="sessions-title">{t('sessions')}</h2>
      <div class="filters">
        <SelectField
          label={t('state')}
          value={state}
          onValue={setState}
          options={[
            ['', t('allStates')],
            ...Object.entries(STATES).map(
              ([value, [word]]) => [value as Session['state'], t(word)] as const,
            ),
          ]}
        />
        <CheckField label={t('onlyStuck')} checked={isStuck} onChecked={setStuck} />
      </div>
      <Known known={known}>
        {(sessions) =>
          sessions.length === 0 ? (
            <p class="empty">{t('noSuchSessions')}</p>
          ) : (
            <VirtualList
              items={sessions}
              label={t('sessions')}
              rowPx={ROW_PX}
              keyOf={({ sessionId }) => sessionId}
            >
              {(session) => (
                <Row
                  session={session}
                  isChosen={chosen?.sessionId === session.sessionId}
                  onChoose={setChosen}
                />
              )}
            </VirtualList>
          )
        }
      </Known>
      {chosen !== null && <Chosen session={chosen} onChanged={again} />}
    </section>
  );
}

function Row({
  session,
  isChosen,
  onChoose,
}: {
  session: Session;
  isChosen: boolean;
  onChoose(session: Session): void;
}) {
  const { t } = useConsole();
  const [word, tone] = STATES[session.state];
  return (
    <button type="button" class="row" aria-pressed={isChosen} onClick={() => onChoose(session)}>
      <span class="grow">
        <strong>{session.session}</strong>
        <small>
          {session.customerId}
          {session.host !== null && ` · ${session.host}`}
        </small>
      </span>
      {session.stuck !== null && <Badge tone="bad">{t('stuck')}</Badge>}
      <Badge tone={tone}>{t(word)}</Badge>
    </button>
  );
}

function Chosen({ session, onChanged }: { session: Session; onChanged(): void }) {
  const { client, language, t } = useConsole();
  const [asked, setAsked] = useState<'stop' | 'move' | null>(null);
  const path = { customerId: session.customerId, session: session.session };
  const change = useAction(async (what: 'stop' | 'move') => {
    await client.post(`/admin/customers/{customerId}/sessions/{session}/${what}`, { path });
    setAsked(null);
    onChanged();
  });
  return (
    <div class="stack">
      <h3>{session.session}</h3>
      <Facts
        facts={[
          [
            t('customer'),
            <a key="customer" href={linkTo('customers', session.customerId)}>
              {session.customerId}
            </a>,
          ],
          [t('host'), session.host ?? '–'],
          [t('since'), moment(language, session.since)],
          [t('reason'), session.reason ?? '–'],
          [t('stuck'), session.stuck ?? '–'],
        ]}
      />
      <div class="actions start">
        <button type="button" class="secondary" onClick={() => setAsked('move')}>
          {t('move')}
        </button>
        <button type="button" class="secondary bad" onClick={() => setAsked('stop')}>
          {t('stop')}
        </button>
      </div>
      {asked !== null && (
        <Confirmation
          title={t(asked === 'stop' ? 'stopTitle' : 'moveTitle', { name: session.session })}
          confirm={t(asked === 'stop' ? 'stop' : 'move')}
          isBad={asked === 'stop'}
          isRunning={change.isRunning}
          onConfirm={() => change.run(asked)}
          onClose={() => setAsked(null)}
        >
          <p>{t(asked === 'stop' ? 'stopByOperatorText' : 'moveText')}</p>
          <Problem failure={change.failure} />
        </Confirmation>
      )}
    </div>
  );
}
