import { Failure } from '../failure';
import type { components } from '../generated/api';

type MessageMedia = components['schemas']['MessageMedia'];

/**
 * A caller's media as the file that WhatsApp's page would get from its file chooser.
 *
 * @param field where its data is in the request, for who sent something else than base64
 */
export function fileOf({ mimetype, data, filename }: MessageMedia, field: string): File {
  const type = mimetype.toLowerCase();
  return new File([decoded(data, field)], filename || `file.${extension(type)}`, { type });
}

function decoded(data: string, field: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
  } catch {
    throw new Failure('INVALID_FIELD', `${field}: must be base64`);
  }
}

/** What a nameless file's name ends with: the type's own name is right for most that people send. */
function extension(mimetype: string): string {
  const subtype = mimetype.split(/[/;]/)[1]?.trim() ?? '';
  const known: Record<string, string> = {
    jpeg: 'jpg',
    mpeg: 'mp3',
    plain: 'txt',
    quicktime: 'mov',
    'svg+xml': 'svg',
  };
  return known[subtype] ?? (/^[a-z0-9]{1,5}$/.test(subtype) ? subtype : 'bin');
}
