import { useState } from 'preact/hooks';
import type { components } from '../../generated/api';
import { useConsole } from '../context';
import { wantedOf } from '../events/names';
import { moment } from '../format';
import { useAction, useOnce } from '../hooks';
import { Copy } from '../parts/copy';
import { Confirmation } from '../parts/dialog';
import { Facts } from '../parts/facts';
import { SelectField } from '../parts/field';
import { Known } from '../parts/known';
import { Problem } from '../parts/problem';
import { useSessionNames } from '../sessions/names';
import { Deliveries } from './deliveries';
import { WebhookForm } from './form';
import { Replay } from './replay';

type Webhook = components['schemas']['Webhook'];

/** Where events are sent: set it, try it, see what became of each, have some sent again. */
export function Webhooks({ session }: { session: string | undefined }) {
  const { client, t } = useConsole();
  const names = useSessionNames();
  const [known, again] = useOnce(`webhook ${session ?? ''}`, () =>
    session === undefined
      ? client.get('/webhook')
      : client.get('/webhook/{sessionId}', { path: { sessionId: session } }),
  );
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <>
      <h1>{t('webhooks')}</h1>
      <p class="soft">{t('webhooksHint')}</p>
      <div class="filters">
        <SelectField
          label={t('webhookOf')}
          value={session ?? ''}
          onValue={(value) => {
            setSecret(null);
            location.hash = value === '' ? '#/webhooks' : `#/webhooks/${value}`;
          }}
          options={[['', t('webhookOfAll')], ...names.map((name) => [name, name] as const)]}
        />
      </div>
      {secret !== null && <Secret secret={secret} />}
      <Known known={known}>
        {({ webhook }) => (
          <>
            {webhook === null ? (
              <p class="empty">{t('noWebhook')}</p>
            ) : (
              <Present webhook={webhook} session={session} onRemoved={again} />
            )}
            <WebhookForm
              key={`${session} ${webhook?.url}`}
              webhook={webhook}
              session={session}
              onSet={(set) => {
                setSecret(set.secret ?? null);
                again();
              }}
            />
          </>
        )}
      </Known>
      <Deliveries session={session} />
      <Replay session={session} />
    </>
  );
}

function Secret({ secret }: { secret: string }) {
  const { t } = useConsole();
  return (
    <div class="notice" role="status">
      <p>{t('secretOnce')}</p>
      <p class="secret">
        <code>{secret}</code>
      </p>
      <Copy text={secret} label={t('copySecret')} />
    </div>
  );
}

/** The webhook as it is, and how its receiver does. */
function Present({
  webhook,
  session,
  onRemoved,
}: {
  webhook: Webhook;
  session: string | undefined;
  onRemoved(): void;
}) {
  const { client, language, t } = useConsole();
  const [isAsked, setAsked] = useState(false);
  const remove = useAction(async () => {
    await (session === undefined
      ? client.delete('/webhook')
      : client.delete('/webhook/{sessionId}', { path: { sessionId: session } }));
    setAsked(false);
    onRemoved();
  });
  return (
    <section class="panel" aria-labelledby="webhook-title">
      <h2 id="webhook-title">{t('webhookNow')}</h2>
      <Facts
        facts={[
          [t('webhookUrl'), <code key="url">{webhook.url}</code>],
          [t('webhookEvents'), eventsOf(webhook, t('allEvents'))],
        ]}
      />
      {webhook.failingSince && (
        <p class="notice bad">
          {t('webhookFailing', { since: moment(language, webhook.failingSince) })}
        </p>
      )}
      {webhook.disabledSince && (
        <p class="notice bad">
          {t('webhookDisabled', { since: moment(language, webhook.disabledSince) })}
        </p>
      )}
      <Trial session={session} />
      <button type="button" class="secondary bad" onClick={() => setAsked(true)}>
        {t('webhookRemove')}
      </button>
      {isAsked && (
        <Confirmation
          title={t('webhookRemoveTitle')}
          confirm={t('webhookRemove')}
          isRunning={remove.isRunning}
          onConfirm={() => remove.run()}
          onClose={() => setAsked(false)}
        >
          <p>{t('webhookRemoveText')}</p>
          <Problem failure={remove.failure} />
        </Confirmation>
      )}
    </section>
  );
}

const eventsOf = ({ events }: Webhook, all: string): string => wantedOf(events)?.join(', ') ?? all;

/** Sends a test event, and says what the receiver did. */
function Trial({ session }: { session: string | undefined }) {
  const { client, t } = useConsole();
  const [answer, setAnswer] = useState<components['schemas']['WebhookTestAnswer'] | null>(null);
  const test = useAction(async () => {
    setAnswer(null);
    setAnswer(
      await client.post('/webhook/test', {
        body: session === undefined ? {} : { sessionId: session },
      }),
    );
  });
  return (
    <div class="stack">
      <button type="button" class="primary" disabled={test.isRunning} onClick={() => test.run()}>
        {t(test.isRunning ? 'webhookTesting' : 'webhookTest')}
      </button>
      <div role="status">
        {answer !== null && (
          <p class={answer.delivered ? 'notice' : 'notice bad'}>
            {answer.delivered
              ? t('webhookTaken', { status: answer.status ?? 0, ms: answer.ms })
              : t('webhookNotTaken', {
                  why: answer.error ?? `HTTP ${answer.status}`,
                  ms: answer.ms,
                })}
          </p>
        )}
      </div>
      <Problem failure={test.failure} />
    </div>
  );
}
