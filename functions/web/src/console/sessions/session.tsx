import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { useConsole } from '../context';
import { lookAt } from '../docs/lastSession';
import { number, relative } from '../format';
import { useNow, useOnce, usePoll } from '../hooks';
import { Badge, Facts } from '../parts/facts';
import { Known } from '../parts/known';
import { linkTo } from '../route';
import { look, provenAt } from './ask';
import { Controls } from './controls';
import { Pairing } from './pairing';
import { Picture } from './picture';
import { describe, pauseOf, type Status } from './states';

/** One session: its state, what can be done with it, and the phone to link where it waits for one. */
export function Session({ name }: { name: string }) {
  const { client, t } = useConsole();
  const [seen, again] = usePoll(
    `status ${name}`,
    () => look(client, name),
    ({ status }) => pauseOf(status),
  );
  // Asked for by a button: then a session that is stopped is started.
  const [wantsLink, setWantsLink] = useState(false);
  // Between the scan and the connection it waits for no phone any more: what is shown stays.
  const isLinking = useRef(false);
  useEffect(() => lookAt(name), [name]);
  const linked = useCallback(() => {
    isLinking.current = false;
    setWantsLink(false);
    again();
  }, [again]);
  return (
    <>
      <nav aria-label={t('youAreHere')} class="crumbs">
        <a href={linkTo('sessions')}>{t('sessions')}</a>
      </nav>
      <h1>{name}</h1>
      <Known known={seen}>
        {({ status: value }) => {
          const said = describe(value);
          isLinking.current = said.wantsPhone || (isLinking.current && said.isRunning);
          return (
            <>
              <State status={value} evidence={provenAt(seen)} at={seen.at ?? 0} />
              {value?.success && <Account name={name} />}
              <Controls
                name={name}
                said={said}
                onChange={() => setWantsLink(false)}
                onChanged={again}
                onLink={() => setWantsLink(true)}
              />
              {(isLinking.current || wantsLink) && (
                <Pairing name={name} mayStart={wantsLink} onLinked={linked} />
              )}
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
function State({
  status,
  evidence,
  at,
}: {
  status: Status | null;
  evidence: number | undefined;
  at: number;
}) {
  const { language, t } = useConsole();
  const now = useNow();
  const said = describe(status);
  const ago = (then: number) => relative(language, Math.min(then, now), now);
  return (
    <div class="state">
      <div role="status">
        <p>
          <Badge tone={said.tone}>{t(said.state)}</Badge>
        </p>
        {said.advice !== undefined && <p>{t(said.advice)}</p>}
      </div>
      <p class="soft">
        {evidence !== undefined && `${t('evidence', { ago: ago(evidence) })} `}
        {t('checked', { ago: ago(at) })}
      </p>
      {status?.limits && <Limits status={status} />}
    </div>
  );
}

/** WhatsApp's limits of the account. */
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

/** The linked account. */
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

/** The operations that this version of WhatsApp does not support. */
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
