import type { Page } from '../page';

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
