/**
 * Takes commands from a session's queue to the page and stores their outcomes: messages, claims
 * under the session's lease, held messages, and the gate that waits for the page.
 */
@NullMarked
package io.griot.host.command;

import org.jspecify.annotations.NullMarked;
