// Builds a folder with a package.json for Maven: installs its packages when the lock file changed,
// then bundles, where there is something to bundle. Fails with npm's own message; never goes on with an old bundle.
//   node build-npm.mjs <folder>
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
const stamp = join(folder, 'node_modules', '.installed-from');
const lock = createHash('sha256').update(readFileSync(join(folder, 'package-lock.json'))).digest('hex');

function npm(...parameters) {
  const { status, error } = spawnSync('npm', parameters, { cwd: folder, stdio: 'inherit' });
  if (status !== 0) {
    console.error(error ?? `npm ${parameters.join(' ')} failed in ${folder}`);
    process.exit(1);
  }
}

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) {
  npm('ci', '--no-audit', '--no-fund', '--loglevel=error');
  writeFileSync(stamp, lock);
}
rmSync(join(folder, 'dist'), { recursive: true, force: true });
npm('run', '--silent', '--if-present', 'build');
