@NullMarked
package io.griot.host.media;

import org.jspecify.annotations.NullMarked;
