/**
 * From a session's queue to the page and back: messages, claims under the session's lease, the gate
 * that waits for the page, and outcomes.
 */
@NullMarked
package io.griot.host.command;

import org.jspecify.annotations.NullMarked;
