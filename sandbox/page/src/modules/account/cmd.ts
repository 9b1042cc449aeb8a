import { define } from '../../loader/define';
import { EventEmitter } from '../../models/EventEmitter';

/**
 * The client's command bus between interface and backend. Commands are events. Those that change
 * chats and messages are carried out by a component of the main interface, while it is mounted. The
 * sandbox has no main interface, so they have no effect, and callers are not told.
 *
 * It never fires `main_loaded`, and has no `isMainLoaded`: the client of August 2026 has neither.
 */
class CmdImpl extends EventEmitter {
  onLogoutFromBridge(): void {
    this.trigger('logout_from_bridge');
  }

  onMainStreamModeReadyFromBridge(): void {
    this.trigger('main_stream_mode_ready');
  }

  onInitialLoadReadyFromBridge(): void {
    this.trigger('initial_load_ready');
  }

  socketStreamDisconnectedFromBridge(): void {
    this.trigger('socket_stream_disconnected_from_bridge');
  }

  /** Whether the backlog has been processed completely. */
  isOfflineDeliveryEnd = false;

  onOfflineDeliveryEndFromBridge(): void {
    this.isOfflineDeliveryEnd = true;
    this.trigger('offline_delivery_end_from_bridge');
  }

  onOfflineDeliveryStateResetFromBridge(): void {
    this.isOfflineDeliveryEnd = false;
    this.trigger('offline_delivery_state_reset_from_bridge');
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

  sendRevokeMsgs(chat: unknown, selection: { list: unknown[] }, options?: unknown): void {
    this.trigger('send_revoke_msgs', chat, selection, options);
  }

  sendDeleteMsgs(chat: unknown, selection: { list: unknown[] }, clearMedia?: unknown): void {
    this.trigger('send_delete_msgs', chat, selection, clearMedia);
  }

  sendStarMsgs(chat: unknown, messages: unknown[]): void {
    this.trigger('send_star_msgs', chat, messages);
  }

  sendUnstarMsgs(chat: unknown, messages: unknown[]): void {
    this.trigger('send_unstar_msgs', chat, messages);
  }
}

export const cmd = new CmdImpl();

define('WAWebCmd', { Cmd: cmd, CmdImpl });
