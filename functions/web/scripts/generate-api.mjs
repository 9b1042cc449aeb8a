// // Generates the types of requests and answers from the catalogue, as assembled by contract's
// build.
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

const document = JSON.parse(await readFile(catalogue, 'utf8'), withoutAlternatives);
await mkdir(generated, { recursive: true });
const types = await openapiTS(document, { defaultNonNullable: false });
await writeFile(new URL('api.ts', generated), astToString(types));
