// The types of requests and answers, from the one catalogue, as contract's build assembles it.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';

const catalogue = new URL(
  '../../../contract/target/classes/io/griot/contract/catalogue.json',
  import.meta.url,
);
const generated = new URL('../src/generated/', import.meta.url);

/** Which fields may stand for which says nothing about their types, but makes them all unknown. */
function withoutAlternatives(key, value) {
  const isRequiredOnly = (option) => Object.keys(option).join() === 'required';
  return key === 'anyOf' && value.every(isRequiredOnly) ? undefined : value;
}

const document = JSON.parse(await readFile(catalogue, 'utf8'), withoutAlternatives);
await mkdir(generated, { recursive: true });
const types = await openapiTS(document, { defaultNonNullable: false });
await writeFile(new URL('api.ts', generated), astToString(types));
