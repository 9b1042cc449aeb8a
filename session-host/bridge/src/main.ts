import { Bridge, type PageWindow } from './bridge';
import type { CallContext } from './calls';
import type { Message } from './channel';

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
  const host = {
    call: (operation: string, args: unknown, context: CallContext) =>
      bridge.call(operation, args, context),
    /** The same as JSON: BiDi takes long to serialise a big tree of values. */
    callText: async (operation: string, args: unknown, context: CallContext) =>
      JSON.stringify(await bridge.call(operation, args, context)),
    /** An `<input type="file">` for the files that a command's arguments speak of. */
    fileChooser: (commandId: string) => bridge.fileChooser(commandId),
    logout: () => bridge.logout(),
    pulse: () => bridge.pulse(),
  };
  Object.defineProperty(window, '__griot', { value: Object.freeze(host) });
  bridge.prepare();
  return bridge;
}
