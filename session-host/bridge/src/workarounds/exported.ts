import { Failure } from '../failure';
import type { Page } from '../page';

/**
 * A function without a binding of wa-js, looked up when it is needed.
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
