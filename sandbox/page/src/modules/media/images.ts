import { define } from '../../loader/define';
import { encodeB64 } from '../library/base64';

const PREVIEW_PX = 100;
const STICKER_PX = 512;
const VIDEO_MS = 10_000;

export interface Thumb {
  /** A JPEG as a data URL. */
  url: string;
  width: number;
  height: number;
  fullWidth: number;
  fullHeight: number;
}

type Drawable = ImageBitmap | HTMLVideoElement;

function scaled(width: number, height: number, most: number): [width: number, height: number] {
  const factor = Math.min(1, most / Math.max(width, height));
  return [Math.max(1, Math.round(width * factor)), Math.max(1, Math.round(height * factor))];
}

async function drawn(from: Drawable, width: number, height: number, type: string): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')?.drawImage(from, 0, 0, width, height);
  return canvas.convertToBlob({ type });
}

/** An image in the client's form: a JPEG within the limit, and its small preview. */
export async function asJpeg(
  blob: Blob,
  most: number,
): Promise<{ blob: Blob; width: number; height: number; preview: string }> {
  const image = await createImageBitmap(blob);
  const [width, height] = scaled(image.width, image.height, most);
  const fits = width === image.width && blob.type === 'image/jpeg';
  const jpeg = fits ? blob : await drawn(image, width, height, 'image/jpeg');
  return { blob: jpeg, width, height, preview: await previewOf(image, width, height) };
}

async function previewOf(from: Drawable, width: number, height: number): Promise<string> {
  const [w, h] = scaled(width, height, PREVIEW_PX);
  return encodeB64(await (await drawn(from, w, h, 'image/jpeg')).arrayBuffer());
}

/** An image as a sticker: WebP, 512 pixels square, with a transparent margin. */
async function toWebpSticker(blob: Blob): Promise<Blob> {
  const image = await createImageBitmap(blob);
  const factor = STICKER_PX / Math.max(image.width, image.height);
  const [width, height] = [image.width * factor, image.height * factor];
  const canvas = new OffscreenCanvas(STICKER_PX, STICKER_PX);
  const [x, y] = [(STICKER_PX - width) / 2, (STICKER_PX - height) / 2];
  canvas.getContext('2d')?.drawImage(image, x, y, width, height);
  return canvas.convertToBlob({ type: 'image/webp' });
}

/** wa-js hooks the first function and replaces it if the browser cannot play the video. */
export const images = define('WAWebImageUtils', {
  generateVideoThumbsAndDuration: async ({
    file,
    maxDimensions,
  }: {
    file: Blob;
    maxDimensions: number[];
  }): Promise<{ duration: number; thumbs: Thumb[] }> => {
    const video = await loaded(file);
    try {
      const { videoWidth: fullWidth, videoHeight: fullHeight } = video;
      const thumbs = maxDimensions.map(async (most) => {
        const [width, height] = scaled(fullWidth, fullHeight, most);
        const jpeg = encodeB64(
          await (await drawn(video, width, height, 'image/jpeg')).arrayBuffer(),
        );
        return { url: `data:image/jpeg;base64,${jpeg}`, width, height, fullWidth, fullHeight };
      });
      return { duration: video.duration, thumbs: await Promise.all(thumbs) };
    } finally {
      URL.revokeObjectURL(video.src);
      video.removeAttribute('src');
    }
  },
  toWebpSticker,
});

/** A video that has loaded its first frame. */
function loaded(file: Blob): Promise<HTMLVideoElement> {
  const video = document.createElement('video');
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('Video did not load')), VIDEO_MS);
    video.muted = true;
    video.preload = 'auto';
    video.onloadeddata = () => {
      clearTimeout(timer);
      resolve(video);
    };
    video.onerror = () => {
      clearTimeout(timer);
      const isUnknown = video.error?.code === MediaError.MEDIA_ERR_SRC_NOT_SUPPORTED;
      reject(new Error(isUnknown ? 'MEDIA_ERR_SRC_NOT_SUPPORTED' : 'Video cannot be played'));
    };
    video.src = URL.createObjectURL(file);
  });
}
