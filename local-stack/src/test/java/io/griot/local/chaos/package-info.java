/** The schedule, the options and the checks of a run, on histories that are given; and a run. */
@NullMarked
package io.griot.local.chaos;

import org.jspecify.annotations.NullMarked;
