// Builds the bridge for Maven: installs its packages when the lock file changed, then bundles.
// Fails with npm's own message; never goes on with an old bundle.
import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const bridge = fileURLToPath(new URL('../../bridge', import.meta.url));
const stamp = join(bridge, 'node_modules', '.installed-from');
const lock = createHash('sha256').update(readFileSync(join(bridge, 'package-lock.json'))).digest('hex');

function npm(...parameters) {
  const { status, error } = spawnSync('npm', parameters, { cwd: bridge, stdio: 'inherit' });
  if (status !== 0) {
    console.error(error ?? `npm ${parameters.join(' ')} failed in session-host/bridge`);
    process.exit(1);
  }
}

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) {
  // Not `npm ci`: it refuses a lock file that lacks the linter's binaries for other platforms, which
  // not every registry has. Versions and checksums are the lock file's all the same.
  npm('install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error');
  writeFileSync(stamp, lock);
}
rmSync(join(bridge, 'dist'), { recursive: true, force: true });
npm('run', '--silent', 'build');
