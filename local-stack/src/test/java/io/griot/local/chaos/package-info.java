/** Tests of a run's schedule, options and checks, with given histories; and a short run. */
@NullMarked
package io.griot.local.chaos;

import org.jspecify.annotations.NullMarked;
