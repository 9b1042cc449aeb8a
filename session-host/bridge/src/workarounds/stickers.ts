import type { Page, Whatsapp } from '../page';

type ProcessRawSticker = Whatsapp['functions']['processRawSticker'];

/** The functions that replaced `processRawSticker`. */
const replacements = new WeakSet<ProcessRawSticker>();

/**
 * `WAWebMediaDataUtils.processRawSticker` draws a WebP again, and loses the name of its pack; wa-js
 * keeps only animated ones. A file that comes as WebP is already a sticker. No effect the second
 * time.
 */
export function keepStickersAsTheyAre(page: Page): void {
  const utils = page.module<{ processRawSticker: ProcessRawSticker }>('WAWebMediaDataUtils');
  const process = utils?.processRawSticker;
  if (!utils || process === undefined || replacements.has(process)) {
    return;
  }
  const { OpaqueData } = page.wpp.whatsapp;
  const keeping: ProcessRawSticker = async (data) => {
    const sticker = await process(data);
    if (data.type() === 'image/webp') {
      sticker.mediaBlob = await OpaqueData.createFromData(data.forceToBlob(), data.type());
    }
    return sticker;
  };
  replacements.add(keeping);
  utils.processRawSticker = keeping;
}
