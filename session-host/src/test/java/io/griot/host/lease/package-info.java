@NullMarked
package io.griot.host.lease;

import org.jspecify.annotations.NullMarked;
