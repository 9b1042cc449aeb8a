/**
 * As in the client, who changes a group has the answer before the server's notification of the change is
 * dealt with, and only that makes the page show it. What others change shows at once.
 */
const noticeMs = 100;

/** Groups that this page has the server change, until shortly after the answer. */
const underWay = new Set<string>();

export async function changing<T>(group: string, answer: Promise<T>): Promise<T> {
  underWay.add(group);
  try {
    return await answer;
  } finally {
    setTimeout(() => underWay.delete(group), noticeMs);
  }
}

/** Settles when the notification of a change to the group is dealt with. */
export async function noticed(group: string): Promise<void> {
  if (underWay.has(group)) {
    await new Promise((resolve) => setTimeout(resolve, noticeMs));
  }
}
