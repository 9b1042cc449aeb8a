/** A browser for tests that look at pages themselves. */
@NullMarked
package io.griot.local.browser;

import org.jspecify.annotations.NullMarked;
