/** Lets other tasks run: painting, and wa-js's polling. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 15);
  });
}
