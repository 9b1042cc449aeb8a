@NullMarked
package io.griot.host.bridge;

import org.jspecify.annotations.NullMarked;
