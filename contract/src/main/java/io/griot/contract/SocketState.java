package io.griot.contract;

/** The state of WhatsApp Web's connection, in its own words ({@code WPP.whatsapp.Socket.state}). */
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
