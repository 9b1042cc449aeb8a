import { define } from '../../loader/define';

/** Where the extended header's flags are, after the file's own header and the chunk's. */
const FLAGS_AT = 20;
const ANIMATION = 0x02;

/** wa-js asks before it lets a sticker through as it is. */
define('WAWebWebp', {
  isAnimatedWebp: (buffer: ArrayBuffer): boolean => {
    const bytes = new Uint8Array(buffer);
    const chunk = String.fromCharCode(...bytes.subarray(12, 16));
    return chunk === 'VP8X' && ((bytes[FLAGS_AT] ?? 0) & ANIMATION) !== 0;
  },
});
