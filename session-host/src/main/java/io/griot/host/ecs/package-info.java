/** What a host says to the ECS agent of its task, and hears from it. */
@NullMarked
package io.griot.host.ecs;

import org.jspecify.annotations.NullMarked;
