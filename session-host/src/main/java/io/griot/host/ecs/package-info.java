/** The ECS agent of this host's task: identity and protection of the task. */
@NullMarked
package io.griot.host.ecs;

import org.jspecify.annotations.NullMarked;
