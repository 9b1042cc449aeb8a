/**
 * The command gateway: accepts a request once, passes it to its session, and waits for the outcome.
 */
@NullMarked
package io.griot.functions.command;

import org.jspecify.annotations.NullMarked;
