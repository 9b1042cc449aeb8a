import { waitUntil } from './waiting';

/** How long a model may take to show what was asked for. */
const patienceMs = 10_000;

/**
 * Waits until a model of WhatsApp's shows something, where the call that asked for it does not say when
 * it is done. Answers whether it came within 10 s.
 *
 * @param attribute the one whose changes are looked at
 */
export function waitForChange(
  model: object,
  attribute: string,
  condition: () => boolean,
): Promise<boolean> {
  return waitUntil(condition, [[model, `change:${attribute}`]], patienceMs);
}
