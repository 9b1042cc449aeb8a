import type { CallContext } from '../call/context';
import { Answers } from './answers';
import type { Bridge } from './bridge';

/** The requests of the host. `PageRequest` on the host's side makes them. */
type HostRequest =
  /** Calls an operation. Without `args`, it uses the arguments left by `leaveArguments`. */
  | { type: 'call'; operation: string; args?: unknown; context: CallContext }
  /** Leaves arguments that are too long for BiDi. */
  | { type: 'leaveArguments'; commandId: string; args: unknown }
  /** Asks for an `<input type="file">` for the files that a command's arguments refer to. */
  | { type: 'fileChooser'; commandId: string }
  /** Asks for bytes of an answer that is too long for BiDi, in base64. */
  | { type: 'slice'; commandId: string; from: number; to: number }
  | { type: 'drop'; commandId: string }
  | { type: 'pulse'; mayBeUsed: boolean }
  /** Confirms stored events, which the page need not keep. */
  | { type: 'confirm'; events: [name: string, key: string][] }
  /** Asks for events of the messages since a time, unix ms; null if none are missing. */
  | { type: 'recall'; since: number | null }
  /** Events whose messages this page's history lacks, because its profile was put back: their deliveries' bodies. */
  | { type: 'lacks'; events: string[] }
  | { type: 'logout' }
  | { type: 'dropSignalSessions' }
  | { type: 'reload' };

/**
 * Answers the host's requests. Requests and answers are single texts, because BiDi serialises large
 * trees slowly; only a file chooser is returned as itself.
 */
export class HostRequests {
  readonly #answers = new Answers();
  readonly #longArguments = new Map<string, unknown>();

  constructor(
    private readonly bridge: Bridge,
    private readonly reload: () => void,
  ) {}

  /** Answers a request. Rejects only for a slice of an answer that is not kept any more. */
  answer(json: string): Promise<string> | HTMLInputElement {
    const request: HostRequest = JSON.parse(json);
    return request.type === 'fileChooser'
      ? this.bridge.fileChooser(request.commandId)
      : this.#textOf(request);
  }

  async #textOf(request: Exclude<HostRequest, { type: 'fileChooser' }>): Promise<string> {
    switch (request.type) {
      case 'call':
        return this.#call(request.operation, request.args, request.context);
      case 'leaveArguments':
        this.#longArguments.set(request.commandId, request.args);
        return '';
      case 'slice':
        return this.#answers.slice(request.commandId, request.from, request.to);
      case 'drop':
        this.#answers.drop(request.commandId);
        return '';
      case 'pulse':
        return JSON.stringify(await this.bridge.pulse(request.mayBeUsed));
      case 'confirm':
        this.bridge.confirm(request.events);
        return '';
      case 'recall':
        await this.bridge.recall(request.since);
        return '';
      case 'lacks':
        await this.bridge.lacks(request.events);
        return '';
      case 'logout':
        return String(await this.bridge.logout());
      case 'dropSignalSessions':
        return JSON.stringify(await this.bridge.dropSignalSessions());
      case 'reload':
        this.reload();
        return '';
    }
  }

  async #call(operation: string, args: unknown, context: CallContext): Promise<string> {
    const given = args ?? this.#longArguments.get(context.commandId) ?? {};
    this.#longArguments.delete(context.commandId);
    return this.#answers.textOf(await this.bridge.callInOrder(operation, given, context), context);
  }
}
