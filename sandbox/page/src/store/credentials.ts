import { decodeB64, encodeB64 } from '../modules/library/base64';
import type { WireAccount } from '../protocol';
import { deleteDatabase, openSignalStorage, result, SIGNAL_STORAGE, write } from './database';

/** The credentials of a linked device. The private key cannot leave the browser's profile. */
export interface Credentials {
  deviceId: string;
  account: WireAccount;
  keyPair: CryptoKeyPair;
}

const STORE = 'credentials';
const KEY = 'me';

const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' } as const;

export async function loadCredentials(): Promise<Credentials | null> {
  const database = await openSignalStorage();
  try {
    const request = database.transaction(STORE).objectStore(STORE).get(KEY);
    return (await result<Credentials | undefined>(request)) ?? null;
  } finally {
    database.close();
  }
}

export async function saveCredentials(credentials: Credentials): Promise<void> {
  const database = await openSignalStorage();
  try {
    await write(database, [STORE], (transaction) => {
      transaction.objectStore(STORE).put(credentials, KEY);
    });
  } finally {
    database.close();
  }
}

export function dropCredentials(): Promise<void> {
  return deleteDatabase(SIGNAL_STORAGE);
}

export function generateKeyPair(): Promise<CryptoKeyPair> {
  const extractable = false;
  return crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, extractable, [
    'sign',
    'verify',
  ]);
}

/** The public key as SPKI, base64. */
export async function publicKeyText(keyPair: CryptoKeyPair): Promise<string> {
  return encodeB64(await crypto.subtle.exportKey('spki', keyPair.publicKey));
}

/** Signs the text's UTF-8 bytes; base64 of the P1363 form. */
export async function sign(keyPair: CryptoKeyPair, text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  return encodeB64(await crypto.subtle.sign(SIGNATURE, keyPair.privateKey, bytes));
}

/** Whether `proof` is the HMAC-SHA256 of `text` under the base64 `secret`. */
export async function provesSecret(secret: string, text: string, proof: string): Promise<boolean> {
  const key = await crypto.subtle.importKey(
    'raw',
    decodeB64(secret),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['verify'],
  );
  return crypto.subtle.verify('HMAC', key, decodeB64(proof), new TextEncoder().encode(text));
}
