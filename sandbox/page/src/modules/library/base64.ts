import { define } from '../../loader/define';

export function encodeB64(bytes: Uint8Array | ArrayBuffer): string {
  let text = '';
  for (const byte of new Uint8Array(bytes)) {
    text += String.fromCharCode(byte);
  }
  return btoa(text);
}

export function decodeB64(text: string): ArrayBuffer {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0)).buffer;
}

define('WABase64', {
  encodeB64,
  decodeB64,
  encodeB64UrlSafe: (bytes: Uint8Array) =>
    encodeB64(bytes).replaceAll('+', '-').replaceAll('/', '_'),
  decodeB64UrlSafe: (text: string) => decodeB64(text.replaceAll('-', '+').replaceAll('_', '/')),
  isBase64: (text: string) => /^[A-Za-z0-9+/]*={0,2}$/.test(text) && text.length % 4 === 0,
});
