package io.griot.contract;

/** WhatsApp Web's own word for its connection ({@code WPP.whatsapp.Socket.state}). */
public enum SocketState {
  CONFLICT,
  CONNECTED,
  DEPRECATED_VERSION,
  OPENING,
  PAIRING,
  PROXYBLOCK,
  SMB_TOS_BLOCK,
  TIMEOUT,
  TOS_BLOCK,
  UNLAUNCHED,
  UNPAIRED,
  UNPAIRED_IDLE
}
