import { Failure } from '../failure';
import { within } from '../waiting';

/** WhatsApp's server mostly answers within a second; its client waits for some answers without end. */
const answerMs = 15_000;

/**
 * A question that changes nothing, for WhatsApp's server or its database: all of the bridge's go through this.
 * One that is not answered holds up nothing behind it, and may be asked again.
 *
 * @throws Failure OVERLOADED after 15 s, and what the question is answered with
 */
export function asked<T>(question: Promise<T>): Promise<T> {
  return within(question, answerMs, () => {
    throw new Failure('OVERLOADED', 'WhatsApp did not answer');
  });
}
