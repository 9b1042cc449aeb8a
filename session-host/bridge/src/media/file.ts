import { Failure } from '../failure';

/** The host's replacement for media in a request: the file itself is passed separately. */
interface Staged {
  staged: number;
  mimetype: string;
  filename?: string | null;
  /** The duration, if the host knows it. */
  seconds?: number;
}

/** The duration of a caller's media; 0 for media without one, or when unknown. */
export function secondsOf(media: unknown): number {
  return (media as Staged).seconds ?? 0;
}

/**
 * A caller's media as the file that WhatsApp's page would get from its file chooser. A copy: the
 * host removes its own when the operation ends, and the upload may take longer.
 *
 * @param media base64, a URL or an upload's id in the API's types, `Staged` when it arrives
 * here
 * @param mimetype overrides the known type
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

/** @throws Failure INVALID_FIELD for a file that the browser cannot read as an image */
export async function requireImage(file: Blob, field: string): Promise<void> {
  try {
    (await createImageBitmap(file)).close();
  } catch {
    throw new Failure('INVALID_FIELD', `${field}: is not an image that can be read`);
  }
}

/** The extension of a file without a name: the subtype is right for most files. */
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
