import { define } from '../../loader/define';

const MB = 1024 * 1024;

/** The client's limits by kind, in bytes. */
const LIMITS: Record<string, number> = { sticker: MB, document: 100 * MB };

define('WAWebMediaGatingUtils', {
  getUploadLimit: (mediaType: string, _origin?: string | null, _isVcard?: boolean): number =>
    LIMITS[mediaType] ?? 100 * MB,
});
