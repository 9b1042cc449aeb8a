import type { ComponentChildren } from 'preact';
import { useConsole } from '../context';
import type { Polled } from '../poll';
import { Problem } from './problem';

/** Something that is asked for: that it is on its way, why it is not there, or what it is. */
export function Known<T>({
  known,
  children,
}: {
  known: Polled<T>;
  children(value: T): ComponentChildren;
}) {
  const { t } = useConsole();
  return (
    <>
      <Problem failure={known.failure} />
      {known.value === undefined && !known.failure && (
        <p class="soft" role="status">
          {t('loading')}
        </p>
      )}
      {known.isResting && <p class="notice">{t('resting')}</p>}
      {known.value !== undefined && children(known.value)}
    </>
  );
}
