/** The bytes of what is sent and shown: the sandbox's media servers. */
@NullMarked
package io.griot.sandbox.media;

import org.jspecify.annotations.NullMarked;
