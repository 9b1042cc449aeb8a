import { define } from '../../loader/define';

/** The position of the extended header's flags, after the file's own header and the chunk's. */
const FLAGS_AT = 20;
const ANIMATION = 0x02;

/** wa-js checks this before it sends a sticker unchanged. */
define('WAWebWebp', {
  isAnimatedWebp: (buffer: ArrayBuffer): boolean => {
    const bytes = new Uint8Array(buffer);
    const chunk = String.fromCharCode(...bytes.subarray(12, 16));
    return chunk === 'VP8X' && ((bytes[FLAGS_AT] ?? 0) & ANIMATION) !== 0;
  },
});
