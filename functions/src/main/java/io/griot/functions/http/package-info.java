/** Requests and replies as the API sees them, and how every failure looks to a caller. */
@NullMarked
package io.griot.functions.http;

import org.jspecify.annotations.NullMarked;
