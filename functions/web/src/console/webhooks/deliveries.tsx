import { useEffect, useState } from 'preact/hooks';
import type { components } from '../../generated/api';
import { useConsole } from '../context';
import { moment } from '../format';
import { useAction, usePoll } from '../hooks';
import { Badge, Facts, type Tone } from '../parts/facts';
import { SelectField } from '../parts/field';
import { Known } from '../parts/known';
import { Problem } from '../parts/problem';
import type { Word } from '../words';

type Delivery = components['schemas']['WebhookDelivery'];

const STATES: Record<Delivery['state'], readonly [Word, Tone]> = {
  delivered: ['delivered', 'good'],
  waiting: ['deliveryWaiting', 'busy'],
  failed: ['deliveryFailed', 'bad'],
};

const EVERY_MS = 10_000;

/** The deliveries of events, newest first. */
export function Deliveries({ session }: { session: string | undefined }) {
  const { client, t } = useConsole();
  const [state, setState] = useState<Delivery['state'] | ''>('');
  const [older, setOlder] = useState<{ list: readonly Delivery[]; next: string | null } | null>(
    null,
  );
  const query = { sessionId: session, state, limit: 20 };
  const which = `deliveries ${session ?? ''} ${state}`;
  const [known] = usePoll(
    which,
    () => client.get('/webhook/deliveries', { query }),
    () => EVERY_MS,
  );
  // Other deliveries have other older ones.
  useEffect(() => setOlder(null), [which]);
  const more = useAction(async (after: string) => {
    const answer = await client.get('/webhook/deliveries', { query: { ...query, after } });
    setOlder({ list: [...(older?.list ?? []), ...answer.deliveries], next: answer.next });
  });
  return (
    <section class="panel" aria-labelledby="deliveries-title">
      <h2 id="deliveries-title">{t('deliveries')}</h2>
      <div class="filters">
        <SelectField
          label={t('deliveryState')}
          value={state}
          onValue={setState}
          options={[
            ['', t('allStates')],
            ...Object.entries(STATES).map(
              ([value, [word]]) => [value as Delivery['state'], t(word)] as const,
            ),
          ]}
        />
      </div>
      <Known known={known}>
        {({ deliveries, next }) => {
          const rest = older === null ? next : older.next;
          return (
            <>
              {deliveries.length === 0 && <p class="empty">{t('noDeliveries')}</p>}
              <ul class="plain">
                {[...deliveries, ...(older?.list ?? [])].map((delivery) => (
                  <One key={delivery.eventId + (delivery.replayId ?? '')} delivery={delivery} />
                ))}
              </ul>
              {rest !== null && (
                <button
                  type="button"
                  class="secondary"
                  disabled={more.isRunning}
                  onClick={() => more.run(rest)}
                >
                  {t('older')}
                </button>
              )}
            </>
          );
        }}
      </Known>
      <Problem failure={more.failure} />
    </section>
  );
}

function One({ delivery }: { delivery: Delivery }) {
  const { language, t } = useConsole();
  const [word, tone] = STATES[delivery.state];
  return (
    <li class="item">
      <div class="line">
        <strong class="grow">{delivery.dataType}</strong>
        <Badge tone={tone}>{t(word)}</Badge>
      </div>
      <Facts
        facts={[
          [t('session'), delivery.sessionId ?? '–'],
          [t('deliveryAttempts'), delivery.attempts],
          [t('deliveryLast'), moment(language, delivery.lastAt)],
          [t('deliveryAnswer'), delivery.status === null ? '–' : `HTTP ${delivery.status}`],
          ...(delivery.error === null ? [] : [[t('deliveryError'), delivery.error] as const]),
          ...(delivery.nextAt === null
            ? []
            : [[t('deliveryNext'), moment(language, delivery.nextAt)] as const]),
        ]}
      />
    </li>
  );
}
