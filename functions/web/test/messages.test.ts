import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sayWord, words } from '../src/console/words';
import { messages, say } from '../src/messages';

const values = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

/** Words that are the same in both languages. */
const SAME = [
  'contact',
  'docs',
  'exampleNumber',
  'examplePlace',
  'kindContact',
  'messages',
  'partLatitude',
  'partLongitude',
  'partQuestion',
  'session',
  'sessions',
  'version',
  'webhooks',
];

/** All sources that may say something, but the words themselves. */
const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !/(messages|words[.\w]*)\.ts$|generated/.test(file))
  .map((file) => readFileSync(`src/${file}`, 'utf8'))
  .join('\n');

const both: readonly [string, Record<string, string>, Record<string, string>][] = [
  ['the pairing page', messages.en, messages.fr],
  ['the console', words.en, words.fr],
];

describe.each(both)('the words of %s', (_, en, fr) => {
  const names = Object.keys(en);
  const of = (language: Record<string, string>, name: string) => language[name] ?? '';

  it('say everything in both languages', () => {
    expect(Object.keys(fr).sort()).toEqual([...names].sort());
    for (const name of names) {
      expect(of(en, name).trim(), name).not.toBe('');
      expect(of(fr, name).trim(), name).not.toBe('');
      expect(of(fr, name) === of(en, name), name).toBe(SAME.includes(name));
    }
  });

  it('take the same values in both languages', () => {
    for (const name of names) {
      expect(values(of(fr, name)), name).toEqual(values(of(en, name)));
    }
  });

  it('are all said somewhere', () => {
    expect(names.filter((name) => !sources.includes(`'${name}'`))).toEqual([]);
  });
});

it('puts values in their places', () => {
  expect(say('fr', 'linkedAs', { name: 'Awa {x}' })).toBe('Lié au compte Awa {x}');
  expect(sayWord('en', 'unread', { count: 3 })).toBe('3 new');
});
