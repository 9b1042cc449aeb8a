@NullMarked
package io.griot.functions;

import org.jspecify.annotations.NullMarked;
