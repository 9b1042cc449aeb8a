/** Caches: what processes remember between requests, and for how long. */
@NullMarked
package io.griot.functions.cache;

import org.jspecify.annotations.NullMarked;
