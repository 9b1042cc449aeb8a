import type { Page } from '../page';

interface EventSource {
  on(event: string, listener: () => void): void;
}

/**
 * `WAWebCompanionRegClientUtils.DEVICE_PLATFORM`: the QR code's fifth part, which wa-js's
 * `getAuthCode` leaves out. Null if the page does not have it: phones also accept four parts.
 */
export function devicePlatform(page: Page): string | null {
  const utils = page.module<{ DEVICE_PLATFORM?: string }>('WAWebCompanionRegClientUtils');
  return utils?.DEVICE_PLATFORM ?? null;
}

/**
 * `BackendEventBus.triggerRefreshQR`, by which the client itself asks for fresh codes: wa-js's
 * `conn.refreshQR` calls `Cmd.refreshQR`, which is gone. Without it a reload brings a new code.
 */
export function refreshQr(page: Page): void {
  const bus = page.wpp.whatsapp.BackendEventBus as unknown as
    | { triggerRefreshQR?: () => unknown }
    | undefined;
  if (typeof bus?.triggerRefreshQR === 'function') {
    bus.triggerRefreshQR();
  } else {
    page.window.location.reload();
  }
}

/**
 * `WAWebUnpairDeviceJob.unpairDevice`: asks the server to unlink this device, and returns the
 * status. It waits through reconnects. wa-js's `conn.logout` gives the same request three seconds
 * and then deletes the credentials in any case. Null if this version has no such function.
 */
export async function unpairDevice(page: Page): Promise<number | null> {
  const job = page.module<{ unpairDevice?: (reason: string) => Promise<{ status?: unknown }> }>(
    'WAWebUnpairDeviceJob',
  );
  if (typeof job?.unpairDevice !== 'function') {
    return null;
  }
  const { status } = await job.unpairDevice('user_initiated');
  return typeof status === 'number' ? status : Number.NaN;
}

/**
 * `WAWebAltDeviceLinkingApi.initializeQRLinking`: switches from pairing by code to pairing by QR,
 * as the client does. wa-js supports only the other direction.
 */
export async function initializeQrLinking(page: Page): Promise<void> {
  const linking = page.module<{ initializeQRLinking?: () => unknown }>('WAWebAltDeviceLinkingApi');
  await linking?.initializeQRLinking?.();
}

/**
 * `socket_stream_disconnected_from_bridge` of `Cmd`, once for each connection that ends, even
 * before the account's data are loaded, of which `Socket.stream` shows nothing. wa-js does not
 * listen to it.
 */
export function onStreamCutOff(page: Page, cutOff: () => void): void {
  const cmd = page.wpp.whatsapp.Cmd as unknown as EventSource;
  cmd.on('socket_stream_disconnected_from_bridge', cutOff);
}

/**
 * `link_device_events:passkey_prologue_request` of `WAWebLinkDeviceEvents`: WhatsApp's server asks
 * for the account's passkey. It fires once; {@link isPasskeyAsked} returns the state at any time.
 * wa-js has neither.
 */
export function onPasskeyAsked(page: Page, asked: () => void): void {
  const events = page.wpp.whatsapp.LinkDeviceEvents as unknown as EventSource | undefined;
  events?.on('link_device_events:passkey_prologue_request', asked);
}

/**
 * `WAWebAltDeviceLinkingApi.getPairingType`: whether linking waits for a passkey. Neither the
 * socket's state nor the stream's mode shows it.
 */
export function isPasskeyAsked(page: Page): boolean {
  const linking = page.module<{ getPairingType?: () => unknown }>('WAWebAltDeviceLinkingApi');
  return linking?.getPairingType?.() === 'SHORTCAKE_PASSKEY';
}

/**
 * `WAWebShortcakeLinkingAction.cancelShortcakePasskeyPairing`, then
 * `WAWebLinkDeviceAction.resetLinkDeviceState`, as the client's own cancel button does: returns to
 * a new QR code.
 */
export async function cancelPasskey(page: Page): Promise<void> {
  page
    .module<{ cancelShortcakePasskeyPairing?: () => void }>('WAWebShortcakeLinkingAction')
    ?.cancelShortcakePasskeyPairing?.();
  await page
    .module<{ resetLinkDeviceState?: (to: { linkDeviceMethod: string }) => unknown }>(
      'WAWebLinkDeviceAction',
    )
    ?.resetLinkDeviceState?.({ linkDeviceMethod: 'QR_CODE' });
}

/**
 * `Stream.markAvailable` and `markUnavailable`: wa-js's `conn.markAvailable` also pins
 * `Stream.available` permanently, so that later changes are neither seen nor sent.
 */
export function markAvailable(page: Page, available: boolean): void {
  const { Stream } = page.wpp.whatsapp;
  if (available) {
    Stream.markAvailable();
  } else {
    Stream.markUnavailable();
  }
}

/**
 * `WAComms.getMsSinceLastInboundRx`: the time since the server's last message, the best available
 * proof of life; wa-js has nothing similar. Null before there is a connection.
 */
export function msSinceServerSpoke(page: Page): number | null {
  const comms = page.module<{ getMsSinceLastInboundRx?: () => unknown }>('WAComms');
  try {
    const ms = comms?.getMsSinceLastInboundRx?.();
    return typeof ms === 'number' && Number.isFinite(ms) ? ms : null;
  } catch {
    // It throws while there is no connection.
    return null;
  }
}
