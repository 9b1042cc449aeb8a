@NullMarked
package io.griot.local;

import org.jspecify.annotations.NullMarked;
