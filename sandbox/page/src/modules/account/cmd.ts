import { define } from '../../loader/define';
import { EventEmitter } from '../../models/EventEmitter';

/**
 * The client's command bus: what the interface and the bridge to the backend ask for. Commands are
 * events; the modules that carry them out register as listeners of `Cmd` with a promise to settle.
 *
 * It never fires `main_loaded`, and has no `isMainLoaded`: the client of August 2026 has neither.
 */
export class CmdImpl extends EventEmitter {
  onLogoutFromBridge(): void {
    this.trigger('logout');
  }

  onMainStreamModeReadyFromBridge(): void {
    this.trigger('main_stream_mode_ready');
  }

  onInitialLoadReadyFromBridge(): void {
    this.trigger('initial_load_ready');
  }

  archiveChat(chat: unknown, archive: boolean): void {
    this.trigger('archive_chat', chat, archive);
  }

  pinChat(chat: unknown, pin: boolean): void {
    this.trigger('pin_chat', chat, pin);
  }

  markChatUnread(chat: unknown, unread: boolean): void {
    this.trigger('mark_chat_unread', chat, unread);
  }

  sendRevokeMsgs(chat: unknown, selection: { list: unknown[] }, options?: unknown): Promise<void> {
    return this.#carryOut('send_revoke_msgs', chat, selection.list, options);
  }

  sendDeleteMsgs(
    chat: unknown,
    selection: { list: unknown[] },
    clearMedia?: unknown,
  ): Promise<void> {
    return this.#carryOut('send_delete_msgs', chat, selection.list, clearMedia);
  }

  sendStarMsgs(chat: unknown, messages: unknown[]): Promise<void> {
    return this.#carryOut('send_star_msgs', chat, messages, true);
  }

  sendUnstarMsgs(chat: unknown, messages: unknown[]): Promise<void> {
    return this.#carryOut('send_star_msgs', chat, messages, false);
  }

  #carryOut(command: string, ...args: unknown[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.trigger(command, ...args, { resolve, reject });
    });
  }
}

export const cmd = new CmdImpl();

define('WAWebCmd', { Cmd: cmd, CmdImpl });

/** The promise a commanded module settles. */
export interface Settle {
  resolve(): void;
  reject(error: unknown): void;
}
