import type { Message } from '../channel';
import { Bridge, type PageWindow } from './bridge';
import { HostRequests } from './requests';

/**
 * Starts the bridge in a document, called before wa-js in the same function. Returns null in
 * frames, in documents that are not web pages, and where it already runs.
 */
export function begin(
  window: PageWindow,
  deliver: (message: Message & { n: number }) => void,
): Bridge | null {
  const isWeb = /^https?:$/.test(window.location.protocol);
  if (window.top !== window.self || !isWeb || '__griot' in window) {
    return null;
  }
  const bridge = new Bridge(window, deliver);
  const requests = new HostRequests(bridge, () => window.location.reload());
  Object.defineProperty(window, '__griot', { value: (json: string) => requests.answer(json) });
  bridge.prepare();
  return bridge;
}
