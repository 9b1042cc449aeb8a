/**
 * Chromium, its driver and WebDriver BiDi: the only place that knows Selenium. Also who kills
 * browsers when this host may not have them any more: the watchdog outside this process, and the
 * search for orphans at the start.
 */
@NullMarked
package io.griot.host.browser;

import org.jspecify.annotations.NullMarked;
