import type { Page, Wid } from '../page';

interface Storage {
  getSessionTable?: () => { forEach(visit: (row: { address: string }) => void): Promise<unknown> };
}

interface Store {
  bulkRemoveSession?: (addresses: readonly string[]) => Promise<unknown>;
}

/** WhatsApp's sessions in memory, in front of the table. */
interface ProtocolStore {
  removeSession?: (address: string) => unknown;
  flushBufferToDiskIfNotMemOnlyMode?: () => Promise<unknown>;
}

interface SessionApi {
  deleteDeviceSenderKey?: (device: Wid) => Promise<unknown>;
}

interface Participants {
  getGroupSenderKeyList?: (group: Wid) => Promise<{ skList?: Wid[] }>;
  markForgetSenderKey?: (group: Wid, devices: Wid[]) => Promise<unknown>;
}

interface MeUser {
  getMaybeMeDeviceLid?: () => Wid | null | undefined;
  getMaybeMeDevicePn?: () => Wid | null | undefined;
}

interface StatusPreferences {
  getStatusSenderKeyMap?: () => Promise<{ senderKey?: Iterable<string> }>;
  markForgetStatusSenderKey?: (devices: Wid[]) => Promise<unknown>;
}

/**
 * `WAWebSignalStorage`, `WAWebSignalStoreApi`, `WAWebSignalSessionApi`, `WAWebApiParticipantStore`:
 * deletes every Signal session and own sender key of a profile that may be outdated, as the client
 * deletes one when a device asks for it. Messages of such a profile re-use counters, and peers
 * silently drop them. WhatsApp makes new sessions with the next message to each: one fetch of
 * pre-keys per device. wa-js has nothing similar.
 *
 * The page must be loaded anew after it: sender keys are in memory too, and perhaps in a worker.
 *
 * @param onProblem told when a group's holders cannot be forgotten
 * @returns what is missing for it, by module and export; empty when it is done. With anything
 * missing, nothing was dropped
 */
export async function dropSignalSessions(
  page: Page,
  onProblem: (problem: string) => void,
): Promise<string[]> {
  const storage = page.module<Storage>('WAWebSignalStorage');
  const store = page.module<{ waSignalStore?: Store }>('WAWebSignalStoreApi')?.waSignalStore;
  const api = page.module<SessionApi>('WAWebSignalSessionApi');
  const devices = ownDevices(page);
  const missing = Object.entries({
    'WAWebSignalStorage.getSessionTable': storage?.getSessionTable,
    'WAWebSignalStoreApi.waSignalStore.bulkRemoveSession': store?.bulkRemoveSession,
    'WAWebSignalSessionApi.deleteDeviceSenderKey': api?.deleteDeviceSenderKey,
    'WAWebUserPrefsMeUser.getMaybeMeDeviceLid': devices[0],
  }).flatMap(([name, found]) => (found === undefined ? [name] : []));
  if (missing.length > 0) {
    return missing;
  }
  // The holders first: if a deleted key still counts as given, nobody is given the new one.
  await forgetHolders(page, onProblem);
  await forgetStatusHolders(page);
  for (const device of devices) {
    await api?.deleteDeviceSenderKey?.(device);
  }
  const addresses: string[] = [];
  await storage?.getSessionTable?.().forEach(({ address }) => {
    addresses.push(address);
  });
  await dropFromMemory(page, addresses);
  await store?.bulkRemoveSession?.(addresses);
  return [];
}

/** This device by LID and by phone number: sender keys are stored under either. */
function ownDevices(page: Page): Wid[] {
  const me = page.module<MeUser>('WAWebUserPrefsMeUser');
  return [me?.getMaybeMeDeviceLid?.(), me?.getMaybeMeDevicePn?.()].flatMap((wid) => wid ?? []);
}

/**
 * Deletes the holders of sender keys. Otherwise members request the new key of their group
 * themselves, one message late. A group whose key will be made again in any case is recorded
 * without holders, because marking none would undo that. If this fails for a group, its members are
 * one message late; other groups must not wait for it.
 */
async function forgetHolders(page: Page, onProblem: (problem: string) => void): Promise<void> {
  const participants = page.module<Participants>('WAWebApiParticipantStore');
  for (const { id } of page.wpp.whatsapp.ChatStore.getModelsArray()) {
    if (id.isGroup()) {
      try {
        const holders = (await participants?.getGroupSenderKeyList?.(id))?.skList ?? [];
        if (holders.length > 0) {
          await participants?.markForgetSenderKey?.(id, holders);
        }
      } catch (error) {
        onProblem(`holders_not_forgotten: ${error instanceof Error ? error.name : typeof error}`);
      }
    }
  }
}

async function forgetStatusHolders(page: Page): Promise<void> {
  const status = page.module<{ default?: StatusPreferences }>('WAWebUserPrefsStatus')?.default;
  const holders = (await status?.getStatusSenderKeyMap?.())?.senderKey ?? [];
  const devices = [...holders].map((text) => page.wpp.whatsapp.WidFactory.createWid(text));
  await status?.markForgetStatusSenderKey?.(devices);
}

/**
 * Drops sessions that exist only in memory, which would be written again: those of people who wrote
 * in the meantime.
 */
async function dropFromMemory(page: Page, addresses: readonly string[]): Promise<void> {
  const module = page.module<{ getSignalProtocolStore?: () => ProtocolStore }>(
    'WAWebSignalProtocolStore',
  );
  const memory = module?.getSignalProtocolStore?.();
  for (const address of addresses) {
    await memory?.removeSession?.(address);
  }
  await memory?.flushBufferToDiskIfNotMemOnlyMode?.();
}
