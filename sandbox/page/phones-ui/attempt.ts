import { notice } from './dom';
import { reason } from './words';

/**
 * Runs an action of the phone's owner, and shows the reason if it fails. Resolves to whether it
 * succeeded.
 */
export async function attempt(action: () => unknown): Promise<boolean> {
  try {
    await action();
    return true;
  } catch (error) {
    notice(reason(error), 'bad');
    return false;
  }
}
