import { define } from '../../loader/define';
import { asJpeg, images } from './images';
import { OpaqueData } from './opaqueData';
import { filehashOf } from './transfer';

/** wa-js's options for a file to be sent. */
export interface RawOptions {
  isPtt?: boolean;
  asDocument?: boolean;
  asGif?: boolean;
  asSticker?: boolean;
  maxDimension?: number | undefined;
  precomputedFields?: { duration: number; waveform: Uint8Array } | undefined;
}

/** The attributes of a MediaData that is ready to be uploaded. */
export type Processed = Record<string, unknown> & { type: string; mediaBlob: OpaqueData };

const DEFAULT_DIMENSION = 1600;
const PREVIEW_PX = 100;

/**
 * Everything is drawn again, WebP included; wa-js hooks `processRawSticker` to keep animated ones.
 */
const dataUtils = define('WAWebMediaDataUtils', {
  processRawSticker: async (data: OpaqueData): Promise<Processed> => {
    const webp = await images.toWebpSticker(data.forceToBlob());
    return {
      type: 'sticker',
      mediaBlob: await OpaqueData.createFromData(webp, 'image/webp'),
      mimetype: 'image/webp',
      fullWidth: 512,
      fullHeight: 512,
    };
  },
  getImageWidthHeight: async (data: OpaqueData): Promise<{ width: number; height: number }> => {
    const { width, height } = await createImageBitmap(data.forceToBlob());
    return { width, height };
  },
});

/** The kind of message for a file: by its type, unless the options say otherwise. */
async function process(data: OpaqueData, options: RawOptions): Promise<Processed> {
  const family = data.type().split('/')[0];
  if (options.asSticker) {
    return dataUtils.processRawSticker(data);
  }
  if (!options.asDocument && family === 'image') {
    return image(data, options.maxDimension ?? DEFAULT_DIMENSION);
  }
  if (!options.asDocument && family === 'video') {
    return video(data, options.asGif === true);
  }
  if (!options.asDocument && family === 'audio') {
    return audio(data, options);
  }
  return { type: 'document', mediaBlob: data, mimetype: data.type() };
}

async function image(data: OpaqueData, maxDimension: number): Promise<Processed> {
  const { blob, width, height, preview } = await asJpeg(data.forceToBlob(), maxDimension);
  return {
    type: 'image',
    mediaBlob: await OpaqueData.createFromData(blob),
    mimetype: 'image/jpeg',
    fullWidth: width,
    fullHeight: height,
    preview,
  };
}

async function video(data: OpaqueData, isGif: boolean): Promise<Processed> {
  const { duration, thumbs } = await images.generateVideoThumbsAndDuration({
    file: data.forceToBlob(),
    maxDimensions: [PREVIEW_PX],
  });
  const [thumb] = thumbs;
  return {
    type: 'video',
    mediaBlob: data,
    mimetype: data.type(),
    duration: Math.round(duration),
    fullWidth: thumb?.fullWidth,
    fullHeight: thumb?.fullHeight,
    preview: thumb?.url.split(',')[1],
    isGif,
  };
}

async function audio(data: OpaqueData, options: RawOptions): Promise<Processed> {
  return {
    type: options.isPtt ? 'ptt' : 'audio',
    mediaBlob: data,
    mimetype: data.type(),
    duration: options.precomputedFields?.duration ?? (await audioSeconds(data)),
    waveform: options.precomputedFields?.waveform,
  };
}

/** The duration of a sound; 0 if the browser cannot read it. */
async function audioSeconds(data: OpaqueData): Promise<number> {
  try {
    const context = new OfflineAudioContext(1, 1, 48_000);
    const sound = await context.decodeAudioData(await data.forceToBlob().arrayBuffer());
    return Math.floor(sound.duration);
  } catch {
    return 0;
  }
}

export const processing = define('WAWebProcessRawMedia', {
  processRawMedia: async (data: OpaqueData, options: RawOptions): Promise<Processed> => {
    const processed = await process(data, options);
    const filehash = await filehashOf(processed.mediaBlob.forceToBlob());
    return { ...processed, filehash, size: processed.mediaBlob.size() };
  },
});
