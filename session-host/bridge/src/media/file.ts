import { Failure } from '../failure';

/** What the host leaves of media in a request: the file itself is beside it. */
interface Staged {
  staged: number;
  mimetype: string;
  filename?: string | null;
  /** How long it plays, where the host knows. */
  seconds?: number;
}

/** How long a caller's media plays; 0 for what does not, or where nobody looked. */
export function secondsOf(media: unknown): number {
  return (media as Staged).seconds ?? 0;
}

/**
 * A caller's media as the file that WhatsApp's page would get from its file chooser. A copy: the host
 * removes its own when the operation ends, and the upload may take longer.
 *
 * @param media base64, an address or an upload's id in the API's types, `Staged` when it gets here
 * @param mimetype instead of what is known of the file
 */
export async function fileOf(
  media: unknown,
  files: readonly File[],
  filename?: string | null,
  mimetype?: string,
): Promise<File> {
  const { staged, mimetype: known, filename: own } = media as Staged;
  const file = files[staged];
  if (file === undefined) {
    throw new Failure('PAGE_FAILED', 'file_not_staged');
  }
  const type = (mimetype ?? known).toLowerCase();
  const name = filename || own || `file.${extension(type)}`;
  return new File([await file.arrayBuffer()], name, { type });
}

/** @throws Failure INVALID_FIELD for what the browser does not understand as an image */
export async function requireImage(file: Blob, field: string): Promise<void> {
  try {
    (await createImageBitmap(file)).close();
  } catch {
    throw new Failure('INVALID_FIELD', `${field}: is not an image that can be read`);
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
