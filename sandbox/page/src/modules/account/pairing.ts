import { define } from '../../loader/define';
import { EventEmitter } from '../../models/EventEmitter';
import { link } from '../../net/link';
import { generateKeyPair, publicKeyText } from '../../store/credentials';
import { encodeB64 } from '../library/base64';
import { isPaired } from './userPrefs';

/**
 * The keys of a page that wants to be paired: the device's key pair, and what the QR code carries
 * beside the reference. They change with every page load until a phone has accepted them.
 */
export interface PairingKeys {
  keyPair: CryptoKeyPair;
  /** Base64 of 32 random bytes: the QR's fourth part, known to nobody who has not seen it. */
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
  // wa-js knows the module by this name; the sandbox's device identity is its ECDSA key.
  setADVSignedIdentity: async (_identity: unknown) => undefined,
});

/** Events of pairing by phone number, for whoever renews the code. */
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
}

export const linkDeviceEvents = new LinkDeviceEvents();

define('WAWebLinkDeviceEvents', { WAWebLinkDeviceEvents: linkDeviceEvents });

let pairingType: 'qr' | 'alt' = 'qr';

define('WAWebAltDeviceLinkingApi', {
  initializeAltDeviceLinking: async () => {
    pairingType = 'alt';
  },
  initializeQRLinking: async () => {
    pairingType = 'qr';
  },
  getPairingType: () => pairingType,
});

/** A code of eight characters to type on the phone that has this number. */
async function genLinkDeviceCodeForPhoneNumber(phone: string, notify: boolean): Promise<string> {
  if (isPaired()) {
    throw new Error('Already paired');
  }
  const { keyPair } = await pairingKeys();
  const { code } = await link.requestUnpaired('linkCode', {
    phone: phone.replace(/\D/g, ''),
    notify,
    publicKey: await publicKeyText(keyPair),
  });
  return code;
}

define('WAWebLinkDeviceAction', { genLinkDeviceCodeForPhoneNumber });
