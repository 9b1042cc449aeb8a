import { useState } from 'preact/hooks';
import type { components } from '../../generated/api';
import { useConsole } from '../context';
import { day, moment, money } from '../format';
import { useAction, useOnce } from '../hooks';
import { Badge, Facts } from '../parts/facts';
import { SelectField, TextField } from '../parts/field';
import { Known } from '../parts/known';
import { Problem } from '../parts/problem';

type Parked = components['schemas']['ProviderPayment'];
type Entry = components['schemas']['LedgerEntry'];

/** Payments: those that somebody must look at, those that came, and one to note. */
export function Payments() {
  const { client, t } = useConsole();
  const [parked, againParked] = useOnce(
    'parked',
    async () => (await client.get('/admin/payments/parked')).payments,
  );
  const [ledger, againLedger] = useOnce(
    'ledger',
    async () => (await client.get('/admin/payments')).payments,
  );
  const again = () => {
    againParked();
    againLedger();
  };
  return (
    <>
      <h1>{t('payments')}</h1>
      <section class="panel" aria-labelledby="parked-title">
        <h2 id="parked-title">{t('parked')}</h2>
        <p class="soft">{t('parkedHint')}</p>
        <Known known={parked}>
          {(payments) =>
            payments.length === 0 ? (
              <p class="empty">{t('noParked')}</p>
            ) : (
              <ul class="plain">
                {payments.map((payment) => (
                  <ParkedOne key={payment.payment} payment={payment} onResolved={again} />
                ))}
              </ul>
            )
          }
        </Known>
      </section>
      <section class="panel" aria-labelledby="ledger-title">
        <h2 id="ledger-title">{t('ledger')}</h2>
        <Known known={ledger}>
          {(payments) => (
            <>
              {payments.length === 0 && <p class="empty">{t('noPayments')}</p>}
              <ul class="plain">
                {payments.map((entry) => (
                  <LedgerOne key={entry.entry} entry={entry} />
                ))}
              </ul>
            </>
          )}
        </Known>
      </section>
      <NotePayment onNoted={again} />
    </>
  );
}

function ParkedOne({ payment, onResolved }: { payment: Parked; onResolved(): void }) {
  const { client, language, t } = useConsole();
  const [customerId, setCustomerId] = useState(payment.customerId ?? '');
  const resolve = useAction(async (action: 'check' | 'credit' | 'dismiss') => {
    await client.post('/admin/payments/parked/resolve', {
      body: {
        payment: payment.payment,
        action,
        ...(action === 'credit' && customerId !== '' ? { customerId } : {}),
      },
    });
    onResolved();
  });
  const amount = (given: Parked['paid']) =>
    given === null ? '–' : money(language, given.amount, given.currency);
  return (
    <li class="item">
      <div class="line">
        <strong class="grow">
          <code>{payment.payment}</code>
        </strong>
        <Badge tone="bad">{payment.reason ?? payment.status}</Badge>
      </div>
      <Facts
        facts={[
          [t('asked'), amount(payment.asked)],
          [t('paid'), amount(payment.paid)],
          [t('since'), moment(language, payment.parkedAt)],
        ]}
      />
      <TextField label={t('customerId')} value={customerId} onValue={setCustomerId} />
      <div class="actions start">
        {(
          [
            ['check', 'parkedCheck'],
            ['credit', 'parkedCredit'],
            ['dismiss', 'parkedDismiss'],
          ] as const
        ).map(([action, word]) => (
          <button
            key={action}
            type="button"
            class="secondary small"
            disabled={resolve.isRunning}
            onClick={() => resolve.run(action)}
          >
            {t(word)}
          </button>
        ))}
      </div>
      <Problem failure={resolve.failure} />
    </li>
  );
}

function LedgerOne({ entry }: { entry: Entry }) {
  const { language, t } = useConsole();
  return (
    <li class="item">
      <div class="line">
        <strong class="grow">{entry.customerId}</strong>
        <Badge tone={entry.kind === 'REFUND' ? 'off' : 'good'}>
          {t(entry.kind === 'REFUND' ? 'refund' : 'payment')}
        </Badge>
        <strong>{money(language, entry.amount, entry.currency)}</strong>
      </div>
      <Facts
        facts={[
          [t('at'), moment(language, entry.at)],
          [t('plan'), entry.plan],
          [t('paidUntil'), day(language, entry.paidUntil)],
          [t('note'), entry.note || '–'],
        ]}
      />
    </li>
  );
}

/** Notes a payment that came by hand. */
function NotePayment({ onNoted }: { onNoted(): void }) {
  const { client, t } = useConsole();
  const [customerId, setCustomerId] = useState('');
  const [amount, setAmount] = useState('');
  const [currency, setCurrency] = useState('XOF');
  const [reference, setReference] = useState('');
  const note = useAction(async () => {
    await client.post('/admin/payments', {
      body: { customerId, amount: Number(amount), currency, reference },
    });
    onNoted();
  });
  return (
    <form
      class="panel narrow"
      onSubmit={(event) => {
        event.preventDefault();
        void note.run();
      }}
    >
      <h2>{t('noteTitle')}</h2>
      <TextField label={t('customerId')} required value={customerId} onValue={setCustomerId} />
      <TextField
        label={t('amount')}
        hint={t('amountHint')}
        type="number"
        required
        value={amount}
        onValue={setAmount}
      />
      <SelectField
        label={t('currency')}
        value={currency}
        onValue={setCurrency}
        options={['XOF', 'XAF', 'EUR', 'USD'].map((code) => [code, code] as const)}
      />
      <TextField
        label={t('reference')}
        hint={t('referenceHint')}
        required
        value={reference}
        onValue={setReference}
      />
      <Problem failure={note.failure} />
      <button type="submit" class="primary" disabled={note.isRunning}>
        {t('noteMake')}
      </button>
      <p role="status">{note.isDone && t('saved')}</p>
    </form>
  );
}
