/**
 * As in the client: after an own change of a group, the answer precedes the handling of the
 * server's notification, which makes the page show the change. Others' changes are shown at once.
 */
const noticeMs = 100;

/** Groups that this page is changing, until shortly after the answer. */
const underWay = new Set<string>();

export async function changing<T>(group: string, answer: Promise<T>): Promise<T> {
  underWay.add(group);
  try {
    return await answer;
  } finally {
    setTimeout(() => underWay.delete(group), noticeMs);
  }
}

/** Settles when the notification of a group's change is handled. */
export async function noticed(group: string): Promise<void> {
  if (underWay.has(group)) {
    await new Promise((resolve) => setTimeout(resolve, noticeMs));
  }
}
