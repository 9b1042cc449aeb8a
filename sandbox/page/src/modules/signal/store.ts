import { define } from '../../loader/define';
import { type ChainState, signalRows } from '../../store/signal';
import { pairingKeys } from '../account/pairing';
import type { Wid } from '../ids/wid';
import { createWid } from '../ids/widFactory';
import { randomHex } from '../library/randomHex';

/** The Signal protocol's name of a device. */
export function addressOf(wid: Wid): string {
  return `${wid.user}.${wid.getDeviceId()}`;
}

export function senderKeyName(group: string, device: Wid): string {
  return `${group}::${addressOf(device)}`;
}

export function newChain(): ChainState {
  return { id: randomHex(8), counter: 0 };
}

/**
 * Sessions and own sender keys in memory, in front of the database, as in the client: one that is
 * removed only from the database is still used until the page is reloaded.
 */
class SignalProtocolStore {
  readonly _sessions = new Map<string, ChainState>();
  readonly _senderKeys = new Map<string, ChainState>();
  readonly #removed = new Set<string>();

  removeSession(address: string): void {
    this._sessions.delete(address);
    this.#removed.add(address);
  }

  async flushBufferToDiskIfNotMemOnlyMode(): Promise<void> {
    const removed = [...this.#removed];
    this.#removed.clear();
    await signalRows.remove('session-store', removed);
  }
}

export const protocolStore = new SignalProtocolStore();

/** Loads the profile's sessions and keys. Once, before anything is sent. */
export async function loadSignal(): Promise<void> {
  for (const { address, session } of await signalRows.all('session-store')) {
    protocolStore._sessions.set(address, session);
  }
  for (const { senderKeyName: name, senderKey } of await signalRows.all('senderkey-store')) {
    protocolStore._senderKeys.set(name, senderKey);
  }
}

define('WAWebSignalProtocolStore', { getSignalProtocolStore: () => protocolStore });

define('WAWebSignalStorage', {
  getSessionTable: () => ({
    forEach: async (visit: (row: { address: string; session: object }) => void) => {
      (await signalRows.all('session-store')).forEach(visit);
    },
  }),
});

/** The tables without the memory in front of them. */
class SignalStore {
  async getRegistrationInfo(): Promise<{ identityKeyPair: { pubKey: ArrayBuffer } }> {
    const { identityPublicKey } = await pairingKeys();
    return { identityKeyPair: { pubKey: identityPublicKey } };
  }

  bulkRemoveSession(addresses: readonly string[]): Promise<void> {
    return signalRows.remove('session-store', addresses);
  }

  removeSenderKey(name: string): Promise<void> {
    return signalRows.remove('senderkey-store', [name]);
  }

  async removeSenderKeyBySenderId(senderId: string): Promise<void> {
    const own = (await signalRows.all('senderkey-store')).filter(
      (row) => row.senderId === senderId,
    );
    await signalRows.remove(
      'senderkey-store',
      own.map((row) => row.senderKeyName),
    );
  }
}

const { waSignalStore } = define('WAWebSignalStoreApi', { waSignalStore: new SignalStore() });

define('WAWebSignalSessionApi', {
  deleteGroupSenderKeyInfo: (group: Wid, device: Wid) =>
    waSignalStore.removeSenderKey(senderKeyName(group.toString(), device)),
  deleteDeviceSenderKey: (device: Wid) =>
    waSignalStore.removeSenderKeyBySenderId(addressOf(device)),
});

async function mark(group: string, devices: readonly Wid[], has: boolean): Promise<void> {
  const row = await signalRows.get('participant', group);
  const senderKey = new Map(row?.senderKey);
  for (const device of devices) {
    senderKey.set(device.toString(), has);
  }
  await signalRows.put('participant', [{ groupId: group, senderKey }]);
}

/** The holders of an own key, divided into those who have it and those who must be given it. */
async function holders(group: string): Promise<{ skList: Wid[]; skDistribList: Wid[] }> {
  const all = [...((await signalRows.get('participant', group))?.senderKey ?? [])];
  const who = (has: boolean): Wid[] =>
    all.filter(([, is]) => is === has).map(([wid]) => createWid(wid));
  return { skList: who(true), skDistribList: who(false) };
}

export const participantStore = define('WAWebApiParticipantStore', {
  getGroupSenderKeyList: async (group: Wid) => ({
    ...(await holders(group.toString())),
    rotateKey: false,
  }),
  markHasSenderKey: (group: Wid, devices: Wid[]) => mark(group.toString(), devices, true),
  markForgetSenderKey: (group: Wid, devices: Wid[]) => mark(group.toString(), devices, false),
});

const STATUS = 'status@broadcast';

/** The same for status posts, which the client stores with the account's preferences. */
export const statusKeyHolders = {
  getStatusSenderKeyMap: async () => ({
    rotateKey: false,
    senderKey: new Set((await holders(STATUS)).skList.map(String)),
  }),
  markForgetStatusSenderKey: (devices: Wid[]) => mark(STATUS, devices, false),
};
