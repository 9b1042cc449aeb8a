import { define } from '../../loader/define';
import { EventEmitter } from '../../models/EventEmitter';
import { link } from '../../net/link';
import { generateKeyPair, publicKeyText } from '../../store/credentials';
import { encodeB64 } from '../library/base64';
import { backendEventBus } from './backendEventBus';
import { isPaired } from './userPrefs';

/**
 * The keys of a page to be paired: the device's key pair, and the QR code's parts besides the
 * reference. They change with every page load until a phone has accepted them.
 */
export interface PairingKeys {
  keyPair: CryptoKeyPair;
  /** Base64 of 32 random bytes: the QR code's fourth part, a secret. */
  secret: string;
  staticPublicKey: ArrayBuffer;
  identityPublicKey: ArrayBuffer;
}

let keys: Promise<PairingKeys> | null = null;

export function pairingKeys(): Promise<PairingKeys> {
  keys ??= newKeys();
  return keys;
}

async function newKeys(): Promise<PairingKeys> {
  return {
    keyPair: await generateKeyPair(),
    secret: encodeB64(randomBytes()),
    staticPublicKey: randomBytes(),
    identityPublicKey: randomBytes(),
  };
}

/** Replaces the QR code's secret, so that codes shown before become invalid. */
async function rotateSecret(): Promise<void> {
  (await pairingKeys()).secret = encodeB64(randomBytes());
}

function randomBytes(): ArrayBuffer {
  return crypto.getRandomValues(new Uint8Array(32)).buffer;
}

/** Key material that the real client reads from its storage. */
class StoredKeys {
  async get(): Promise<{ staticKeyPair: { pubKey: ArrayBuffer } }> {
    const { staticPublicKey } = await pairingKeys();
    return { staticKeyPair: { pubKey: staticPublicKey } };
  }
}

class NoiseInfo extends StoredKeys {}

define('WAWebUserPrefsInfoStore', { waNoiseInfo: new NoiseInfo() });

define('WAWebAdvSignatureApi', {
  getADVSecretKey: async () => (await pairingKeys()).secret,
  // wa-js recognises the module by this name; the sandbox's device identity is its ECDSA key.
  setADVSignedIdentity: async (_identity: unknown) => undefined,
});

/** Events of pairing by phone number, on which the code is renewed. */
class LinkDeviceEvents extends EventEmitter {
  triggerRefreshAltLinkingCode(): void {
    this.trigger('link_device_events:refresh_alt_linking_code');
  }

  triggerErrorAltLinking(): void {
    this.trigger('link_device_events:error_alt_linking');
  }

  triggerPrimaryHelloReceived(): void {
    this.trigger('link_device_events:primary_hello_received');
  }

  triggerPasskeyPrologueRequest(): void {
    this.trigger('link_device_events:passkey_prologue_request');
  }
}

export const linkDeviceEvents = new LinkDeviceEvents();

define('WAWebLinkDeviceEvents', { WAWebLinkDeviceEvents: linkDeviceEvents });

type PairingType = 'QR_CODE' | 'ALT_DEVICE_LINKING' | 'SHORTCAKE_PASSKEY';

let pairingType: PairingType = 'QR_CODE';

const linking = define('WAWebAltDeviceLinkingApi', {
  initializeAltDeviceLinking: async () => {
    pairingType = 'ALT_DEVICE_LINKING';
  },
  initializeQRLinking: async () => {
    pairingType = 'QR_CODE';
  },
  getPairingType: () => pairingType,
});

/**
 * Handles an account that can be linked only with a passkey. The client shows a screen for it and
 * waits for a click: neither the socket's state nor the stream's mode shows it.
 */
export async function passkeyAsked(): Promise<void> {
  await rotateSecret();
  pairingType = 'SHORTCAKE_PASSKEY';
  linkDeviceEvents.triggerPasskeyPrologueRequest();
}

define('WAWebShortcakeLinkingAction', {
  /** Resets the ceremony's own state; the rest of the linking is reset separately. */
  cancelShortcakePasskeyPairing: () => undefined,
});

/**
 * A code of eight characters to type on the phone with this number, which is never notified here.
 */
async function genLinkDeviceCodeForPhoneNumber(phone: string, _notify: boolean): Promise<string> {
  if (isPaired()) {
    throw new Error('Already paired');
  }
  const { keyPair } = await pairingKeys();
  const { code } = await link.requestUnpaired('linkCode', {
    phone: phone.replace(/\D/g, ''),
    publicKey: await publicKeyText(keyPair),
  });
  return code;
}

/** Returns to a new code of this kind, from any state. */
async function resetLinkDeviceState(to: { linkDeviceMethod: PairingType }): Promise<void> {
  backendEventBus.triggerRefreshQR();
  await (to.linkDeviceMethod === 'ALT_DEVICE_LINKING'
    ? linking.initializeAltDeviceLinking()
    : linking.initializeQRLinking());
}

define('WAWebLinkDeviceAction', { genLinkDeviceCodeForPhoneNumber, resetLinkDeviceState });
