// Writes src/generated/wire.ts from the server's records. Needs a JDK, as the server does.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const home = process.env.JAVA_HOME;
const java = home === undefined ? 'java' : join(home, 'bin', 'java');
const records = '../src/main/java/io/griot/sandbox/protocol';
const { status, error } = spawnSync(
  java,
  ['../src/build/WireTypes.java', records, 'src/generated/wire.ts'],
  { stdio: 'inherit' },
);
if (status !== 0) {
  console.error(error ?? `${java} failed`);
  process.exit(1);
}
