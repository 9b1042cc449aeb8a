@NullMarked
package io.griot.publichttp;

import org.jspecify.annotations.NullMarked;
