import { useState } from 'preact/hooks';
import { Keys } from '../account/keys';
import { useConsole } from '../context';
import { day, moment } from '../format';
import { useAction, useOnce } from '../hooks';
import { Confirmation } from '../parts/dialog';
import { Badge, Facts } from '../parts/facts';
import { Known } from '../parts/known';
import { Problem } from '../parts/problem';
import { linkTo } from '../route';
import { type Customer as One, stateOf } from './customers';
import { SessionsOf } from './sessions';

/** One customer: subscription, sessions, keys, and what is done for them. */
export function Customer({ id }: { id: string }) {
  const { client, t } = useConsole();
  const [known, again] = useOnce(
    `customer ${id}`,
    async () =>
      (await client.get('/admin/customers/{customerId}', { path: { customerId: id } })).customer,
  );
  return (
    <>
      <nav aria-label={t('youAreHere')} class="crumbs">
        <a href={linkTo('customers')}>{t('customers')}</a>
      </nav>
      <h1>{known.value?.name ?? id}</h1>
      <Known known={known}>
        {(customer) => (
          <>
            <State customer={customer} />
            <Changes customer={customer} onChanged={again} />
          </>
        )}
      </Known>
      <DeadEvents id={id} />
      <SessionsOf customerId={id} />
      <Keys list="/admin/customers/{customerId}/keys" path={{ customerId: id }} />
    </>
  );
}

function State({ customer }: { customer: One }) {
  const { language, t } = useConsole();
  const [word, tone] = stateOf(customer);
  const of = (used: number, quota: number) => `${used} / ${quota}`;
  return (
    <>
      <p>
        <Badge tone={tone}>{t(word)}</Badge>
      </p>
      <Facts
        facts={[
          [t('customerId'), customer.customerId],
          [t('contact'), customer.contact ?? '–'],
          [t('plan'), customer.plan],
          [t('paidUntil'), day(language, customer.paidUntil)],
          [t('createdAt'), moment(language, customer.createdAt)],
          [t('liveSessions'), of(customer.liveSessions, customer.liveQuota)],
          [t('testSessions'), of(customer.testSessions, customer.testQuota)],
        ]}
      />
    </>
  );
}

function Changes({ customer, onChanged }: { customer: One; onChanged(): void }) {
  const { client, t } = useConsole();
  const [isAsked, setAsked] = useState(false);
  const isSuspended = customer.suspendedAt !== null;
  const change = useAction(async () => {
    const parts = { path: { customerId: customer.customerId } };
    await (isSuspended
      ? client.post('/admin/customers/{customerId}/resume', parts)
      : client.post('/admin/customers/{customerId}/suspend', parts));
    setAsked(false);
    onChanged();
  });
  if (customer.state === 'deleted') {
    return null;
  }
  return (
    <>
      <div class="actions start">
        <button
          type="button"
          class={isSuspended ? 'primary' : 'secondary bad'}
          onClick={() => setAsked(true)}
        >
          {t(isSuspended ? 'resume' : 'suspend')}
        </button>
      </div>
      {isAsked && (
        <Confirmation
          title={t(isSuspended ? 'resumeTitle' : 'suspendTitle', { id: customer.customerId })}
          confirm={t(isSuspended ? 'resume' : 'suspend')}
          isBad={!isSuspended}
          isRunning={change.isRunning}
          onConfirm={() => change.run()}
          onClose={() => setAsked(false)}
        >
          <p>{t(isSuspended ? 'resumeText' : 'suspendText')}</p>
          <Problem failure={change.failure} />
        </Confirmation>
      )}
    </>
  );
}

/** Events that were given up are put on their way again. */
function DeadEvents({ id }: { id: string }) {
  const { client, t } = useConsole();
  const [said, setSaid] = useState('');
  const replay = useAction(async () => {
    const { events } = await client.post('/admin/customers/{customerId}/dead-events/replay', {
      path: { customerId: id },
    });
    setSaid(
      `${t('deadReplayed', { count: events.replayed })} ${t(events.complete ? 'deadAll' : 'deadMore')}`,
    );
  });
  return (
    <section class="panel" aria-labelledby="dead-title">
      <h2 id="dead-title">{t('deadEvents')}</h2>
      <p class="soft">{t('deadHint')}</p>
      <button
        type="button"
        class="secondary"
        disabled={replay.isRunning}
        onClick={() => replay.run()}
      >
        {t('deadRedrive')}
      </button>
      <p role="status">{said}</p>
      <Problem failure={replay.failure} />
    </section>
  );
}
