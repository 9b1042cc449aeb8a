@NullMarked
package io.griot.host.event;

import org.jspecify.annotations.NullMarked;
