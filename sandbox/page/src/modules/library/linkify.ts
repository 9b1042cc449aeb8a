import { define } from '../../loader/define';

/** A link found in a text: an address of the web, or of somebody's mailbox. */
export interface Link {
  /** With its scheme, also where the text has none. */
  href: string;
  /** As the text has it. */
  url: string;
  /** The whole text. */
  input: string;
  index: number;
  scheme: string;
  username: string | undefined;
  domain: string;
  /** Whether the text itself says `http://` or `https://`. */
  isHttp: boolean;
}

/** A scheme or a mailbox, a domain, and what may follow it. Bare domains end in one of those people write. */
const ADDRESS =
  /(?<![\p{L}\p{N}@._/-])(?<before>https?:\/\/|[\p{L}\p{N}._%+-]+@)?(?<domain>(?:[\p{L}\p{N}-]+\.)+(?<end>\p{L}{2,}))(?<after>(?::\d{1,5})?(?:[/?#][^\s<>"']*)?)(?![\p{L}\p{N}@-])/giu;

/** What bare domains end in; a country's end has two letters. */
const ENDS = /^(?:[a-z]{2}|com|org|net|info|biz|app|dev|shop|store|africa)$/i;

/** What ends a sentence ends no address. */
const PUNCTUATION = /[.,;:!?)\]}*_~]+$/;

function link(match: RegExpMatchArray): Link[] {
  const { before = '', domain = '', end = '', after = '' } = match.groups ?? {};
  const isHttp = before.includes('://');
  if (!isHttp && !ENDS.test(end)) {
    return [];
  }
  const isMailbox = before.endsWith('@');
  const url = (before + domain + (isMailbox ? '' : after)).replace(PUNCTUATION, '');
  const scheme = isHttp ? before.toLowerCase() : isMailbox ? 'mailto:' : 'http://';
  return [
    {
      href: isHttp ? url : scheme + url,
      url,
      input: match.input ?? '',
      index: match.index ?? 0,
      scheme,
      username: isMailbox ? before.slice(0, -1) : undefined,
      domain,
      isHttp,
    },
  ];
}

/** All links of a text, in their order. */
export function findLinks(text: string, httpOnly = false): Link[] {
  const found = [...text.matchAll(ADDRESS)].flatMap(link);
  return httpOnly ? found.filter(({ isHttp }) => isHttp) : found;
}

export function findLink(text: string, httpOnly = false): Link | undefined {
  return findLinks(text, httpOnly)[0];
}

define('WALinkify', { findLinks, findLink });

define('useWAWebLinkPreview', {
  /** What a preview is made of: `example.com` has one, a mailbox none. */
  findFirstWebLink: (text: string): Link | undefined =>
    findLinks(text).find(({ username }) => username === undefined),
});
