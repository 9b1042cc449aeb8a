import { useState } from 'preact/hooks';
import type { components } from '../../generated/api';
import { useConsole } from '../context';
import { day, money, number } from '../format';
import { useAction, useOnce } from '../hooks';
import { Badge, type Fact, Facts, type Tone } from '../parts/facts';
import { SelectField } from '../parts/field';
import { Known } from '../parts/known';
import { Problem } from '../parts/problem';
import type { Word } from '../words';
import { Keys } from './keys';

type State = components['schemas']['AccountState'];

const STATES: Record<State['state'], readonly [Word, Tone]> = {
  active: ['accountActive', 'good'],
  grace: ['accountGrace', 'busy'],
  suspended: ['accountSuspended', 'bad'],
};

/** The customer's own account: plan, usage, payment, keys. */
export function Account() {
  const { client, t } = useConsole();
  const [known] = useOnce('account', async () => (await client.get('/account')).account);
  return (
    <>
      <h1>{t('account')}</h1>
      <Known known={known}>
        {(account) => (
          <>
            <Plan account={account} />
            <Usage account={account} />
          </>
        )}
      </Known>
      <Keys list="/account/keys" />
    </>
  );
}

function Plan({ account }: { account: State }) {
  const { language, t } = useConsole();
  const isUnpaid = account.state === 'suspended' && account.paidUntil === null;
  const [word, tone] = isUnpaid ? (['customerUnpaid', 'busy'] as const) : STATES[account.state];
  const { plan, limits } = account;
  return (
    <section class="panel" aria-labelledby="plan-title">
      <h2 id="plan-title">{t('plan')}</h2>
      <p>
        <Badge tone={tone}>{t(word)}</Badge>
      </p>
      {account.state === 'grace' && (
        <p>{t('graceText', { until: day(language, account.until) })}</p>
      )}
      {account.state === 'suspended' && <p>{t('suspendedText')}</p>}
      <Facts
        facts={[
          [t('customer'), account.customerId],
          [t('plan'), plan.planId],
          [
            t('price'),
            `${money(language, plan.price, plan.currency)} / ${periodOf(plan.period, t)}`,
          ],
          [
            t('paidUntil'),
            account.paidUntil === null
              ? t(account.state === 'suspended' ? 'paidNothing' : 'paidNever')
              : day(language, account.paidUntil),
          ],
          [t('requestsPerMinute'), number(language, limits.requestsPerMinute)],
          [t('uploadsPerDay'), number(language, limits.uploadsPerDay)],
        ]}
      />
      <Pay account={account} />
    </section>
  );
}

function periodOf(period: string, t: ReturnType<typeof useConsole>['t']): string {
  return period === 'P1M' ? t('month') : period;
}

/** Leads to a payment provider's page. */
function Pay({ account }: { account: State }) {
  const { client, language, t } = useConsole();
  const [provider, setProvider] = useState(account.payWith[0] ?? '');
  const [periods, setPeriods] = useState('1');
  const pay = useAction(async () => {
    const { url } = await client.post('/account/checkout', {
      body: {
        periods: Number(periods),
        provider,
        ...(location.protocol === 'https:' ? { returnUrl: `${location.origin}/console` } : {}),
      },
    });
    location.assign(url);
  });
  if (account.payWith.length === 0) {
    return <p class="soft">{t('payNowhere')}</p>;
  }
  return (
    <form
      class="filters"
      onSubmit={(event) => {
        event.preventDefault();
        void pay.run();
      }}
    >
      <SelectField
        label={t('payWith')}
        value={provider}
        onValue={setProvider}
        options={account.payWith.map((name) => [name, name] as const)}
      />
      <SelectField
        label={t('payFor')}
        value={periods}
        onValue={setPeriods}
        options={['1', '3', '6', '12'].map(
          (count) =>
            [
              count,
              `${count} × ${money(language, account.plan.price, account.plan.currency)}`,
            ] as const,
        )}
      />
      <button type="submit" class="primary" disabled={pay.isRunning}>
        {t('pay')}
      </button>
      <Problem failure={pay.failure} />
    </form>
  );
}

function Usage({ account }: { account: State }) {
  const { language, t } = useConsole();
  const { usage, limits } = account;
  const of = (used: number, all: number) => `${number(language, used)} / ${number(language, all)}`;
  const facts = (used: State['usage']['live']): readonly Fact[] => [
    [t('messagesSent'), number(language, used.messages)],
    [t('commands'), number(language, used.commands)],
    [t('events'), number(language, used.events)],
    [t('sessionHours'), number(language, used.sessionHours)],
  ];
  return (
    <section class="panel" aria-labelledby="usage-title">
      <h2 id="usage-title">{t('usageSince', { since: day(language, usage.since) })}</h2>
      <h3>{t('live')}</h3>
      <Facts
        facts={[[t('sessions'), of(usage.liveSessions, limits.liveSessions)], ...facts(usage.live)]}
      />
      <h3>{t('sandbox')}</h3>
      <Facts
        facts={[[t('sessions'), of(usage.testSessions, limits.testSessions)], ...facts(usage.test)]}
      />
    </section>
  );
}
