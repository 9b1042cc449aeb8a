import { useState } from 'preact/hooks';
import type { components } from '../../generated/api';
import { useConsole } from '../context';
import { EVENT_NAMES, type EventName, wantedOf } from '../events/names';
import { useAction } from '../hooks';
import { CheckField, TextField } from '../parts/field';
import { Problem } from '../parts/problem';

type Webhook = components['schemas']['Webhook'];

/** Sets the webhook. What is not written stays as it is. */
export function WebhookForm({
  webhook,
  session,
  onSet,
}: {
  webhook: Webhook | null;
  session: string | undefined;
  onSet(webhook: Webhook): void;
}) {
  const { client, t } = useConsole();
  const [url, setUrl] = useState(webhook?.url ?? '');
  const [events, setEvents] = useState(wantedOf(webhook?.events));
  const [isNewSecret, setNewSecret] = useState(false);
  const set = useAction(async () => {
    const body = {
      url,
      events: events === null ? null : [...events],
      ...(isNewSecret ? { newSecret: true } : {}),
    };
    const answer =
      session === undefined
        ? await client.put('/webhook', { body })
        : await client.put('/webhook/{sessionId}', { path: { sessionId: session }, body });
    if (answer.webhook !== null) {
      onSet(answer.webhook);
    }
  });
  return (
    <form
      class="panel"
      onSubmit={(event) => {
        event.preventDefault();
        void set.run();
      }}
    >
      <h2>{t(webhook === null ? 'webhookNew' : 'webhookChange')}</h2>
      <TextField
        label={t('webhookUrl')}
        hint={t('webhookUrlHint')}
        type="url"
        placeholder="https://"
        required
        value={url}
        onValue={setUrl}
      />
      <CheckField
        label={t('webhookAllEvents')}
        checked={events === null}
        onChecked={(all) => setEvents(all ? null : [...EVENT_NAMES])}
      />
      {events !== null && <EventChoice events={events} onEvents={setEvents} />}
      {webhook !== null && (
        <CheckField label={t('newSecret')} checked={isNewSecret} onChecked={setNewSecret} />
      )}
      <Problem failure={set.failure} />
      <button type="submit" class="primary" disabled={set.isRunning}>
        {t('save')}
      </button>
      <span role="status">{set.isDone && t('saved')}</span>
    </form>
  );
}

function EventChoice({
  events,
  onEvents,
}: {
  events: readonly EventName[];
  onEvents(events: readonly EventName[]): void;
}) {
  const { t } = useConsole();
  return (
    <fieldset class="many">
      <legend>{t('webhookEvents')}</legend>
      {EVENT_NAMES.map((name) => (
        <CheckField
          key={name}
          label={name}
          checked={events.includes(name)}
          onChecked={(isWanted) =>
            onEvents(isWanted ? [...events, name] : events.filter((other) => other !== name))
          }
        />
      ))}
    </fieldset>
  );
}
