import { useCallback, useEffect, useState } from 'preact/hooks';
import { useConsole } from '../context';
import { lookAt } from '../docs/lastSession';
import { number, relative } from '../format';
import { useNow, useOnce, usePoll } from '../hooks';
import { Badge, Facts } from '../parts/facts';
import { Known } from '../parts/known';
import { linkTo } from '../route';
import { statusOf } from './ask';
import { Controls } from './controls';
import { Pairing } from './pairing';
import { Picture } from './picture';
import { describe, pauseOf, type Status } from './states';

/** One session: its state, what can be done with it, and the phone to link where it waits for one. */
export function Session({ name }: { name: string }) {
  const { client, t } = useConsole();
  const [status, again] = usePoll(`status ${name}`, () => statusOf(client, name), pauseOf);
  const [wantsLink, setWantsLink] = useState(false);
  useEffect(() => lookAt(name), [name]);
  const linked = useCallback(() => {
    setWantsLink(false);
    again();
  }, [again]);
  return (
    <>
      <nav aria-label={t('youAreHere')} class="crumbs">
        <a href={linkTo('sessions')}>{t('sessions')}</a>
      </nav>
      <h1>{name}</h1>
      <Known known={status}>
        {(value) => {
          const said = describe(value);
          return (
            <>
              <State status={value} at={status.at ?? 0} />
              {value?.success && <Account name={name} />}
              <Controls
                name={name}
                said={said}
                onChanged={again}
                onLink={() => setWantsLink(true)}
              />
              {(said.wantsPhone || wantsLink) && <Pairing name={name} onLinked={linked} />}
              {value !== null && <Picture name={name} />}
              {value !== null && <Lacking status={value} />}
            </>
          );
        }}
      </Known>
    </>
  );
}

/** The state, and how old what is known of it is. */
function State({ status, at }: { status: Status | null; at: number }) {
  const { language, t } = useConsole();
  const now = useNow();
  const said = describe(status);
  return (
    <div class="state" role="status">
      <p>
        <Badge tone={said.tone}>{t(said.state)}</Badge>
      </p>
      {said.advice !== undefined && <p>{t(said.advice)}</p>}
      <p class="soft" aria-live="off">
        {t('evidence', { ago: relative(language, Math.min(at, now), now) })}
        {status?.success && ` ${t('evidenceConnected')}`}
      </p>
      {status?.limits && <Limits status={status} />}
    </div>
  );
}

/** What WhatsApp limits the account in. */
function Limits({ status }: { status: Status }) {
  const { language, t } = useConsole();
  const { reachoutTimelock, newChatQuota } = status.limits ?? {};
  return (
    <div class="notice">
      {reachoutTimelock?.active && <p>{t('limitNewPeople')}</p>}
      {newChatQuota && (
        <p>
          {t('limitQuota', {
            used: number(language, newChatQuota.used),
            total: number(language, newChatQuota.total),
          })}
        </p>
      )}
    </div>
  );
}

/** Who is linked. */
function Account({ name }: { name: string }) {
  const { client, t } = useConsole();
  const [info] = useOnce(`account ${name}`, () =>
    client.get('/client/getClassInfo/{sessionId}', { path: { sessionId: name } }),
  );
  const account = info.value?.sessionInfo;
  return account === undefined ? null : (
    <Facts
      facts={[
        [t('accountName'), account.pushname ?? '–'],
        [t('accountNumber'), account.phoneNumber ? `+${account.phoneNumber}` : '–'],
      ]}
    />
  );
}

/** What this version of WhatsApp lacks for some operations. */
function Lacking({ status }: { status: Status }) {
  const { t } = useConsole();
  const lacking = status.unavailable ?? [];
  return lacking.length === 0 ? null : (
    <details class="panel">
      <summary>{t('lacking', { count: lacking.length })}</summary>
      <ul class="plain">
        {lacking.map((operation) => (
          <li key={operation}>
            <code>{operation}</code>
          </li>
        ))}
      </ul>
    </details>
  );
}
