const KEPT = 'griot-session';

/** The session that somebody looked at last in this tab. */
export function lastSession(): string | null {
  try {
    return sessionStorage.getItem(KEPT);
  } catch {
    return null; // storage may be switched off
  }
}

/** Notes the session that somebody looks at. */
export function lookAt(session: string): void {
  try {
    sessionStorage.setItem(KEPT, session);
  } catch {
    // then the first session is offered
  }
}
