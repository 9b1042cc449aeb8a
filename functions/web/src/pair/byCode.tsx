import { useState } from 'preact/hooks';
import { type Language, type Message, say } from '../messages';
import type { CodeAnswer, CodeProblem, PairingApi } from './api';

const PROBLEMS: Record<CodeProblem, Message> = {
  number: 'numberWrong',
  too_many_requests: 'codeTooMany',
  not_ready: 'codeFailed',
  failed: 'codeFailed',
};

/** A form that requests a code for a phone number, in place of the QR code. */
export function ByCode({ api, language }: { api: PairingApi; language: Language }) {
  const [number, setNumber] = useState('');
  const [isAsking, setAsking] = useState(false);
  const [answer, setAnswer] = useState<CodeAnswer | null>(null);
  const t = (message: Message) => say(language, message);

  async function ask(event: Event): Promise<void> {
    event.preventDefault();
    setAsking(true);
    setAnswer(null);
    setAnswer(await api.code(number).catch(() => ({ problem: 'failed' as const })));
    setAsking(false);
  }

  const problem = answer !== null && 'problem' in answer ? answer.problem : null;
  const code = answer !== null && 'code' in answer ? answer.code : null;
  return (
    <form class="by-code" onSubmit={ask}>
      <label for="number">{t('number')}</label>
      <input
        id="number"
        type="tel"
        inputMode="tel"
        autoComplete="tel"
        required
        placeholder="+"
        aria-describedby="number-hint"
        aria-invalid={problem === 'number'}
        value={number}
        onInput={(event) => setNumber(event.currentTarget.value)}
      />
      <small id="number-hint">{t('numberHint')}</small>
      <button type="submit" class="primary" disabled={isAsking}>
        {t(code === null ? 'getCode' : 'newCode')}
      </button>
      <div role="status" aria-live="polite">
        {isAsking && <p class="soft">{t('asking')}</p>}
        {problem !== null && <p class="notice bad">{t(PROBLEMS[problem])}</p>}
        {code !== null && (
          <>
            <p>{t('yourCode')}</p>
            <p class="link-code" translate={false}>
              <span>{code.slice(0, 4)}</span>
              <span aria-hidden="true">-</span>
              <span>{code.slice(4)}</span>
            </p>
            <p class="soft">{t('codeValid')}</p>
          </>
        )}
      </div>
    </form>
  );
}
