import type { CallContext } from '../call/context';
import type { Message } from '../channel';
import { Answers } from './answers';
import { Bridge, type PageWindow } from './bridge';

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
  const answers = new Answers();
  const longArguments = new Map<string, string>();
  const host = {
    call: (operation: string, args: unknown, context: CallContext) =>
      bridge.call(operation, args, context),
    /**
     * The same as JSON: BiDi takes long to serialise a big tree of values. Without a text, the
     * arguments are those that were left before.
     */
    callText: async (operation: string, args: string, context: CallContext) => {
      const text = args === '' ? longArguments.get(context.commandId) : args;
      longArguments.delete(context.commandId);
      return answers.textOf(
        await bridge.callInOrder(operation, JSON.parse(text ?? '{}'), context),
        context,
      );
    },
    /** Leaves arguments that are too long for BiDi. */
    leaveArguments: (commandId: string, args: string) => {
      longArguments.set(commandId, args);
      return '';
    },
    /** Bytes of an answer that was too long for BiDi, in base64. */
    slice: (commandId: string, from: number, to: number) => answers.slice(commandId, from, to),
    drop: (commandId: string) => {
      answers.drop(commandId);
      return '';
    },
    /** An `<input type="file">` for the files that a command's arguments speak of. */
    fileChooser: (commandId: string) => bridge.fileChooser(commandId),
    logout: () => bridge.logout(),
    dropSignalSessions: async () => JSON.stringify(await bridge.dropSignalSessions()),
    pulse: (mayBeUsed: boolean) => bridge.pulse(mayBeUsed),
  };
  Object.defineProperty(window, '__griot', { value: Object.freeze(host) });
  bridge.prepare();
  return bridge;
}
