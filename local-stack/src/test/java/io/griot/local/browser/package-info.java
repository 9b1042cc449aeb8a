/** A browser for tests of pages. */
@NullMarked
package io.griot.local.browser;

import org.jspecify.annotations.NullMarked;
