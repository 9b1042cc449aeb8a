// Functions that build the page's elements.

export type Child = Node | string | null | undefined;

/** Attributes, properties and listeners of an element. */
export type Properties = Readonly<Record<string, unknown>>;

type NameOf<Tag extends string> = Tag extends `${infer Name}.${string}` ? Name : Tag;
type ElementOf<Tag extends string> =
  NameOf<Tag> extends keyof HTMLElementTagNameMap
    ? HTMLElementTagNameMap[NameOf<Tag>]
    : HTMLElement;

/**
 * Makes an element: `h('button.round', { onclick, title }, 'text', child…)`. Properties that the
 * element has are set as properties, others as attributes; null children are left out.
 */
export function h<Tag extends string>(
  tag: Tag,
  properties: Properties = {},
  ...children: (Child | Child[])[]
): ElementOf<Tag> {
  const [name = tag, ...classes] = tag.split('.');
  const element = document.createElement(name) as ElementOf<Tag>;
  element.classList.add(...classes);
  for (const [key, value] of Object.entries(properties)) {
    if (key in element) {
      (element as unknown as Record<string, unknown>)[key] = value;
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(key, value === true ? '' : String(value));
    }
  }
  element.append(
    ...children
      .flat()
      .filter((child): child is Node | string => child !== null && child !== undefined),
  );
  return element;
}

const PATHS: Record<string, string> = {
  back: 'M15 5l-7 7 7 7',
  plus: 'M12 5v14M5 12h14',
  pen: 'M4 20h4L19 9l-4-4L4 16v4M13 7l4 4',
  send: 'M4 12l16-8-6 16-3-7-7-1',
  smile: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M8.5 14.5a4.5 4.5 0 0 0 7 0M9 9.5h.01M15 9.5h.01',
  reply: 'M9 7l-5 5 5 5M4 12h9a6 6 0 0 1 6 6',
  close: 'M6 6l12 12M18 6L6 18',
  device: 'M4 5h16v11H4zM2 19h20',
  laptop: 'M5 5h14v10H5zM2 19h20l-2-3H4z',
  gear: 'M4 7h10M18 7h2M4 17h2M10 17h10M16 5v4M8 15v4',
  people:
    'M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6M3 19a6 6 0 0 1 12 0M16 5.5a3 3 0 0 1 0 5M17.5 13.5A6 6 0 0 1 21 19',
  exit: 'M14 4h5v16h-5M10 8l-4 4 4 4M6 12h9',
  picture: 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15 9h.01',
  document: 'M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6',
  play: 'M8 5l11 7-11 7z',
  pause: 'M8 5v14M16 5v14',
  pin: 'M12 21s-6.5-5.7-6.5-11a6.5 6.5 0 0 1 13 0c0 5.3-6.5 11-6.5 11M12 7.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5',
  cart: 'M3 4h3l2 11h10l2-8H7M9 19.5h.01M17 19.5h.01',
  coins: 'M3 6h18v12H3zM12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5M6.5 12h.01M17.5 12h.01',
  megaphone: 'M4 10v4h3l9 4V6l-9 4zM8 14l1.5 5h2.5l-1.2-4M19 9.5a3.5 3.5 0 0 1 0 5',
  ring: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 8.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7',
  clip: 'M20 11.5l-8 8a5 5 0 0 1-7-7l8.5-8.5a3.4 3.4 0 0 1 4.8 4.8L10 17a1.8 1.8 0 0 1-2.5-2.5l7.3-7.3',
  clock: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16M12 8v4l3 2',
};

const SVG = 'http://www.w3.org/2000/svg';

export function icon(name: string, label?: string): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'icon');
  if (label) {
    svg.setAttribute('role', 'img');
    svg.setAttribute('aria-label', label);
  } else {
    svg.setAttribute('aria-hidden', 'true');
  }
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', PATHS[name] ?? name);
  svg.append(path);
  return svg;
}

/** A round button with only a picture. */
export const iconButton = (
  name: string,
  label: string,
  onclick: (() => unknown) | null,
  kind = 'plain',
) =>
  h(
    `button.round.${kind}`,
    { type: 'button', title: label, 'aria-label': label, onclick },
    icon(name),
  );

const TICK = 'M2 12.5l4.5 4.5L16 7.5';
const TICKS = `${TICK}M9.5 15l2 2L21.5 7.5`;

/** The ticks: one, the server has it; two, the phone has it; blue, read. */
export function ticks(ack: number, labels: readonly string[]): SVGSVGElement {
  const svg =
    ack < 1 ? icon('clock', labels[0]) : icon(ack < 2 ? TICK : TICKS, labels[Math.min(ack, 3)]);
  svg.classList.add('ticks');
  svg.classList.toggle('read', ack >= 3);
  return svg;
}

const GOLDEN_ANGLE = 137.508;

/** A hue from FNV-1a, turned by the golden angle, so that similar texts look different. */
function hue(text: string): number {
  let hash = 0x811c9dc5;
  for (const char of text) {
    hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return ((hash % 1000) * GOLDEN_ANGLE) % 360;
}

/** A picture, or initials on a colour. */
export function avatar(
  name: string,
  key: string,
  kind = '',
  picture: string | null = null,
): HTMLElement {
  const letters = name
    .split(/[\s.&()-]+/)
    .filter((word) => /^[\p{L}\p{N}]/u.test(word))
    .slice(0, 2)
    .map((word) => [...word][0]?.toUpperCase() ?? '')
    .join('');
  const element = h(
    'span.avatar',
    { 'aria-hidden': 'true' },
    picture ? h('img', { src: picture, alt: '' }) : letters || '?',
  );
  element.style.setProperty('--hue', String(hue(key)));
  if (kind) {
    element.classList.add(kind);
  }
  return element;
}

/**
 * Shows items in a container: unchanged items keep their element (with focus and scroll position),
 * changed ones are built again.
 */
export function show<Item>(
  container: HTMLElement,
  items: readonly Item[],
  keyOf: (item: Item) => string,
  build: (item: Item) => HTMLElement,
): void {
  const before = new Map(
    ([...container.children] as HTMLElement[]).map((child) => [child.dataset.key, child]),
  );
  const wanted = items.map((item) => {
    const key = keyOf(item);
    const state = JSON.stringify(item);
    const known = before.get(key);
    if (known?.dataset.state === state) {
      return known;
    }
    const fresh = build(item);
    fresh.dataset.key = key;
    fresh.dataset.state = state;
    const held = known?.contains(document.activeElement) ? known : null;
    if (held) {
      queueMicrotask(() =>
        (fresh.querySelector<HTMLElement>('button,a') ?? fresh).focus({ preventScroll: true }),
      );
    }
    return fresh;
  });
  const kept = new Set<Element>(wanted);
  for (const child of [...container.children]) {
    if (!kept.has(child)) {
      child.remove();
    }
  }
  wanted.forEach((element, index) => {
    if (container.children[index] !== element) {
      container.insertBefore(element, container.children[index] ?? null);
    }
  });
}

/** Shows a line at the bottom of the screen for five seconds. */
export function notice(text: string, kind = 'info'): void {
  const line = h(`p.notice.${kind}`, {}, text);
  required('#notices').append(line);
  setTimeout(() => line.remove(), 5000);
}

/** An element of index.html. */
export function required(selector: string): HTMLElement {
  const element = document.querySelector<HTMLElement>(selector);
  if (element === null) {
    throw new Error(`index.html has no ${selector}`);
  }
  return element;
}
