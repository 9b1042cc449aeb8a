import { link } from '../../net/link';
import type { WireSignal } from '../../protocol';
import { type ChainState, signalRows } from '../../store/signal';
import { getMeLidUserOrThrow, isMeAccount, myDevice } from '../account/userPrefs';
import { groupMetadataCollection } from '../group/groupMetadata';
import type { Wid } from '../ids/wid';
import { audience } from '../status/audience';
import { addressOf, newChain, participantStore, protocolStore, senderKeyName } from './store';

/** The sessions being made, by address: concurrent messages share one. */
const making = new Map<string, Promise<void>>();

/**
 * Encrypts something for a chat, as far as the sandbox does: it names sessions and sender key, each
 * with the next counter, and stores the advanced counters before anything leaves the page. Then it
 * is sent.
 *
 * @param transmit sends it; `signal` is null if it is not encrypted
 */
export async function sealed<T>(
  chat: Wid,
  transmit: (signal: WireSignal | null) => Promise<T>,
): Promise<T> {
  if (chat.isNewsletter()) {
    return transmit(null);
  }
  if (!chat.isGroup() && !chat.isStatus()) {
    return transmit(await sealedForOne(chat));
  }
  const lacking = await withoutKey(chat);
  await ensureSessions(lacking);
  const senderKey = await nextOfSenderKey(chat);
  const sessions = await nextOfSessions(lacking);
  const answer = await transmit({ sessions, senderKey });
  await participantStore.markHasSenderKey(chat, lacking);
  return answer;
}

/** Encrypts for a person; a message to oneself has no recipients. */
export async function sealedForOne(chat: Wid): Promise<WireSignal> {
  const people = isMeAccount(chat) ? [] : [chat];
  await ensureSessions(people);
  return { sessions: await nextOfSessions(people), senderKey: null };
}

/** The recipients of a group's messages or of status posts that must be given the key. */
async function withoutKey(chat: Wid): Promise<Wid[]> {
  const everybody = chat.isStatus()
    ? audience()
    : (groupMetadataCollection.get(chat)?.participants.map(({ id }) => id) ?? []);
  const { skList } = await participantStore.getGroupSenderKeyList(chat);
  return everybody.filter((one) => !isMeAccount(one) && !skList.some((it) => it.equals(one)));
}

function ownKeyName(chat: Wid): string {
  return senderKeyName(chat.toString(), myDevice(getMeLidUserOrThrow()));
}

/** Fetches pre-keys for people without a session, and makes sessions. */
async function ensureSessions(people: readonly Wid[]): Promise<void> {
  const missing = people.filter((one) => !protocolStore._sessions.has(addressOf(one)));
  const fresh = missing.filter((one) => !making.has(addressOf(one)));
  if (fresh.length > 0) {
    const made = link.request('preKeys', { users: fresh.map(String) }).then(() => {
      for (const one of fresh) {
        protocolStore._sessions.set(addressOf(one), newChain());
      }
    });
    for (const one of fresh) {
      making.set(addressOf(one), made);
    }
    const done = (): void => {
      for (const one of fresh) {
        making.delete(addressOf(one));
      }
    };
    made.then(done, done);
  }
  await Promise.all(missing.map((one) => making.get(addressOf(one))));
}

async function nextOfSessions(people: readonly Wid[]): Promise<WireSignal['sessions']> {
  const used = people.map((one) => {
    const address = addressOf(one);
    const session = protocolStore._sessions.get(address) ?? newChain();
    protocolStore._sessions.set(address, advanced(session));
    return { to: one.toString(), address, ...session };
  });
  await signalRows.put(
    'session-store',
    used.map(({ address, id, counter }) => ({ address, session: advanced({ id, counter }) })),
  );
  return used.map(({ to, id, counter }) => ({ to, id, counter }));
}

async function nextOfSenderKey(chat: Wid): Promise<ChainState> {
  const device = myDevice(getMeLidUserOrThrow());
  const name = ownKeyName(chat);
  const key = protocolStore._senderKeys.get(name) ?? newChain();
  const senderKey = advanced(key);
  protocolStore._senderKeys.set(name, senderKey);
  await signalRows.put('senderkey-store', [
    { senderKeyName: name, senderId: addressOf(device), senderKey },
  ]);
  return key;
}

function advanced({ id, counter }: ChainState): ChainState {
  return { id, counter: counter + 1 };
}
