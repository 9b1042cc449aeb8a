import { useState } from 'preact/hooks';
import { useConsole } from '../context';
import { useAction } from '../hooks';
import { TextField } from '../parts/field';
import { Problem } from '../parts/problem';

const HOUR_MS = 3_600_000;

/** A moment as the browser's field for it wants it: in local time, to the minute. */
function localMinute(at: number): string {
  const date = new Date(at);
  return new Date(at - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** Has the events of a time sent again; goes on by itself until all of them are on their way. */
export function Replay({ session }: { session: string | undefined }) {
  const { client, t } = useConsole();
  const [from, setFrom] = useState(localMinute(Date.now() - HOUR_MS));
  const [until, setUntil] = useState(localMinute(Date.now()));
  const [count, setCount] = useState<number | null>(null);
  const replay = useAction(async () => {
    let next: string | null = new Date(from).toISOString();
    let sent = 0;
    setCount(null);
    while (next !== null) {
      const answer: { events: number; next: string | null } = await client.post('/webhook/replay', {
        body: {
          from: next,
          until: new Date(until).toISOString(),
          ...(session === undefined ? {} : { sessionId: session }),
        },
      });
      sent += answer.events;
      setCount(sent);
      next = answer.next;
    }
  });
  return (
    <form
      class="panel"
      onSubmit={(event) => {
        event.preventDefault();
        void replay.run();
      }}
    >
      <h2>{t('replay')}</h2>
      <p class="soft">{t('replayHint')}</p>
      <div class="filters">
        <TextField
          label={t('replayFrom')}
          type="datetime-local"
          required
          value={from}
          onValue={setFrom}
        />
        <TextField
          label={t('replayUntil')}
          type="datetime-local"
          required
          value={until}
          onValue={setUntil}
        />
      </div>
      <button type="submit" class="primary" disabled={replay.isRunning}>
        {t('replayRun')}
      </button>
      <p role="status">{count !== null && t('replayed', { count })}</p>
      <Problem failure={replay.failure} />
    </form>
  );
}
