import { notice } from './dom';
import { reason } from './words';

/** Does something for the phone's owner, and shows them why when it fails. Says whether it was done. */
export async function attempt(action: () => unknown): Promise<boolean> {
  try {
    await action();
    return true;
  } catch (error) {
    notice(reason(error), 'bad');
    return false;
  }
}
