import type { Message } from '../channel';
import { Bridge, type PageWindow } from './bridge';
import { HostRequests } from './requests';

/**
 * Starts the bridge in a document: called before wa-js, in the same function. Null where it has no
 * business: in frames, in documents that are no web pages, and where it runs already.
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
