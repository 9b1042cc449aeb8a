import { defineConfig } from 'vite';

/**
 * One page per build, chosen by `--mode`: each is one script and one style sheet, so that neither carries the
 * other's parts nor waits for a third file. Names stay as they are: the API serves what it knows by name, and
 * nothing else, so no file has a hash in its name.
 */
export default defineConfig(({ mode }) => ({
  base: '/web/',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: 'es2022',
    modulePreload: false,
    assetsInlineLimit: 0,
    cssCodeSplit: true,
    emptyOutDir: false,
    rolldownOptions: {
      input: { [mode]: `${mode}.html` },
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: '[name].js',
        assetFileNames: '[name][extname]',
      },
    },
  },
}));
