import type { Page, Wid } from '../page';

interface Storage {
  getSessionTable?: () => { forEach(visit: (row: { address: string }) => void): Promise<unknown> };
}

interface Store {
  bulkRemoveSession?: (addresses: readonly string[]) => Promise<unknown>;
}

/** Sessions as WhatsApp has them in memory, in front of the table. */
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
 * `WAWebSignalStorage`, `WAWebSignalStoreApi`, `WAWebSignalSessionApi`, `WAWebApiParticipantStore`: drops
 * every Signal session and own sender key of a profile that may have gone back, as the client drops one
 * when a device asks for it. What such a profile sends re-uses counters; peers drop that without a word.
 * WhatsApp makes new ones with the next message to each: one fetch of pre-keys per device. wa-js has
 * nothing for it.
 *
 * The page must be loaded anew after it: sender keys are in memory too, and perhaps in a worker.
 *
 * @param onProblem told when a group's holders cannot be forgotten
 * @returns what is missing for it, by module and export; empty when it is done. With anything missing,
 *     nothing was dropped
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
  // First who has them: with a key that is gone, and still counts as given, nobody is given the new one.
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

/** This device by LID and by phone number: sender keys are under either. */
function ownDevices(page: Page): Wid[] {
  const me = page.module<MeUser>('WAWebUserPrefsMeUser');
  return [me?.getMaybeMeDeviceLid?.(), me?.getMaybeMeDevicePn?.()].flatMap((wid) => wid ?? []);
}

/**
 * Without these, members ask for the new key of their group themselves, one message late. A group whose key is
 * to be made anew in any case is said to have no holders: marking none would take that back. A group for which
 * this fails costs its members that one message; all others must not wait for it.
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

/** What is in memory only would be written again: the sessions of who wrote while this ran. */
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
