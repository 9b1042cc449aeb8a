/** The command gateway: accepts a request once, hands it to its session, waits for the outcome. */
@NullMarked
package io.griot.functions.command;

import org.jspecify.annotations.NullMarked;
