import type { Page } from '../page';

interface EventSource {
  on(event: string, listener: () => void): void;
}

/**
 * `WAWebCompanionRegClientUtils.DEVICE_PLATFORM`: the QR code's fifth part, which wa-js's
 * `getAuthCode` leaves out. Null when the page does not have it: phones accept four parts too.
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
 * `WAWebUnpairDeviceJob.unpairDevice`: has the server unlink this device, and answers the status. It waits
 * through reconnects. wa-js's `conn.logout` gives the same request three seconds and then deletes the
 * credentials, whatever became of it. Null when this version has no such function.
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
 * `WAWebAltDeviceLinkingApi.initializeQRLinking`: back from pairing by code to pairing by QR, as the
 * client does when its user changes over. wa-js only knows the way there.
 */
export async function initializeQrLinking(page: Page): Promise<void> {
  const linking = page.module<{ initializeQRLinking?: () => unknown }>('WAWebAltDeviceLinkingApi');
  await linking?.initializeQRLinking?.();
}

/**
 * `socket_stream_disconnected_from_bridge` of `Cmd`, once for each connection that ends: also of one that ends before the
 * account's data is there, of which `Socket.stream` says nothing. wa-js does not hear it.
 */
export function onStreamCutOff(page: Page, cutOff: () => void): void {
  const cmd = page.wpp.whatsapp.Cmd as unknown as EventSource;
  cmd.on('socket_stream_disconnected_from_bridge', cutOff);
}

/**
 * `link_device_events:passkey_prologue_request` of `WAWebLinkDeviceEvents`: WhatsApp's server asks for the
 * account's passkey. It comes once; {@link isPasskeyAsked} says so at any time. wa-js knows neither.
 */
export function onPasskeyAsked(page: Page, asked: () => void): void {
  const events = page.wpp.whatsapp.LinkDeviceEvents as unknown as EventSource | undefined;
  events?.on('link_device_events:passkey_prologue_request', asked);
}

/**
 * `WAWebAltDeviceLinkingApi.getPairingType`: whether linking waits for a passkey. Neither the socket's state
 * nor the stream's mode says so.
 */
export function isPasskeyAsked(page: Page): boolean {
  const linking = page.module<{ getPairingType?: () => unknown }>('WAWebAltDeviceLinkingApi');
  return linking?.getPairingType?.() === 'SHORTCAKE_PASSKEY';
}

/**
 * `WAWebShortcakeLinkingAction.cancelShortcakePasskeyPairing`, then `WAWebLinkDeviceAction.resetLinkDeviceState`,
 * as the client's own button to cancel does: back to a fresh QR code.
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
 * `Stream.markAvailable` and `markUnavailable`: wa-js's `conn.markAvailable` also pins `Stream.available`, for
 * good, so that a later change is neither seen nor told.
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
 * `WAComms.getMsSinceLastInboundRx`: how long the server has been silent, the best proof of life there
 * is; wa-js has nothing like it. Null before there is a connection.
 */
export function msSinceServerSpoke(page: Page): number | null {
  const comms = page.module<{ getMsSinceLastInboundRx?: () => unknown }>('WAComms');
  try {
    const ms = comms?.getMsSinceLastInboundRx?.();
    return typeof ms === 'number' && Number.isFinite(ms) ? ms : null;
  } catch {
    // It throws as long as there is no connection to ask.
    return null;
  }
}
