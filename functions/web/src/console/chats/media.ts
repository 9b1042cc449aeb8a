const SHOWN = /^(image|audio|video)\//;

/** A file of base64. What is not shown is bytes and nothing else: no browser may make a page of it. */
export function blobOf(mimetype: string, base64: string): Blob {
  const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  return new Blob([bytes], { type: SHOWN.test(mimetype) ? mimetype : 'application/octet-stream' });
}

/** A file's bytes in base64. */
export async function base64Of(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  const STEP = 8192; // a call takes so many values
  for (let at = 0; at < bytes.length; at += STEP) {
    text += String.fromCharCode(...bytes.subarray(at, at + STEP));
  }
  return btoa(text);
}
