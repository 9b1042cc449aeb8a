import { define } from '../../loader/define';
import { BaseModel, defineModel } from '../../models/BaseModel';
import type { OpaqueData } from './opaqueData';

/** The data of a message's file. */
export class MediaData extends BaseModel {
  declare type: string;
  declare mimetype: string;
  declare size: number;
  declare filehash: string;
  declare mediaStage: 'NEED_UPLOAD' | 'NEED_POKE' | 'FETCHING' | 'RESOLVED' | 'ERROR_MISSING';
  declare mediaBlob: OpaqueData | undefined;
  declare fullWidth: number | undefined;
  declare fullHeight: number | undefined;
  declare duration: number | undefined;
  declare waveform: Uint8Array | undefined;
  /** A small JPEG in base64. */
  declare preview: string | undefined;
  declare isGif: boolean | undefined;
  declare filename: string | undefined;
}

defineModel({
  model: MediaData,
  name: 'media-data',
  props: [
    'type',
    'mimetype',
    'size',
    'filehash',
    'mediaStage',
    'mediaBlob',
    'fullWidth',
    'fullHeight',
    'duration',
    'waveform',
    'preview',
    'isGif',
    'isAnimated',
    'isViewOnce',
    'filename',
    'pageCount',
  ],
});

define('WAWebMediaData', { default: MediaData });
