/**
 * Files that requests carry or point to, on their way to the page: from base64 or from an address
 * to the local disk, and from there into the page. Nothing is held in memory as a whole but what
 * came inside the request.
 */
@NullMarked
package io.griot.host.media;

import org.jspecify.annotations.NullMarked;
