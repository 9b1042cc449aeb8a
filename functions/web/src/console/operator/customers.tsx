import { useState } from 'preact/hooks';
import type { components } from '../../generated/api';
import { Made } from '../account/keys';
import { useConsole } from '../context';
import { day } from '../format';
import { useAction, useOnce } from '../hooks';
import { Badge, type Tone } from '../parts/facts';
import { TextField } from '../parts/field';
import { Known } from '../parts/known';
import { Problem } from '../parts/problem';
import { VirtualList } from '../parts/virtualList';
import { linkTo } from '../route';
import type { Word } from '../words';

type Answer = components['schemas']['CustomersAnswer'];
export type Customer = components['schemas']['Customer'];
type NewCustomer = components['schemas']['NewCustomerAnswer'];

const ROW_PX = 68;

const STATES: Record<Customer['state'], readonly [Word, Tone]> = {
  active: ['accountActive', 'good'],
  grace: ['accountGrace', 'busy'],
  suspended: ['accountSuspended', 'bad'],
  deleted: ['customerDeleted', 'off'],
};

/** A customer's state. Who never paid is suspended too, but by nobody. */
export function stateOf({ state, suspendedAt }: Customer): readonly [Word, Tone] {
  return state === 'suspended' && suspendedAt === null ? ['customerUnpaid', 'busy'] : STATES[state];
}

/** All customers, page by page, and a new one. */
export function Customers() {
  const { client, t } = useConsole();
  const [older, setOlder] = useState<Answer | null>(null);
  const [text, setText] = useState('');
  const [known, again] = useOnce('customers', () =>
    client.get('/admin/customers', { query: { limit: 100 } }),
  );
  const more = useAction(async (after: string) => {
    const answer = await client.get('/admin/customers', { query: { limit: 100, after } });
    setOlder({ ...answer, customers: [...(older?.customers ?? []), ...answer.customers] });
  });
  return (
    <>
      <h1>{t('customers')}</h1>
      <Known known={known}>
        {(first) => {
          const customers = [...first.customers, ...(older?.customers ?? [])];
          const next = (older ?? first).next;
          const wanted = text.trim().toLowerCase();
          const shown = customers.filter(({ customerId, name, contact }) =>
            `${customerId} ${name} ${contact}`.toLowerCase().includes(wanted),
          );
          return (
            <>
              <TextField label={t('search')} type="search" value={text} onValue={setText} />
              {shown.length === 0 ? (
                <p class="empty">{t('noCustomers')}</p>
              ) : (
                <VirtualList
                  items={shown}
                  label={t('customers')}
                  rowPx={ROW_PX}
                  keyOf={({ customerId }) => customerId}
                >
                  {(customer) => <Row customer={customer} />}
                </VirtualList>
              )}
              {next !== null && (
                <button
                  type="button"
                  class="secondary"
                  disabled={more.isRunning}
                  onClick={() => more.run(next)}
                >
                  {t('more')}
                </button>
              )}
            </>
          );
        }}
      </Known>
      <Problem failure={more.failure} />
      <NewCustomerForm
        onMade={() => {
          setOlder(null);
          again();
        }}
      />
    </>
  );
}

function Row({ customer }: { customer: Customer }) {
  const { language, t } = useConsole();
  const [word, tone] = stateOf(customer);
  return (
    <a class="row" href={linkTo('customers', customer.customerId)}>
      <span class="grow">
        <strong>{customer.name ?? customer.customerId}</strong>
        <small>
          {customer.paidUntil === null
            ? t(customer.state === 'suspended' ? 'paidNothing' : 'paidNever')
            : t('paidUntilDay', { day: day(language, customer.paidUntil) })}
        </small>
      </span>
      <Badge tone={tone}>{t(word)}</Badge>
    </a>
  );
}

function NewCustomerForm({ onMade }: { onMade(): void }) {
  const { client, t } = useConsole();
  const [id, setId] = useState('');
  const [name, setName] = useState('');
  const [made, setMade] = useState<NewCustomer | null>(null);
  const create = useAction(async () => {
    setMade(
      await client.post('/admin/customers', {
        body: { customerId: id.trim(), name: name.trim() || null },
      }),
    );
    onMade();
  });
  return (
    <form
      class="panel narrow"
      onSubmit={(event) => {
        event.preventDefault();
        void create.run();
      }}
    >
      <h2>{t('customerNew')}</h2>
      <TextField
        label={t('customerId')}
        hint={t('customerIdHint')}
        required
        value={id}
        onValue={setId}
      />
      <TextField label={t('name')} value={name} onValue={setName} />
      <Problem failure={create.failure} />
      <button type="submit" class="primary" disabled={create.isRunning}>
        {t('customerMake')}
      </button>
      {made?.keys.map((key) => (
        <Made key={key.keyId} made={key} />
      ))}
    </form>
  );
}
