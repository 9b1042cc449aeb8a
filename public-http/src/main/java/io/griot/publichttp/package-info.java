/**
 * HTTP to URLs that callers give: only to the public internet, and within limits. The API delivers
 * webhooks with it, the session host fetches media.
 */
@NullMarked
package io.griot.publichttp;

import org.jspecify.annotations.NullMarked;
