import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { begin } from '../src/bridge/main';

const root = new URL('../', import.meta.url);
const preload = await readFile(new URL('dist/bridge.js', root), 'utf8');

test('carries wa-js as it was published, byte for byte', async () => {
  const published = await readFile(
    new URL('node_modules/@wppconnect/wa-js/dist/wppconnect-wa.js', root),
  );
  const begins = '/* wa-js begin */\n';
  const carried = preload.slice(
    preload.indexOf(begins) + begins.length,
    preload.indexOf('\n/* wa-js end */'),
  );
  assert.equal(sha256(Buffer.from(carried)), sha256(published));
});

test('is one function of the channel', () => {
  const declared = new Function(`return (${preload});`)();
  assert.equal(typeof declared, 'function');
  assert.equal(declared.length, 1);
});

test('starts once in the top frame of a web page, and nowhere else', () => {
  const page = aWindow('https:');
  assert.notEqual(
    begin(page, () => {}),
    null,
  );
  assert.equal(
    begin(page, () => {}),
    null,
  );
  assert.equal(
    begin(aWindow('about:'), () => {}),
    null,
  );
  assert.equal(
    begin(Object.assign(aWindow('https:'), { top: page }), () => {}),
    null,
  );
});

test('tells wa-js to report to nobody before it starts', () => {
  const page = aWindow('https:');
  begin(page, () => {});
  assert.deepEqual(page.WPPConfig, { disableGoogleAnalytics: true, linkPreviewApiServers: [] });
});

test('narrows what wa-js sees, unless somebody measures without', () => {
  const loader = () => 'module';
  const narrow = Object.assign(aWindow('https:'), { require: loader });
  begin(narrow, () => {});
  assert.notEqual(narrow.require, loader);
  const wide = Object.assign(aWindow('https:'), { require: loader, __griotUnnarrowed: true });
  begin(wide, () => {});
  assert.equal(wide.require, loader);
});

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function aWindow(protocol: string): Window {
  const window: Record<string, unknown> = {
    location: { protocol, search: '' },
    indexedDB: { open: () => assert.fail('nothing is stored yet') },
  };
  window.self = window;
  window.top = window;
  return window as unknown as Window;
}
