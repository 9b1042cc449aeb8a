// Types and the list of operations, both from the one catalogue, as contract's build assembles it.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';

const catalogue = new URL(
  '../../../contract/target/classes/io/griot/contract/catalogue.json',
  import.meta.url,
);
const generated = new URL('../src/generated/', import.meta.url);

/**
 * Removes alternatives that only list required fields: they do not affect the types, but turn them
 * into unknown.
 */
function withoutAlternatives(key, value) {
  const isRequiredOnly = (option) => Object.keys(option).join() === 'required';
  return key === 'anyOf' && value.every(isRequiredOnly) ? undefined : value;
}

await mkdir(generated, { recursive: true });
// // Defaults are not filled in on the way to the page, so a field with a default may be absent.
const document = JSON.parse(await readFile(catalogue, 'utf8'), withoutAlternatives);
const types = await openapiTS(document, { defaultNonNullable: false });
await writeFile(new URL('api.ts', generated), astToString(types));

const operations = Object.values(document.paths)
  .flatMap((path) => Object.values(path))
  .filter((operation) => operation?.['x-griot']?.runs === 'page')
  .map(({ operationId, 'x-griot': { requires, effect } }) => [operationId, { requires, effect }]);
await writeFile(
  new URL('operations.ts', generated),
  `/** The operations that run in the page, what each needs and whether it changes anything: see openapi.yaml. */
export const pageOperations = ${JSON.stringify(Object.fromEntries(operations), null, 2)} as const;
`,
);
