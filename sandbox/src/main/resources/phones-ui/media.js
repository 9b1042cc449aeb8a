// Files in messages: pictures, videos, sounds with their waveform, stickers, documents.
import { h, icon } from './dom.js';
import { amountOfBytes, clockTime, words } from './words.js';

const BARS = 40;
const LEAST_BAR = 8;
const MOST_HEIGHT_PX = 330;

const isFile = (message) => message.attributes.directPath !== undefined;

const LINES = {
  image: () => ['📷', words.photo],
  video: (a) => (a.isGif ? ['🎞️', words.gif] : ['🎥', words.video]),
  audio: (a) => ['🎵', withLength(words.audio, a)],
  ptt: (a) => ['🎤', withLength(words.voice, a)],
  sticker: () => ['🖼️', words.sticker],
  document: (a) => ['📄', a.filename || words.document],
};

const withLength = (text, { duration }) => (duration > 0 ? `${text} (${clockTime(duration)})` : text);

/** One line for the chat list and for quotes, with its caption; null for what is no file. */
export function mediaText(message) {
  const line = LINES[message.type];
  if (!line) {
    return null;
  }
  const [symbol, name] = line(message.attributes);
  return `${symbol} ${message.type === 'document' ? name : message.attributes.caption || name}`;
}

/** The file in the conversation, with its caption; null for what is none. `url` is where its bytes are. */
export function mediaView(message, url) {
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

/** Holds its room before the bytes are there: the conversation does not jump. */
function sized(element, { width, height }) {
  if (width > 0 && height > 0) {
    element.style.width = `${Math.round(Math.min(width, (width * MOST_HEIGHT_PX) / height))}px`;
    element.style.aspectRatio = `${width} / ${height}`;
  }
  return element;
}

const VIEWS = {
  image: (a, url) =>
    h(
      'a.frame',
      { href: url, target: '_blank', rel: 'noopener', 'aria-label': words.openPhoto },
      sized(h('img', { src: url, alt: a.caption || words.photo, decoding: 'async' }), a),
      a.isViewOnce ? h('span.tag', {}, words.viewOnce) : null,
    ),
  sticker: (_a, url) => h('img', { src: url, alt: words.sticker, decoding: 'async' }),
  video: (a, url) =>
    h(
      'div.frame',
      {},
      sized(h('video', { src: url, controls: !a.isGif, preload: 'metadata', loop: a.isGif === true, autoplay: a.isGif === true, muted: a.isGif === true, 'aria-label': words.video }), a),
      a.isGif ? h('span.tag', {}, 'GIF') : null,
    ),
  audio: (a, url) => player(a, url, false),
  ptt: (a, url) => player(a, url, true),
  document: (a, url) =>
    h(
      'a.file',
      { href: url, download: a.filename || words.document },
      h('span.emblem', {}, icon('document')),
      h('span.text', {}, h('span.name', { dir: 'auto' }, a.filename || words.document), h('span.small', {}, fileDetail(a))),
    ),
};

const fileDetail = ({ mimetype = '', size, pageCount }) =>
  [mimetype.split('/')[1]?.split(';')[0].toUpperCase(), size > 0 && amountOfBytes(size), pageCount > 0 && words.pages(pageCount)]
    .filter(Boolean)
    .join(' · ');

/** A sound: one button, how far it is, how long it takes. */
function player({ waveform, duration = 0 }, url, isVoice) {
  const audio = new Audio();
  audio.preload = 'none';
  audio.src = url;
  const time = h('small', {}, clockTime(duration));
  const button = h('button.round.play', { type: 'button' });
  const bars = h('span.bars', { 'aria-hidden': 'true' }, barsOf(waveform).map((height) => bar(height)));
  const update = () => {
    const length = Number.isFinite(audio.duration) && audio.duration > 0 ? audio.duration : duration;
    const part = length > 0 ? audio.currentTime / length : 0;
    [...bars.children].forEach((one, i) => one.classList.toggle('done', i / BARS < part));
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
  return h('div.player', { role: 'group', 'aria-label': isVoice ? words.voice : words.audio }, button, bars, time);
}

function bar(height) {
  const element = h('i');
  element.style.height = `${Math.max(LEAST_BAR, height)}%`;
  return element;
}

/** The loudness that the sender measured, 0 to 100, in as many steps as there are bars. */
function barsOf(waveform) {
  const values = Object.values(waveform ?? {});
  return Array.from({ length: BARS }, (_, i) => (values.length === 0 ? 0 : values[Math.floor((i * values.length) / BARS)]));
}
