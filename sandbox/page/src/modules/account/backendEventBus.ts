import { define } from '../../loader/define';
import { EventEmitter } from '../../models/EventEmitter';

const BackendEvent = {
  LOGOUT: 'logout',
  REFRESH_QR: 'refresh_qr',
  SET_SOCKET_STATE: 'set_socket_state',
  OPEN_SOCKET_STREAM: 'open_socket_stream',
  SOCKET_STREAM_DISCONNECTED: 'socket_stream_disconnected',
  OFFLINE_DELIVERY_END: 'offline_delivery_end',
  OFFLINE_DELIVERY_STATE_RESET: 'offline_delivery_state_reset',
  MAIN_STREAM_MODE_READY: 'main_stream_mode_ready',
  INITIAL_CHAT_HISTORY_SYNCED: 'initial_chat_history_synced',
  STORAGE_INITIALIZATION_ERROR: 'storage_initialization_error',
} as const;

/** The backend's events for the interface; wa-js forwards every one as `conn.backend_event`. */
class BackendEventBusImpl extends EventEmitter {
  triggerSetSocketState(state: string): void {
    this.trigger(BackendEvent.SET_SOCKET_STATE, state);
  }

  triggerRefreshQR(): void {
    this.trigger(BackendEvent.REFRESH_QR);
  }

  triggerOpenSocketStream(): void {
    this.trigger(BackendEvent.OPEN_SOCKET_STREAM);
  }

  triggerSocketStreamDisconnected(): void {
    this.trigger(BackendEvent.SOCKET_STREAM_DISCONNECTED);
  }

  triggerOfflineDeliveryEnd(): void {
    this.trigger(BackendEvent.OFFLINE_DELIVERY_END);
  }

  triggerOfflineDeliveryStateReset(): void {
    this.trigger(BackendEvent.OFFLINE_DELIVERY_STATE_RESET);
  }

  triggerMainStreamModeReady(): void {
    this.trigger(BackendEvent.MAIN_STREAM_MODE_READY);
  }

  triggerInitialChatHistorySynced(): void {
    this.trigger(BackendEvent.INITIAL_CHAT_HISTORY_SYNCED);
  }

  triggerStorageInitializationError(): void {
    this.trigger(BackendEvent.STORAGE_INITIALIZATION_ERROR);
  }
}

export const backendEventBus = new BackendEventBusImpl();

define('WAWebBackendEventBus', { BackendEventBus: backendEventBus, BackendEvent });
