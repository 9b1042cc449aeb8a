/** Files that customers upload for later use in messages. */
@NullMarked
package io.griot.functions.media;

import org.jspecify.annotations.NullMarked;
