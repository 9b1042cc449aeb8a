// Puts the page together: our two files and Redoc as it is published, nothing from elsewhere.
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';

await mkdir('dist', { recursive: true });
for (const file of ['index.html', 'start.js', 'style.css']) {
  await copyFile(`src/${file}`, `dist/${file}`);
}
const redoc = await readFile('node_modules/redoc/bundles/redoc.standalone.js', 'utf8');
// The map is not published with it, and asking for it is an error in every browser's console.
await writeFile('dist/redoc.js', redoc.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n'));
