/** Chromium, its driver and WebDriver BiDi: the only place that knows Selenium. */
@NullMarked
package io.griot.host.browser;

import org.jspecify.annotations.NullMarked;
