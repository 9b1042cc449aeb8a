import type { components } from '../../generated/api';
import { useConsole } from '../context';
import { day, dollars, money, number } from '../format';
import { useOnce } from '../hooks';
import { Facts } from '../parts/facts';
import { Known } from '../parts/known';
import { linkTo } from '../route';
import type { Word } from '../words';
import { totalsOf } from './totals';

type Answer = components['schemas']['UsageAnswer'];
type Row = Answer['usage'][number];

/** So many pages are read at most: beyond that the totals would be a long time coming. */
const MAX_PAGES = 20;

const COLUMNS: readonly (readonly [keyof Row, Word])[] = [
  ['messages', 'messagesSent'],
  ['events', 'events'],
  ['sessionHours', 'sessionHours'],
];

/** The month's usage, payments and costs per customer, with totals. */
export function Usage() {
  const { client, t } = useConsole();
  const [known] = useOnce('usage', async () => {
    const first = await client.get('/admin/usage', { query: { limit: 100 } });
    const rows = [...first.usage];
    let next = first.next ?? null;
    for (let page = 1; next !== null && page < MAX_PAGES; page++) {
      const answer: Answer = await client.get('/admin/usage', {
        query: { limit: 100, after: next },
      });
      rows.push(...answer.usage);
      next = answer.next ?? null;
    }
    return { rows, period: first.period };
  });
  return (
    <>
      <h1>{t('usageAndMargin')}</h1>
      <Known known={known}>
        {({ rows, period }) => (
          <>
            <Total rows={rows} period={period} />
            <Customers rows={rows} />
          </>
        )}
      </Known>
    </>
  );
}

function Total({ rows, period }: { rows: readonly Row[]; period: Answer['period'] }) {
  const { language, t } = useConsole();
  const { incomeUsd, costUsd, marginUsd } = totalsOf(rows, period.sharedCostUsd);
  const both = (usd: number) =>
    `${dollars(language, usd)} · ${money(language, Math.round(usd * period.xofPerUsd), 'XOF')}`;
  return (
    <section class="panel" aria-labelledby="total-title">
      <h2 id="total-title">
        {t('totalOf', { from: day(language, period.from), until: day(language, period.until) })}
      </h2>
      <Facts
        facts={[
          [t('income'), both(incomeUsd)],
          [t('cost'), both(costUsd)],
          [t('costShared'), both(period.sharedCostUsd)],
          [t('margin'), both(marginUsd)],
        ]}
      />
    </section>
  );
}

function Customers({ rows }: { rows: readonly Row[] }) {
  const { language, t } = useConsole();
  if (rows.length === 0) {
    return <p class="empty">{t('noUsage')}</p>;
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls it
    <section class="table" tabIndex={0} aria-label={t('usageAndMargin')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('customer')}</th>
            <th scope="col">{t('plan')}</th>
            {COLUMNS.map(([field, word]) => (
              <th key={field} scope="col">
                {t(word)}
              </th>
            ))}
            <th scope="col">{t('income')}</th>
            <th scope="col">{t('cost')}</th>
            <th scope="col">{t('margin')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.customerId}>
              <th scope="row">
                <a href={linkTo('customers', row.customerId)}>{row.customerId}</a>
              </th>
              <td>{row.plan}</td>
              {COLUMNS.map(([field]) => (
                <td key={field}>{number(language, Number(row[field]))}</td>
              ))}
              <td>{dollars(language, row.incomeUsd)}</td>
              <td>{dollars(language, row.costUsd)}</td>
              <td>
                {dollars(language, row.marginUsd)}
                {row.marginPercent !== null && ` (${row.marginPercent} %)`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
