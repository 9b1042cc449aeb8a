import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Message, messages, say } from '../src/messages';

const names = Object.keys(messages.en) as Message[];
const values = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

/** All sources that may contain texts. */
const sources = ['src', 'src/pair']
  .flatMap((folder) => readdirSync(folder).map((file) => `${folder}/${file}`))
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('messages.ts'))
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');

describe('messages', () => {
  it('say everything in both languages', () => {
    expect(Object.keys(messages.fr).sort()).toEqual([...names].sort());
    for (const name of names) {
      expect(messages.en[name].trim(), name).not.toBe('');
      expect(messages.fr[name].trim(), name).not.toBe('');
      expect(messages.fr[name], name).not.toBe(messages.en[name]);
    }
  });

  it('take the same values in both languages', () => {
    for (const name of names) {
      expect(values(messages.fr[name]), name).toEqual(values(messages.en[name]));
    }
  });

  it('are all said somewhere', () => {
    expect(names.filter((name) => !sources.includes(`'${name}'`))).toEqual([]);
  });

  it('put values in their places', () => {
    expect(say('fr', 'linkedAs', { name: 'Awa {x}' })).toBe('Lié au compte Awa {x}');
  });
});
