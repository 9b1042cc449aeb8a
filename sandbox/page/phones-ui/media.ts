// Files in messages: pictures, videos, sounds with their waveform, stickers, documents.

import { h, icon } from './dom';
import type { Attributes, Message } from './model';
import { amountOfBytes, clockTime, words } from './words';

const BARS = 40;
const LEAST_BAR = 8;
const MOST_HEIGHT_PX = 330;

const isFile = (message: Message) => message.attributes.directPath !== undefined;

const LINES: Record<string, (a: Attributes) => [string, string]> = {
  image: () => ['📷', words.photo],
  video: (a: Attributes) => (a.isGif ? ['🎞️', words.gif] : ['🎥', words.video]),
  audio: (a: Attributes) => ['🎵', withLength(words.audio, a)],
  ptt: (a: Attributes) => ['🎤', withLength(words.voice, a)],
  sticker: () => ['🖼️', words.sticker],
  document: (a: Attributes) => ['📄', a.filename || words.document],
};

const withLength = (text: string, { duration = 0 }: Attributes) =>
  duration > 0 ? `${text} (${clockTime(duration)})` : text;

/** One line for the chat list and for quotes, with the caption; null if it is no file. */
export function mediaText(message: Message) {
  const line = LINES[message.type];
  if (!line) {
    return null;
  }
  const [symbol, name] = line(message.attributes);
  return `${symbol} ${message.type === 'document' ? name : message.attributes.caption || name}`;
}

/**
 * The file in the conversation, with its caption; null if there is none. `url` is the address of
 * its bytes.
 */
export function mediaView(message: Message, url: string) {
  const build = VIEWS[message.type];
  if (!build || !isFile(message)) {
    return null;
  }
  const { caption, filename } = message.attributes;
  const isShown = caption && !(message.type === 'document' && caption === filename);
  return h(
    `div.media.${message.type}`,
    {},
    build(message.attributes, url),
    isShown ? h('span.body', { dir: 'auto' }, caption) : null,
  );
}

/** Reserves the element's space before the bytes arrive, so that the conversation does not move. */
function sized(element: HTMLElement, { width = 0, height = 0 }: Attributes): HTMLElement {
  if (width > 0 && height > 0) {
    element.style.width = `${Math.round(Math.min(width, (width * MOST_HEIGHT_PX) / height))}px`;
    element.style.aspectRatio = `${width} / ${height}`;
  }
  return element;
}

const VIEWS: Record<string, (a: Attributes, url: string) => HTMLElement> = {
  image: (a: Attributes, url: string) =>
    h(
      'a.frame',
      { href: url, target: '_blank', rel: 'noopener', 'aria-label': words.openPhoto },
      sized(h('img', { src: url, alt: a.caption || words.photo, decoding: 'async' }), a),
      a.isViewOnce ? h('span.tag', {}, words.viewOnce) : null,
    ),
  sticker: (_a: Attributes, url: string) =>
    h('img', { src: url, alt: words.sticker, decoding: 'async' }),
  video: (a: Attributes, url: string) =>
    h(
      'div.frame',
      {},
      sized(
        h('video', {
          src: url,
          controls: !a.isGif,
          preload: 'metadata',
          loop: a.isGif === true,
          autoplay: a.isGif === true,
          muted: a.isGif === true,
          'aria-label': words.video,
        }),
        a,
      ),
      a.isGif ? h('span.tag', {}, 'GIF') : null,
    ),
  audio: (a: Attributes, url: string) => player(a, url, false),
  ptt: (a: Attributes, url: string) => player(a, url, true),
  document: (a: Attributes, url: string) =>
    h(
      'a.file',
      { href: url, download: a.filename || words.document },
      h('span.emblem', {}, icon('document')),
      h(
        'span.text',
        {},
        h('span.name', { dir: 'auto' }, a.filename || words.document),
        h('span.small', {}, fileDetail(a)),
      ),
    ),
};

const fileDetail = ({ mimetype = '', size = 0, pageCount = 0 }: Attributes): string =>
  [
    mimetype.split('/')[1]?.split(';')[0]?.toUpperCase(),
    size > 0 && amountOfBytes(size),
    pageCount > 0 && words.pages(pageCount),
  ]
    .filter(Boolean)
    .join(' · ');

/** A player for sound: one button, position and duration. */
function player({ waveform, duration = 0 }: Attributes, url: string, isVoice: boolean) {
  const audio = new Audio();
  audio.preload = 'none';
  audio.src = url;
  const time = h('small', {}, clockTime(duration));
  const button = h('button.round.play', { type: 'button' });
  const bars = h(
    'span.bars',
    { 'aria-hidden': 'true' },
    barsOf(waveform).map((height) => bar(height)),
  );
  const update = () => {
    const length =
      Number.isFinite(audio.duration) && audio.duration > 0 ? audio.duration : duration;
    const part = length > 0 ? audio.currentTime / length : 0;
    for (const [i, one] of [...bars.children].entries()) {
      one.classList.toggle('done', i / BARS < part);
    }
    time.textContent = clockTime(audio.currentTime > 0 ? audio.currentTime : length);
    const label = audio.paused ? words.play : words.pause;
    button.replaceChildren(icon(audio.paused ? 'play' : 'pause'));
    button.title = label;
    button.setAttribute('aria-label', label);
  };
  button.onclick = () => (audio.paused ? audio.play().catch(update) : audio.pause());
  for (const event of ['play', 'pause', 'ended', 'timeupdate', 'loadedmetadata']) {
    audio.addEventListener(event, update);
  }
  update();
  return h(
    'div.player',
    { role: 'group', 'aria-label': isVoice ? words.voice : words.audio },
    button,
    bars,
    time,
  );
}

function bar(height: number) {
  const element = h('i');
  element.style.height = `${Math.max(LEAST_BAR, height)}%`;
  return element;
}

/** The loudness measured by the sender, 0 to 100, reduced to the number of bars. */
function barsOf(waveform: Attributes['waveform']) {
  const values = Object.values(waveform ?? {});
  return Array.from({ length: BARS }, (_, i) =>
    values.length === 0 ? 0 : (values[Math.floor((i * values.length) / BARS)] ?? 0),
  );
}
