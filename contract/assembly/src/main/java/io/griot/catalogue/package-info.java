/** The build of the catalogue from its parts, when {@code contract} is built. */
@NullMarked
package io.griot.catalogue;

import org.jspecify.annotations.NullMarked;
