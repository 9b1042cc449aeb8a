import type { Binding } from '../bundles/binding';
import type { ContentType } from './types';

const media: readonly Binding[] = [
  'MediaPrep',
  'OpaqueData',
  'functions.generateVideoThumbsAndDuration',
  'functions.isAnimatedWebp',
  'functions.processRawSticker',
  'functions.uploadMedia',
];

/** The additional bindings that each content needs besides those of `clientSendMessage`. */
export const contentRequirements: Readonly<Record<ContentType, readonly Binding[]>> = {
  string: ['functions.fetchLinkPreview', 'functions.findFirstWebLink'],
  MessageMedia: media,
  MessageMediaFromURL: media,
  Location: [],
  Contact: ['VCard'],
  Poll: [],
  Buttons: [],
  List: [],
};
