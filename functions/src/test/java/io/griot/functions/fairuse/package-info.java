@NullMarked
package io.griot.functions.fairuse;

import org.jspecify.annotations.NullMarked;
