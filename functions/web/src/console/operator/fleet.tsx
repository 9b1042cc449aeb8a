import { useState } from 'preact/hooks';
import { useConsole } from '../context';
import { relative } from '../format';
import { useAction, useNow, usePoll } from '../hooks';
import { Confirmation } from '../parts/dialog';
import { Badge, Facts, type Tone } from '../parts/facts';
import { Known } from '../parts/known';
import { Problem } from '../parts/problem';
import type { Word } from '../words';
import { freeSlots, type Host } from './hosts';
import { SessionsOf } from './sessions';

const EVERY_MS = 10_000;

const STATES: Record<Host['state'], readonly [Word, Tone]> = {
  running: ['hostRunning', 'good'],
  draining: ['hostDraining', 'busy'],
  closing: ['hostClosing', 'busy'],
  dead: ['hostDead', 'bad'],
};

/** The hosts and their free places, and all sessions. */
export function Fleet() {
  const { client, t } = useConsole();
  const [known, again] = usePoll(
    'hosts',
    async () => (await client.get('/admin/hosts')).hosts,
    () => EVERY_MS,
  );
  return (
    <>
      <h1>{t('fleet')}</h1>
      <section class="panel" aria-labelledby="hosts-title">
        <h2 id="hosts-title">{t('hosts')}</h2>
        <Known known={known}>
          {(hosts) => (
            <>
              <p>{t('freeSlots', { count: freeSlots(hosts) })}</p>
              {hosts.length === 0 && <p class="empty">{t('noHosts')}</p>}
              <ul class="plain">
                {hosts.map((host) => (
                  <One key={host.hostId} host={host} onChanged={again} />
                ))}
              </ul>
            </>
          )}
        </Known>
      </section>
      <SessionsOf />
    </>
  );
}

function One({ host, onChanged }: { host: Host; onChanged(): void }) {
  const { client, language, t } = useConsole();
  const now = useNow();
  const [isAsked, setAsked] = useState(false);
  const [word, tone] = STATES[host.state];
  const drain = useAction(async () => {
    await client.post('/admin/hosts/{hostId}/drain', { path: { hostId: host.hostId } });
    setAsked(false);
    onChanged();
  });
  return (
    <li class="item">
      <div class="line">
        <strong class="grow">
          <code>{host.hostId}</code>
        </strong>
        <Badge tone={tone}>{t(word)}</Badge>
      </div>
      <Facts
        facts={[
          [t('sessions'), `${host.sessions} / ${host.slots}`],
          [t('lastBeat'), relative(language, Math.min(Date.parse(host.beatAt), now), now)],
          [t('startedAt'), relative(language, Math.min(Date.parse(host.startedAt), now), now)],
          [t('version'), host.version ?? '–'],
        ]}
      />
      {host.state === 'running' && (
        <button type="button" class="secondary small" onClick={() => setAsked(true)}>
          {t('drain')}
        </button>
      )}
      {isAsked && (
        <Confirmation
          title={t('drainTitle', { id: host.hostId })}
          confirm={t('drain')}
          isRunning={drain.isRunning}
          onConfirm={() => drain.run()}
          onClose={() => setAsked(false)}
        >
          <p>{t('drainText')}</p>
          <Problem failure={drain.failure} />
        </Confirmation>
      )}
    </li>
  );
}
