/**
 * Media of requests on their way to the page: base64, uploads and URLs are copied to the local
 * disk, converted, and given to the page as files. Only base64 that came inside the request is held
 * in memory as a whole.
 */
@NullMarked
package io.griot.host.media;

import org.jspecify.annotations.NullMarked;
