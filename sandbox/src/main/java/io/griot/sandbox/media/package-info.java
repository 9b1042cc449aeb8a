/** The sandbox's media servers: the bytes of sent files and pictures. */
@NullMarked
package io.griot.sandbox.media;

import org.jspecify.annotations.NullMarked;
