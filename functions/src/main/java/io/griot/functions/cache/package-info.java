/** Caches that keep values between requests for a bounded time. */
@NullMarked
package io.griot.functions.cache;

import org.jspecify.annotations.NullMarked;
