import { Failure } from '../failure';
import { within } from '../waiting';

/**
 * The maximum time of an answer: WhatsApp's server usually answers within a second, but its client
 * waits for some answers without end.
 */
const answerMs = 15_000;

/**
 * Waits for a request that changes nothing, to WhatsApp's server or database. All such requests of
 * the bridge use it. An unanswered one blocks nothing, and may be repeated.
 *
 * @throws Failure OVERLOADED after 15 s, and the failure of the request
 */
export function asked<T>(question: Promise<T>): Promise<T> {
  return within(question, answerMs, () => {
    throw new Failure('OVERLOADED', 'WhatsApp did not answer');
  });
}
