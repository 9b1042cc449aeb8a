@NullMarked
package io.griot.host;

import org.jspecify.annotations.NullMarked;
