import qrcode from 'qrcode-generator';

const MARGIN_MODULES = 4;

/** The dark modules of a QR code as one path, and its width in modules with its margin. */
export function modules(text: string): { side: number; path: string } {
  const code = qrcode(0, 'M');
  code.addData(text);
  code.make();
  const count = code.getModuleCount();
  let path = '';
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < count; column++) {
      let width = 0;
      while (column + width < count && code.isDark(row, column + width)) {
        width++;
      }
      if (width > 0) {
        path += `M${column + MARGIN_MODULES} ${row + MARGIN_MODULES}h${width}v1h-${width}z`;
        column += width;
      }
    }
  }
  return { side: count + 2 * MARGIN_MODULES, path };
}

/** A QR code, black on white whatever the page's colours are, because cameras need the contrast. */
export function Qr({ text, label }: { text: string; label: string }) {
  const { side, path } = modules(text);
  return (
    <svg class="qr" viewBox={`0 0 ${side} ${side}`} role="img" aria-label={label}>
      <rect width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" shape-rendering="crispEdges" />
    </svg>
  );
}
