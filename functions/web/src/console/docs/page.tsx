import { useMemo, useState } from 'preact/hooks';
import { useConsole } from '../context';
import { useOnce } from '../hooks';
import type { Audience } from '../key';
import { TextField } from '../parts/field';
import { Known } from '../parts/known';
import { VirtualList } from '../parts/virtualList';
import { linkTo } from '../route';
import { useSessionNames } from '../sessions/names';
import { lastSession } from './lastSession';
import { type Described, found, type OpenApi, operationsOf } from './operations';
import { TryIt } from './tryIt';

const ROW_PX = 60;

/** The documentation, and each operation to try. */
export function Docs({ chosen, audience }: { chosen: string | undefined; audience: Audience }) {
  const { client, language, t } = useConsole();
  const [known] = useOnce(`description ${language}`, async () => {
    const path = audience === 'operator' ? '/admin/openapi.json' : '/openapi.json';
    const answer = await client.call<OpenApi>('get', path, { query: { lang: language } });
    return operationsOf(answer.body);
  });
  return (
    <>
      {chosen !== undefined && (
        <nav aria-label={t('youAreHere')} class="crumbs">
          <a href={linkTo('docs')}>{t('operations')}</a>
        </nav>
      )}
      <h1>{t('docs')}</h1>
      <p class="soft">
        {t('docsHint')}{' '}
        {audience === 'customer' && <a href={`/api-docs?lang=${language}`}>{t('readDocs')}</a>}
      </p>
      <Known known={known}>
        {(operations) => <Operations operations={operations} chosen={chosen} audience={audience} />}
      </Known>
    </>
  );
}

function Operations({
  operations,
  chosen,
  audience,
}: {
  operations: readonly Described[];
  chosen: string | undefined;
  audience: Audience;
}) {
  const { language, t } = useConsole();
  const [text, setText] = useState('');
  const shown = useMemo(() => found(operations, text), [operations, text]);
  const operation = operations.find(({ id }) => id === chosen);
  return (
    <div class={operation === undefined ? 'split' : 'split open'}>
      <div class="stack side">
        <TextField label={t('search')} type="search" value={text} onValue={setText} />
        {shown.length === 0 ? (
          <p class="empty">{t('noOperations')}</p>
        ) : (
          <VirtualList items={shown} label={t('operations')} rowPx={ROW_PX} keyOf={({ id }) => id}>
            {(one) => (
              <a
                class="row"
                href={linkTo('docs', one.id)}
                aria-current={one.id === chosen ? 'true' : undefined}
              >
                <span class="grow">
                  <strong>{one.summary}</strong>
                  <small>
                    <code>
                      {one.method} {one.path}
                    </code>
                  </small>
                </span>
              </a>
            )}
          </VirtualList>
        )}
      </div>
      {operation === undefined ? (
        <p class="empty">{t('chooseOperation')}</p>
      ) : audience === 'operator' ? (
        <TryIt key={operation.id + language} operation={operation} session={null} />
      ) : (
        <WithSession key={operation.id + language} operation={operation} />
      )}
    </div>
  );
}

/** With the session that was looked at last, else the first there is. */
function WithSession({ operation }: { operation: Described }) {
  const names = useSessionNames();
  const session = lastSession() ?? names[0] ?? null;
  return <TryIt key={session} operation={operation} session={session} />;
}
