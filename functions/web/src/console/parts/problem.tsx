import { useConsole } from '../context';
import type { Failure, FailureKind } from '../failure';
import { linkTo } from '../route';
import type { Word } from '../words';

/** The advice for each kind of failure. */
const ADVICE: Record<FailureKind, Word> = {
  key: 'failKey',
  scope: 'failScope',
  unpaid: 'failUnpaid',
  slower: 'failSlower',
  offline: 'failOffline',
  absent: 'failAbsent',
  refused: 'failRefused',
  broken: 'failBroken',
};

/** Those whose advice says it all; of the others the API's own words are shown too. */
const SPEAKING: readonly FailureKind[] = ['key', 'offline', 'unpaid'];

/** A failure: what to do about it, and what the API said. */
export function Problem({ failure }: { failure: Failure | null | undefined }) {
  const { t } = useConsole();
  if (!failure) {
    return null;
  }
  const seconds = Math.ceil((failure.retryAfterMs ?? 0) / 1000);
  return (
    <div class="notice bad" role="alert">
      <p>{t(ADVICE[failure.kind])}</p>
      {seconds > 0 && <p>{t('failWait', { seconds })}</p>}
      {!SPEAKING.includes(failure.kind) && (
        <p class="api-words">
          <code>
            {failure.status} {failure.error}
          </code>
        </p>
      )}
      {failure.kind === 'unpaid' && (
        <p>
          <a href={linkTo('account')}>{t('goToAccount')}</a>
        </p>
      )}
    </div>
  );
}
