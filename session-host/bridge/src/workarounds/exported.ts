import { Failure } from '../failure';
import type { Page } from '../page';

/**
 * A function that no binding of wa-js stands for, so that it is looked for only when it is needed.
 *
 * @throws Failure UNAVAILABLE_IN_THIS_VERSION
 */
export function exported<F>(page: Page, id: string, name: string): F {
  const found = page.module<Record<string, F | undefined>>(id)?.[name];
  if (found === undefined) {
    throw new Failure('UNAVAILABLE_IN_THIS_VERSION');
  }
  return found;
}
