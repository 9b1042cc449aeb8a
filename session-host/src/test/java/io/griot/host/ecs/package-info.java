@NullMarked
package io.griot.host.ecs;

import org.jspecify.annotations.NullMarked;
