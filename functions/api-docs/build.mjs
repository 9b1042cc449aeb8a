// Puts the page together: our files and Redoc as it is published, but for the words that it has no labels for,
// and a picture from elsewhere that the page may not load.
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';

/** The places in which Redoc writes English whatever the labels are. start.js defines `word`. */
const ENGLISH = [
  ['placeholder:"Search..."', 'placeholder:word("Search...")'],
  ['null,"License:"', 'null,word("License:")'],
  ['null,"Authorizations:"', 'null,word("Authorizations:")'],
  ['null,"required"', 'null,word("required")'],
  ['null,e," Parameters"', 'null,word(e+" Parameters")'],
  ['"Request Body schema: "', 'word("Request Body schema: ")'],
  ['"Response Schema: "', 'word("Response Schema: ")'],
  ['" Response Headers "', 'word(" Response Headers ")'],
  ['null,"Content type"', 'null,word("Content type")'],
  ['label:"Payload"', 'label:word("Payload")'],
  ['?"Copied":', '?word("Copied"):'],
  [',"Copy"))', ',word("Copy")))'],
  ['" Expand all "', 'word(" Expand all ")'],
  ['" Collapse all "', 'word(" Collapse all ")'],
  ['oneOfType="Any of"', 'oneOfType=word("Any of")'],
  ['oneOfType="One of"', 'oneOfType=word("One of")'],
  ['"property name").concat', 'word("property name")).concat'],
  ['ca("characters"', 'ca(word("characters")'],
  ['ca("items"', 'ca(word("items")'],
  ['?"non-empty":', '?word("non-empty"):'],
  ['"https://cdn.redoc.ly/redoc/logo-mini.svg"', '"data:,"'],
];

await mkdir('dist', { recursive: true });
for (const file of ['index.html', 'start.js', 'style.css']) {
  await copyFile(`src/${file}`, `dist/${file}`);
}
let redoc = await readFile('node_modules/redoc/bundles/redoc.standalone.js', 'utf8');
for (const [english, looked] of ENGLISH) {
  if (!redoc.includes(english)) {
    throw new Error(`this version of Redoc no longer has ${english}`);
  }
  redoc = redoc.replaceAll(english, looked);
}
// The map is not published with it, and asking for it is an error in every browser's console.
await writeFile('dist/redoc.js', redoc.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n'));
