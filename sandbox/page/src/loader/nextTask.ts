/** Lets other tasks run: what the page paints and what wa-js polls. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 15);
  });
}
