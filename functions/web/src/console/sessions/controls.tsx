import { useState } from 'preact/hooks';
import { useConsole } from '../context';
import { useAction } from '../hooks';
import { Confirmation } from '../parts/dialog';
import { Problem } from '../parts/problem';
import { linkTo } from '../route';
import type { Word } from '../words';
import type { Said } from './states';

type Change = 'start' | 'stop' | 'restart' | 'terminate';

/** The confirmation of each change; a start needs none. */
const QUESTIONS: Record<Exclude<Change, 'start'>, readonly [title: Word, text: Word]> = {
  stop: ['stopTitle', 'stopText'],
  restart: ['restartTitle', 'restartText'],
  terminate: ['terminateTitle', 'terminateText'],
};

const LABELS: Record<Change, Word> = {
  start: 'start',
  stop: 'stop',
  restart: 'restart',
  terminate: 'terminate',
};

/** Starts, stops, restarts and ends a session, and leads to what it says. */
export function Controls({
  name,
  said,
  onChange,
  onChanged,
  onLink,
}: {
  name: string;
  said: Said;
  /** Something is about to be changed. */
  onChange(): void;
  /** It was. */
  onChanged(): void;
  onLink(): void;
}) {
  const { client, t } = useConsole();
  const [asked, setAsked] = useState<Exclude<Change, 'start'> | null>(null);
  const change = useAction(async (what: Change) => {
    onChange();
    await client.get(`/session/${what}/{sessionId}`, { path: { sessionId: name } });
    setAsked(null);
    onChanged();
  });
  const isThere = said.isRunning || said.state !== 'stateGone';
  return (
    <>
      <div class="actions start">
        <a class="secondary" href={linkTo('sessions', name, 'chats')}>
          {t('chats')}
        </a>
        <a class="secondary" href={linkTo('events', name)}>
          {t('events')}
        </a>
        {!said.isRunning && (
          <>
            <button
              type="button"
              class="primary"
              disabled={change.isRunning}
              onClick={() => change.run('start')}
            >
              {t('start')}
            </button>
            <button type="button" class="secondary" onClick={onLink}>
              {t('linkPhone')}
            </button>
          </>
        )}
        {said.isRunning && (
          <>
            <button type="button" class="secondary" onClick={() => setAsked('restart')}>
              {t('restart')}
            </button>
            <button type="button" class="secondary" onClick={() => setAsked('stop')}>
              {t('stop')}
            </button>
          </>
        )}
        {isThere && (
          <button type="button" class="secondary bad" onClick={() => setAsked('terminate')}>
            {t('terminate')}
          </button>
        )}
      </div>
      {asked === null && <Problem failure={change.failure} />}
      {asked !== null && (
        <Confirmation
          title={t(QUESTIONS[asked][0], { name })}
          confirm={t(LABELS[asked])}
          isBad={asked === 'terminate'}
          isRunning={change.isRunning}
          onConfirm={() => change.run(asked)}
          onClose={() => setAsked(null)}
        >
          <p>{t(QUESTIONS[asked][1])}</p>
          <Problem failure={change.failure} />
        </Confirmation>
      )}
    </>
  );
}
