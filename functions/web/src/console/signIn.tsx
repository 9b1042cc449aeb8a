import { useEffect, useState } from 'preact/hooks';
import type { Language } from '../messages';
import { Client } from './client';
import { useConsole } from './context';
import { failureOf } from './failure';
import { useAction } from './hooks';
import { audienceOf, isLikeKey } from './key';
import { LanguageSwitch } from './languageSwitch';
import { TextField } from './parts/field';
import { Problem } from './parts/problem';

/** Asks for a key, and tries it before it is kept. */
export function SignIn({
  hasFailed,
  onKey,
  onLanguage,
}: {
  hasFailed: boolean;
  onKey(key: string): void;
  onLanguage(language: Language): void;
}) {
  const { t } = useConsole();
  const [key, setKey] = useState('');
  const [problem, setProblem] = useState<'form' | 'wrong' | null>(null);
  useEffect(() => {
    document.title = `${t('signIn')} – Griot`;
  });
  const tried = useAction(async () => {
    const given = key.trim();
    setProblem(null);
    if (!isLikeKey(given)) {
      setProblem('form');
      return;
    }
    try {
      await tryKey(new Client(given));
      onKey(given);
    } catch (e) {
      if (failureOf(e).kind !== 'key') {
        throw e;
      }
      setProblem('wrong');
    }
  });
  return (
    <div class="sign-in">
      <header class="bar">
        <img src="/web/icon.svg" alt="" width="32" height="32" />
        <strong class="grow">Griot</strong>
        <LanguageSwitch onLanguage={onLanguage} />
      </header>
      <main>
        <h1>{t('signIn')}</h1>
        {hasFailed && (
          <p class="notice bad" role="alert">
            {t('keyStopped')}
          </p>
        )}
        <form
          class="panel"
          onSubmit={(event) => {
            event.preventDefault();
            void tried.run();
          }}
        >
          <TextField
            label={t('apiKey')}
            hint={t('apiKeyHint')}
            type="password"
            required
            value={key}
            onValue={setKey}
          />
          {problem !== null && (
            <p class="notice bad" role="alert">
              {t(problem === 'form' ? 'keyForm' : 'keyWrong')}
            </p>
          )}
          <Problem failure={tried.failure} />
          <button type="submit" class="primary" disabled={tried.isRunning}>
            {t('signIn')}
          </button>
        </form>
        <p class="soft">{t('keyStays')}</p>
        <p>
          <a href="/api-docs">{t('readDocs')}</a>
        </p>
      </main>
    </div>
  );
}

/** Asks for something that every key of its audience may read. */
async function tryKey(client: Client): Promise<void> {
  if (audienceOf(client.key) === 'operator') {
    await client.get('/admin/hosts');
  } else {
    await client.get('/session/getSessions').catch((e) => {
      // A key that may not read, or is not paid for, is a key all the same.
      if (!['scope', 'unpaid'].includes(failureOf(e).kind)) {
        throw e;
      }
    });
  }
}
