/** From a session's queue to the page and back: commands and their outcomes. */
@NullMarked
package io.griot.host.command;

import org.jspecify.annotations.NullMarked;
