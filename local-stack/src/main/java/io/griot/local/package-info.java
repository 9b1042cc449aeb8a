/** The whole of Griot in one JVM, on loopback, with its data in one folder: {@code ./griot up}. */
@NullMarked
package io.griot.local;

import org.jspecify.annotations.NullMarked;
