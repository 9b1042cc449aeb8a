import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { define } from '../src/loader/define';
import { createMetaLoader, type MetaLoader } from '../src/loader/metaLoader';
import { type RegistrationOptions, registerModules } from '../src/loader/register';

define('WAWebGroupCreateJob', { createGroup: () => undefined });
define('WAWebChatCollection', { ChatCollection: {} });

describe('modules that come late', () => {
  it('are not registered before their loader is told to', async () => {
    const loader = await page({});
    assert.ok(loader.require('WAWebChatCollection'));
    assert.throws(() => loader.require('WAWebGroupCreateJob'), /unknown module/);
    await loading(loader);
    assert.ok('createGroup' in (loader.require('WAWebGroupCreateJob') as object));
  });

  it('do not come with a loader that this page does not have', async () => {
    const loader = await page({ leaveOut: new Set(['WAWebNewGroupFlowLoadable']) });
    assert.throws(() => loading(loader), /unknown module/);
  });

  it('do not come with a bundle that lacks them', async () => {
    const loader = await page({ leaveOut: new Set(['WAWebGroupCreateJob']) });
    await loading(loader);
    assert.throws(() => loader.require('WAWebGroupCreateJob'), /unknown module/);
  });

  it('come at the next attempt when their bundle did not arrive', async () => {
    let isBroken = true;
    const loader = await page({ isBroken: async () => isBroken });
    await assert.rejects(loading(loader), /did not arrive/);
    isBroken = false;
    await loading(loader);
    assert.ok(loader.require('WAWebGroupCreateJob'));
  });
});

async function page(options: Partial<RegistrationOptions>): Promise<MetaLoader> {
  const loader = createMetaLoader(globalThis);
  await registerModules(loader, {
    leaveOut: new Set(),
    isBroken: async () => false,
    fillers: 0,
    ...options,
  });
  return loader;
}

function loading(loader: MetaLoader): Promise<void> {
  const { requireBundle } = loader.require('WAWebNewGroupFlowLoadable') as {
    requireBundle(): Promise<void>;
  };
  return requireBundle();
}
