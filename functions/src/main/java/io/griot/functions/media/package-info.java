/** Files that customers upload before they use them. */
@NullMarked
package io.griot.functions.media;

import org.jspecify.annotations.NullMarked;
