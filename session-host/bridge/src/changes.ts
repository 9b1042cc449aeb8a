import { waitUntil } from './waiting';

/** The maximum time for a model to show a requested change. */
const patienceMs = 10_000;

/**
 * Waits until a model of WhatsApp shows a change, for calls that do not report when they are done.
 * Resolves to whether it did within 10 s.
 *
 * @param attribute the attribute whose changes are watched
 */
export function waitForChange(
  model: object,
  attribute: string,
  condition: () => boolean,
): Promise<boolean> {
  return waitUntil(condition, [[model, `change:${attribute}`]], patienceMs);
}
