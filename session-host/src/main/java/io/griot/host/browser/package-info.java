/**
 * Chromium, its driver and WebDriver BiDi; the only package that uses Selenium. It also kills
 * browsers that this host must not have any more: by the watchdog outside this process, and by the
 * search for orphans at the start.
 */
@NullMarked
package io.griot.host.browser;

import org.jspecify.annotations.NullMarked;
