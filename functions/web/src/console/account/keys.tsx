import { useState } from 'preact/hooks';
import type { components } from '../../generated/api';
import { useConsole } from '../context';
import { day, moment } from '../format';
import { useAction, useOnce } from '../hooks';
import { Copy } from '../parts/copy';
import { Confirmation } from '../parts/dialog';
import { Badge, Facts } from '../parts/facts';
import { CheckField, SelectField, TextField } from '../parts/field';
import { Known } from '../parts/known';
import { Problem } from '../parts/problem';
import type { Word } from '../words';

type Key = components['schemas']['Key'];
type NewKey = components['schemas']['NewKey'];
type Scope = Key['scopes'][number];

const SCOPES: Record<Scope, Word> = {
  read: 'scopeRead',
  send: 'scopeSend',
  sessions: 'scopeSessions',
  administer: 'scopeAdminister',
};

/** The operations on keys: a customer's own, or a customer's for the operator. */
interface KeysOf {
  list: '/account/keys' | '/admin/customers/{customerId}/keys';
  path?: Record<string, string>;
}

/** The keys: which there are, new ones, ends of old ones. */
export function Keys({ list, path = {} }: KeysOf) {
  const { client, t } = useConsole();
  const [known, again] = useOnce(`keys ${JSON.stringify(path)}`, () => client.get(list, { path }));
  const [made, setMade] = useState<NewKey | null>(null);
  const isOperator = list !== '/account/keys';
  return (
    <section class="panel" aria-labelledby="keys-title">
      <h2 id="keys-title">{t('keys')}</h2>
      {made !== null && <Made made={made} />}
      {known.failure?.kind === 'scope' ? (
        <p class="notice">{t('keysNotAllowed')}</p>
      ) : (
        <Known known={known}>
          {({ keys }) => (
            <>
              <ul class="plain">
                {keys.map((key) => (
                  <One
                    key={key.keyId}
                    one={key}
                    isOperator={isOperator}
                    onChanged={(replacement) => {
                      setMade(replacement);
                      again();
                    }}
                  />
                ))}
              </ul>
              <NewKeyForm
                list={list}
                path={path}
                onMade={(key) => {
                  setMade(key);
                  again();
                }}
              />
            </>
          )}
        </Known>
      )}
    </section>
  );
}

/** A new key, which is said once. */
export function Made({ made }: { made: NewKey }) {
  const { t } = useConsole();
  return (
    <div class="notice" role="status">
      <p>{t('keyOnce')}</p>
      <p class="secret">
        <code>{made.key}</code>
      </p>
      <Copy text={made.key} label={t('copyKey')} />
    </div>
  );
}

function One({
  one,
  isOperator,
  onChanged,
}: {
  one: Key;
  isOperator: boolean;
  onChanged(replacement: NewKey | null): void;
}) {
  const { client, language, t } = useConsole();
  const [asked, setAsked] = useState<'revoke' | 'rotate' | null>(null);
  const { keyId } = one;
  const change = useAction(async (what: 'revoke' | 'rotate') => {
    let replacement: NewKey | null = null;
    if (what === 'rotate') {
      const answer = isOperator
        ? await client.post('/admin/keys/rotate', { body: { key: keyId } })
        : await client.post('/account/keys/{keyId}/rotate', { path: { keyId }, body: {} });
      replacement = answer.key;
    } else if (isOperator) {
      await client.post('/admin/keys/revoke', { body: { key: keyId } });
    } else {
      await client.delete('/account/keys/{keyId}', { path: { keyId } });
    }
    setAsked(null);
    onChanged(replacement);
  });
  return (
    <li class="item">
      <div class="line">
        <strong class="grow">
          <code>{keyId}</code> {one.label}
        </strong>
        <Badge tone={one.works ? 'good' : 'off'}>{t(one.works ? 'keyWorks' : 'keyEnded')}</Badge>
      </div>
      <Facts
        facts={[
          [t('scopes'), one.scopes.map((scope) => t(SCOPES[scope])).join(', ')],
          [t('keySessions'), one.sessions?.join(', ') ?? t('allSessions')],
          [t('keyLastUsed'), one.lastUsedOn === null ? t('never') : day(language, one.lastUsedOn)],
          ...(one.expiresAt === null
            ? []
            : [[t('keyExpires'), moment(language, one.expiresAt)] as const]),
          ...(one.rotatedTo === null
            ? []
            : [[t('keyRotatedTo'), <code key="to">{one.rotatedTo}</code>] as const]),
        ]}
      />
      {one.works && (
        <div class="actions start">
          <button type="button" class="secondary small" onClick={() => setAsked('rotate')}>
            {t('keyRotate')}
          </button>
          <button type="button" class="secondary small bad" onClick={() => setAsked('revoke')}>
            {t('keyRevoke')}
          </button>
        </div>
      )}
      {asked !== null && (
        <Confirmation
          title={t(asked === 'revoke' ? 'keyRevokeTitle' : 'keyRotateTitle', { id: keyId })}
          confirm={t(asked === 'revoke' ? 'keyRevoke' : 'keyRotate')}
          isBad={asked === 'revoke'}
          isRunning={change.isRunning}
          onConfirm={() => change.run(asked)}
          onClose={() => setAsked(null)}
        >
          <p>{t(asked === 'revoke' ? 'keyRevokeText' : 'keyRotateText')}</p>
          <Problem failure={change.failure} />
        </Confirmation>
      )}
    </li>
  );
}

function NewKeyForm({ list, path, onMade }: Required<KeysOf> & { onMade(key: NewKey): void }) {
  const { client, t } = useConsole();
  const [label, setLabel] = useState('');
  const [kind, setKind] = useState<'test' | 'live'>('test');
  const [sessions, setSessions] = useState('');
  const [scopes, setScopes] = useState<readonly Scope[]>(['read', 'send', 'sessions']);
  const issue = useAction(async () => {
    const names = sessions.split(/[\s,]+/).filter(Boolean);
    const { key } = await client.post(list, {
      path,
      body: {
        kind,
        label: label.trim() || null,
        scopes: [...scopes],
        sessions: names.length > 0 ? names : null,
      },
    });
    onMade(key);
  });
  return (
    <details>
      <summary>{t('keyNew')}</summary>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void issue.run();
        }}
      >
        <TextField
          label={t('keyLabel')}
          hint={t('keyLabelHint')}
          value={label}
          onValue={setLabel}
        />
        <SelectField
          label={t('keyKind')}
          value={kind}
          onValue={setKind}
          options={[
            ['test', t('sandbox')],
            ['live', t('live')],
          ]}
        />
        <fieldset class="many">
          <legend>{t('scopes')}</legend>
          {Object.entries(SCOPES).map(([scope, word]) => (
            <CheckField
              key={scope}
              label={t(word)}
              checked={scopes.includes(scope as Scope)}
              onChecked={(isWanted) =>
                setScopes(
                  isWanted ? [...scopes, scope as Scope] : scopes.filter((one) => one !== scope),
                )
              }
            />
          ))}
        </fieldset>
        <TextField
          label={t('keySessions')}
          hint={t('keySessionsHint')}
          value={sessions}
          onValue={setSessions}
        />
        <Problem failure={issue.failure} />
        <button type="submit" class="primary" disabled={issue.isRunning || scopes.length === 0}>
          {t('keyMake')}
        </button>
      </form>
    </details>
  );
}
